"""What every test may ask for: a whole site on each engine, the cast, a look behind it."""

import asyncio
import os
import shutil
import uuid
from collections.abc import AsyncIterator, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher

from arengo.auth.users import passwords
from arengo.base import ids
from arengo.config.settings import Settings, load_settings
from arengo.gate import attendance
from arengo.storage.listeners import Listeners
from tests.casting import CAST, DAY_S, Cast, Casting
from tests.postgres import make_database, migrate_database, postgres_cluster
from tests.sessions import Broom, kept_sessions
from tests.travelling import InOrder, early_in
from tests.world import Person, World, open_world

ENGINES = ("sqlite", "postgresql")
CHOSEN: dict[str, Any] = {
    "profile": "test",
    "origin": "https://arengo.test",
    "metrics_bind": "",
}


@pytest.fixture(scope="session")
def anyio_backend() -> str:
    """Run async tests on asyncio only."""
    return "asyncio"


@pytest.fixture(scope="session", autouse=True)
def light_passwords() -> Iterator[PasswordHasher]:
    """Let every hash take no time; give the hasher that takes as long as it should."""
    earnest = passwords._hasher
    with pytest.MonkeyPatch.context() as patch:
        light = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)
        patch.setattr(passwords, "_hasher", light)
        yield earnest


@pytest.fixture
def earnest_passwords(light_passwords: PasswordHasher, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a hash take as long as outside of tests."""
    monkeypatch.setattr(passwords, "_hasher", light_passwords)


@pytest.fixture(scope="session", autouse=True)
def nobody_is_noted_in_between() -> Iterator[None]:
    """Let who was here be written down when a test says so, and at the end of its site.

    A second after a request a slow test is still counting what is written.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(attendance, "_LATER_S", 3_600.0)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """Give the URL of a throw-away cluster, one for each test process.

    It keeps its plans: on so few rows, planning takes longer than what is planned. It counts its
    tables when a test says so: at a moment of its own choice, plans would change in the midst.
    """
    with postgres_cluster("-c plan_cache_mode=force_generic_plan -c autovacuum=off") as url:
        yield url


@pytest.fixture(scope="session")
def postgres_template(postgres_url: str) -> str:
    """Give the name of a migrated, partitioned database that tests copy.

    In two parts: every session learns each part of each table, so eight take twice the time.
    """
    migrate_database(make_database(postgres_url, "arengo_template"), partitions=2)
    return "arengo_template"


@pytest.fixture(scope="session")
def postgres_database(postgres_url: str, postgres_template: str) -> Iterator[str]:
    """Give the URL of a migrated database that tests use one after the other."""
    url = make_database(postgres_url, "arengo_tests", template=postgres_template)
    with kept_sessions(url):
        yield url


@pytest.fixture(scope="session")
def broom(postgres_database: str) -> Iterator[Broom]:
    """Give what empties that database: making one anew takes a hundred times as long."""
    with closing(Broom(postgres_database)) as broom:
        yield broom


@pytest.fixture
def empty_postgres(postgres_database: str, broom: Broom) -> str:
    """Give that database without a row."""
    broom.sweep()
    return postgres_database


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a migrated file that tests copy."""
    from arengo.storage.sqlite.engine import FILE_NAME, SqliteDatabase  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("template")

    async def migrate() -> None:
        db = SqliteDatabase(folder, Listeners())
        await db.start()
        await db.stop()

    asyncio.run(migrate())
    return folder / FILE_NAME


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    """Run a test once on each engine."""
    return str(request.param)


@pytest.fixture
def data(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Give an empty data folder, in memory where that is possible; nothing of it stays there."""
    base = Path("/dev/shm")
    if not os.access(base, os.W_OK):
        base = tmp_path_factory.mktemp("data")
    folder = base / f"arengo-test-{uuid.uuid4().hex}"
    folder.mkdir()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let later ids be higher, also within a millisecond."""
    monkeypatch.setattr(ids, "_sequence", InOrder())


@pytest.fixture(scope="session")
def sqlite_casting(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Casting:
    """Give the casts of sites on SQLite."""

    def empty_site(folder: Path) -> Settings:
        shutil.copyfile(sqlite_template, folder / sqlite_template.name)
        return load_settings({}, data=folder, database_url=None, **CHOSEN)

    return Casting(tmp_path_factory.mktemp("casts"), empty_site, None)


@pytest.fixture(scope="session")
def postgresql_casting(
    postgres_database: str, broom: Broom, tmp_path_factory: pytest.TempPathFactory
) -> Casting:
    """Give the casts of sites on PostgreSQL."""

    def empty_site(folder: Path) -> Settings:
        broom.sweep()
        return load_settings({}, data=folder, database_url=postgres_database, **CHOSEN)

    return Casting(tmp_path_factory.mktemp("casts"), empty_site, broom)


@pytest.fixture
def cast(request: pytest.FixtureRequest, engine: str, data: Path, in_order: None) -> Cast | None:
    """Bring in whom the test asks for; None where its settings are its own, so people join then."""
    del in_order
    names = tuple(name for name in request.fixturenames if name in CAST)
    if not names or request.node.get_closest_marker("settings"):
        return None
    casting: Casting = request.getfixturevalue(f"{engine}_casting")
    return casting.bring(names, data)


@pytest.fixture
def early_today(request: pytest.FixtureRequest) -> Iterator[None]:
    """Begin with a day, so that none ends meanwhile, nor an hour, nor the time of a code.

    People have signed up before, for later tests too.
    """
    if "cast" in request.fixturenames:
        request.getfixturevalue("cast")
    with early_in(DAY_S):
        yield


@pytest.fixture
def settings(
    request: pytest.FixtureRequest, engine: str, data: Path, cast: Cast | None
) -> Settings:
    """Give the settings of a site without posts; tests may mark `settings(name=value)`."""
    url, marker = None, request.node.get_closest_marker("settings")
    if engine == "postgresql":
        url = request.getfixturevalue("postgres_database" if cast else "empty_postgres")
    elif cast is None:
        template = request.getfixturevalue("sqlite_template")
        shutil.copyfile(template, data / template.name)
    chosen = CHOSEN | (marker.kwargs if marker else {})
    return load_settings({}, data=data, database_url=url, **chosen)


@pytest.fixture
async def world(anyio_backend: str, settings: Settings, cast: Cast | None) -> AsyncIterator[World]:
    """Give a whole running site without sockets; jobs run when the test says so."""
    del anyio_backend
    async with open_world(settings) as world:
        if cast is not None:
            world.expect(cast.app_token, cast.tokens)
        yield world


@pytest.fixture
async def alice(world: World) -> Person:
    """Give alice, who has signed up."""
    return await world.meet("alice")


@pytest.fixture
async def bob(world: World) -> Person:
    """Give bob, who has signed up."""
    return await world.meet("bob")


@pytest.fixture
async def carol(world: World) -> Person:
    """Give carol, who has signed up and locked her account."""
    return await world.meet("carol")


@pytest.fixture
def anonymous(world: World) -> Person:
    """Give somebody without a token."""
    return world.anonymous()
