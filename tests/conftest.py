"""What every test may ask for: a whole site on each engine, the cast, a look behind it."""

import os
import uuid
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import hypothesis
import pytest

from arengo.config.settings import Settings, load_settings
from tests.postgres import empty_database, make_database, postgres_cluster
from tests.world import Person, World, open_world

hypothesis.settings.register_profile("shared cores", deadline=None)  # a pause is no failure
hypothesis.settings.load_profile("shared cores")

ENGINES = ("sqlite", "postgresql")


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio only."""
    return "asyncio"


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the URL of a throw-away cluster, one for each test process."""
    with postgres_cluster() as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """Give the name of a migrated, partitioned database that tests copy."""
    import asyncio  # noqa: PLC0415

    from arengo.storage.listeners import Listeners  # noqa: PLC0415
    from arengo.storage.postgresql.engine import PostgresDatabase  # noqa: PLC0415

    url = make_database(postgres_url, "arengo_template")

    async def migrate() -> None:
        db = PostgresDatabase(url, Listeners(), partitions=8)
        await db.start()
        await db.stop()

    asyncio.run(migrate())
    return "arengo_template"


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str, postgres_template: str) -> str:
    """Give the URL of a migrated database that tests use one after the other."""
    return make_database(postgres_url, "arengo_tests", template=postgres_template)


@pytest.fixture
def empty_postgres(postgres_database: str) -> str:
    """Give that database without a row: emptying takes a tenth of what making one takes."""
    empty_database(postgres_database)
    return postgres_database


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Run a test once on each engine."""
    return str(request.param)


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give an empty data folder, in memory where that is possible."""
    base = Path("/dev/shm")
    if not os.access(base, os.W_OK):
        return tmp_path_factory.mktemp("data")
    folder = base / f"arengo-test-{uuid.uuid4().hex}"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(request: pytest.FixtureRequest, engine: str, data: Path) -> Iterator[Settings]:
    """Give the settings of an empty site; tests may mark `settings(name=value)`."""
    import shutil  # noqa: PLC0415

    chosen = (
        dict(request.node.get_closest_marker("settings").kwargs)
        if (request.node.get_closest_marker("settings"))
        else {}
    )
    url = request.getfixturevalue("empty_postgres") if engine == "postgresql" else None
    defaults = {"profile": "test", "origin": "https://arengo.test", "metrics_bind": ""}
    yield load_settings({}, data=data, database_url=url, **{**defaults, **chosen})
    shutil.rmtree(data, ignore_errors=True)


@pytest.fixture
async def world(anyio_backend: str, settings: Settings) -> AsyncIterator[World]:
    """Give a whole running site without sockets; jobs run when the test says so."""
    del anyio_backend
    async with open_world(settings) as world:
        yield world


@pytest.fixture
async def alice(world: World) -> Person:
    """Sign alice up."""
    return await world.join("alice")


@pytest.fixture
async def bob(world: World) -> Person:
    """Sign bob up."""
    return await world.join("bob")


@pytest.fixture
async def carol(world: World) -> Person:
    """Sign carol up, whose account is locked."""
    carol = await world.join("carol")
    await carol.patch("/api/v1/accounts/update_credentials", json={"locked": True})
    return carol


@pytest.fixture
def anonymous(world: World) -> Person:
    """Give somebody without a token."""
    return world.anonymous()
