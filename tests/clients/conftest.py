"""A real server per engine, and people with unmodified clients who use it."""

from collections.abc import Callable, Iterator
from contextlib import closing
from copy import copy
from uuid import uuid4

import pytest
import requests
from mastodon import Mastodon
from playwright.sync_api import Browser

from tests.clients.browser import KEPT, KeptBrowser
from tests.clients.installed import serving
from tests.clients.people import PASSWORD
from tests.clients.push_service import PushService
from tests.clients.server import RunningServer, running_arengo
from tests.postgres import drop_database, make_database

LIGHT = "tests.clients.light_host"


@pytest.fixture(scope="session")
def kept_browser() -> Iterator[KeptBrowser]:
    with closing(KEPT) as kept:
        yield kept


@pytest.fixture(scope="module")
def browser(kept_browser) -> Iterator[Browser]:
    """The browser of this process; nothing in the file may have an event loop of its own."""
    with kept_browser.held() as running:
        yield running


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """A push service that answers until the test ends."""
    with serving(PushService()) as service:
        yield service


@pytest.fixture(scope="session")
def sqlite_server(tmp_path_factory) -> Iterator[RunningServer]:
    """`arengo serve --profile test` on SQLite, shared by the tests of this process."""
    with running_arengo(tmp_path_factory.mktemp("sqlite"), program=LIGHT) as server:
        yield server


@pytest.fixture(scope="session")
def postgresql_server(tmp_path_factory, postgres_url) -> Iterator[RunningServer]:
    """The same on a PostgreSQL database of its own."""
    name = f"clients_{uuid4().hex[:12]}"
    url = make_database(postgres_url, name)
    home = tmp_path_factory.mktemp("postgresql")
    with running_arengo(home, database_url=url, program=LIGHT) as server:
        yield server
    drop_database(postgres_url, name)


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def running_server(request) -> RunningServer:
    """Each engine in turn."""
    return request.getfixturevalue(f"{request.param}_server")


@pytest.fixture
def http() -> Iterator[requests.Session]:
    with requests.Session() as session:
        session.trust_env = False
        yield session


def _registered(origin: str, http: requests.Session, **options: object) -> Mastodon:
    """Register an app with Mastodon.py, which then asks the site for its version."""
    client_id, client_secret = Mastodon.create_app(
        "Journey",
        api_base_url=origin,
        session=http,
        website="https://example.org",
        **options,
    )
    return Mastodon(
        client_id=client_id,
        client_secret=client_secret,
        api_base_url=origin,
        session=http,
        ratelimit_method="throw",
        version_check_mode="created",
    )


@pytest.fixture(scope="session")
def apps() -> dict[str, Mastodon]:
    """Remember the app of each server, as it is before anybody signs in."""
    return {}


@pytest.fixture
def app_of(running_server, http, apps) -> Callable[..., Mastodon]:
    """Give Mastodon.py as it is installed, with nobody signed in; with options, one's own app."""
    origin = running_server.origin

    def install(**options: object) -> Mastodon:
        if options:
            return _registered(origin, http, **options)
        if origin not in apps:
            apps[origin] = _registered(origin, http)
        client = copy(apps[origin])
        client.session = http
        return client

    return install


@pytest.fixture
def person(app_of) -> Callable[[str], Mastodon]:
    """Sign somebody up with Mastodon.py itself; the name gets an ending that is new each time."""

    def sign_up(name: str) -> Mastodon:
        client = app_of()
        unique = f"{name}_{uuid4().hex[:10]}"
        client.create_account(unique, PASSWORD, f"{unique}@example.org", agreement=True)
        return client

    return sign_up


@pytest.fixture
def alice(person) -> Mastodon:
    return person("alice")


@pytest.fixture
def bob(person) -> Mastodon:
    return person("bob")
