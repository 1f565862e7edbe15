"""A database on each engine, a queue on it, and workers whose clock the test moves."""

from collections.abc import AsyncIterator, Callable

import pytest

from arengo.base.clock import now_ms
from arengo.config.settings import Settings
from arengo.jobs import Registry, Timetable, Worker, worker
from arengo.storage import Database, Listeners
from arengo.storage.opening import open_database


class Clock:
    """A clock that stands still until the test moves it."""

    def __init__(self, now: int) -> None:
        self.now = now

    def __call__(self) -> int:
        return self.now


@pytest.fixture(autouse=True)
def _nobody_only_looks_now_and_then(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no worker find by looking what it should have heard of, however slow a test is."""
    monkeypatch.setattr(worker, "LOOK_AT_LEAST_EVERY_S", 3_600.0)


@pytest.fixture
async def db(anyio_backend: str, settings: Settings) -> AsyncIterator[Database]:
    """Give an open, empty database."""
    del anyio_backend
    database = open_database(settings.data, settings.database_url, Listeners())
    await database.start()
    yield database
    await database.stop()


@pytest.fixture
def registry() -> Registry:
    """Give a registry without any kind of job."""
    return Registry()


@pytest.fixture
def clock() -> Clock:
    """Give a clock far enough ahead that whatever was enqueued is due."""
    return Clock(now_ms() + 60_000)


@pytest.fixture
def worker_on(db: Database, registry: Registry, clock: Clock) -> Callable[..., Worker]:
    """Give a maker of workers that share the queue and the clock."""

    def make(timetable: Timetable | None = None) -> Worker:
        return Worker(db, registry, timetable, clock=clock)

    return make
