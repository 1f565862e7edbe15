"""What a drill runs in the child process: the real server, or one that dies at a chosen point."""

import os
import signal
import sqlite3
from collections.abc import Callable
from pathlib import Path
from typing import Any

from arengo.app import serve
from arengo.config.settings import Settings
from arengo.jobs import lane_worker
from arengo.jobs.model import Failure, Job
from arengo.jobs.registry import Registry
from arengo.storage.sqlite import connection as connections


def serve_logged(settings: Settings, log: Path) -> None:
    """Serve as `arengo serve` does, with standard error in a file."""
    with log.open("ab") as output:
        os.dup2(output.fileno(), 2)
    serve(settings)


def die_before_commit(settings: Settings, log: Path) -> None:
    """End at once when the first post is written, before its transaction is committed."""
    _die_at_commit(before=True)
    serve_logged(settings, log)


def die_after_commit(settings: Settings, log: Path) -> None:
    """End at once when the first post is durable, before anybody is told."""
    _die_at_commit(before=False)
    serve_logged(settings, log)


def die_removing_boosts(settings: Settings, log: Path) -> None:
    """End at once when the job that follows a deletion was taken, before it has done anything."""
    run_job = lane_worker.run_job

    async def run_or_die(registry: Registry, job: Job) -> Failure | None:
        if job.kind == "posts.remove_boosts":
            _die()
        return await run_job(registry, job)

    lane_worker.run_job = run_or_die
    serve_logged(settings, log)


def _die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _die_at_commit(*, before: bool) -> None:
    class Dying(sqlite3.Connection):
        wrote_a_post = False

        def execute(self, sql: str, *parameters: Any) -> sqlite3.Cursor:
            self.wrote_a_post |= "INSERT INTO posts " in sql
            if sql == "COMMIT" and self.wrote_a_post and before:
                _die()
            cursor = super().execute(sql, *parameters)
            if sql == "COMMIT" and self.wrote_a_post:
                _die()
            return cursor

    connect: Callable[..., sqlite3.Connection] = sqlite3.connect

    def connect_dying(*place: Any, **options: Any) -> sqlite3.Connection:
        return connect(*place, factory=Dying, **options)

    connections.sqlite3.connect = connect_dying  # type: ignore[attr-defined]
