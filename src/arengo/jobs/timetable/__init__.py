"""Periodic jobs: what is to be done every so often, by one process of several.

The row of an entry says when it is next due. Whoever moves that moment on, enqueues the job in the
same transaction; so it happens once, and once only after a long stop. Owns the table timetable.
"""

from arengo.jobs.timetable.actions import enqueue_due
from arengo.jobs.timetable.model import Entry, Timetable

__all__ = ["Entry", "Timetable", "enqueue_due"]
