"""Background work: a queue that is a table, its worker and the timetable of periodic jobs.

A job is a row written by the transaction that needs it, so it exists if and only if that
transaction committed. A job may run more than once, never twice at the same time; every handler is
idempotent. Each lane has its own worker: slow work of one lane cannot hold up another. Owns the
tables jobs and timetable.
"""

from arengo.jobs.registry import Registry
from arengo.jobs.timetable import Timetable
from arengo.jobs.worker import Worker

__all__ = ["Registry", "Timetable", "Worker"]
