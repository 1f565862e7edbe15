"""One site for a whole file of questions: asking changes little, and starting costs the most."""

import uuid
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from types import CodeType

import pytest
from hypothesis import core
from hypothesis.internal.reflection import function_digest

from arengo.config.settings import Settings, load_settings
from tests.postgres import drop_database, make_database
from tests.surface.callers import Callers, callers_of
from tests.surface.served import Target
from tests.trying import EVERYTHING
from tests.world import open_world


def _settings(data: Path, url: str | None = None) -> Settings:
    return load_settings(
        {},
        data=data,
        database_url=url,
        profile="test",
        origin="https://arengo.test",
        metrics_bind="",
    )


@pytest.fixture(scope="session", autouse=True)
def digests() -> Iterator[None]:
    """Let hypothesis read a question's source once; it would for each of 500 operations, twice."""
    known: dict[CodeType, bytes] = {}

    def digest(function: Callable[..., object]) -> bytes:
        code = function.__code__
        if code not in known:
            known[code] = function_digest(function)
        return known[code]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(core, "function_digest", digest)
        yield


@pytest.fixture(scope="module")
async def callers(
    anyio_backend: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Callers]:
    """Give everybody who may knock, at a site on SQLite."""
    del anyio_backend
    async with open_world(_settings(tmp_path_factory.mktemp("surface"))) as world:
        yield await callers_of(world)


@pytest.fixture(scope="module")
def postgres_database(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """Give the URL of a database of one's own."""
    name = f"surface_{uuid.uuid4().hex}"
    yield make_database(postgres_url, name, template=postgres_template)
    drop_database(postgres_url, name)


@pytest.fixture(scope="module")
async def postgres_callers(
    anyio_backend: str, postgres_database: str, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Callers]:
    """Give everybody who may knock, at a site on PostgreSQL."""
    del anyio_backend
    data = tmp_path_factory.mktemp("surface")
    async with open_world(_settings(data, postgres_database)) as world:
        yield await callers_of(world)


@pytest.fixture(params=["sqlite", "postgresql"])
def both(request: pytest.FixtureRequest) -> Callers:
    """Give the callers of one engine after the other."""
    name = "callers" if request.param == "sqlite" else "postgres_callers"
    found: Callers = request.getfixturevalue(name)
    return found


@pytest.fixture(scope="module")
def target(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Target]:
    """Start the server; on PostgreSQL when everything is run."""
    url = request.getfixturevalue("postgres_database") if EVERYTHING else None
    target = Target(tmp_path_factory.mktemp("fuzz"), url)
    target.thread.start()
    assert target.ready.wait(60)
    yield target
    target.session.close()
    target.server.should_exit = True
    target.thread.join(60)
