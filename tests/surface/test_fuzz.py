"""The whole API is asked all that its own description allows, and much that it does not."""

import asyncio
import copy
import os
import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import schemathesis
import uvicorn
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import content_type_conformance, response_schema_conformance

from arengo.api.openapi import description
from arengo.app import build
from arengo.config.settings import load_settings
from tests.world import World

CHECKS = [not_a_server_error, content_type_conformance, response_schema_conformance]
EVERYTHING = bool(os.environ.get("ARENGO_FULL"))
EXAMPLES = 60 if EVERYTHING else 5
SCHEMA = schemathesis.openapi.from_dict(description())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]


class Server(uvicorn.Server):
    """Leaves signals to pytest, and tells when it answers."""

    def __init__(self, config: uvicorn.Config, ready: threading.Event) -> None:
        super().__init__(config)
        self.ready = ready

    async def startup(self, sockets=None) -> None:
        await super().startup(sockets)
        self.ready.set()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    @property
    def url(self) -> str:
        port = self.servers[0].sockets[0].getsockname()[1]
        return f"http://127.0.0.1:{port}"


class Target:
    """A real server on loopback, people and posts on it, and a token."""

    def __init__(self, data: Path, database_url: str | None) -> None:
        self.settings = load_settings(
            {},
            data=data,
            database_url=database_url,
            profile="test",
            origin="http://127.0.0.1",
            metrics_bind="",
        )
        self.ids: dict[str, list[str]] = {}
        self.token: str | None = None
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)

    async def run(self) -> None:
        whole = build(self.settings)
        await whole.start(work=False)
        await self.fill(World(whole, self.settings))
        config = uvicorn.Config(
            whole.gate, port=0, http="httptools", lifespan="off", log_config=None, access_log=False
        )
        self.server = Server(config, self.ready)
        await self.server.serve()
        await whole.stop()

    async def fill(self, world: World) -> None:
        alice, bob = await world.join("alice"), await world.join("bob")
        await alice.follow(bob)
        await bob.follow(alice)
        posts = [await who.publish("Hello @alice @bob #bread") for who in (alice, bob) * 3]
        for post in posts:
            await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
        found = (await alice.get("/api/v1/notifications")).json()
        groups = (await alice.get("/api/v2/notifications")).json()["notification_groups"]
        self.token = alice.token
        self.ids = {
            "status_id": [each["id"] for each in posts],
            "account_id": [str(alice.account_id), str(bob.account_id)],
            "notification_id": [each["id"] for each in found],
            "group_key": [each["group_key"] for each in groups],
            "name": ["bread"],
            "hashtag": ["bread"],
        }


@pytest.fixture(scope="module")
def target(request, tmp_path_factory) -> Iterator[Target]:
    """Start the server; on PostgreSQL when everything is run."""
    url = request.getfixturevalue("postgres_database") if EVERYTHING else None
    target = Target(tmp_path_factory.mktemp("fuzz"), url)
    target.thread.start()
    assert target.ready.wait(60)
    yield target
    target.server.should_exit = True
    target.thread.join(60)


# Not `schema.parametrize()`: its tests share one id, and xdist runs one of those that share it.
@pytest.mark.parametrize("operation", OPERATIONS, ids=[each.label for each in OPERATIONS])
def test_nothing_breaks_and_answers_are_as_described(operation, target):
    @settings(
        max_examples=EXAMPLES,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy())
    def ask(case):
        for name in case.path_parameters or {}:
            if target.ids.get(name) and random.random() < 0.7:
                case.path_parameters[name] = random.choice(target.ids[name])
        response = case.call(
            base_url=target.server.url, headers={"Authorization": f"Bearer {target.token}"}
        )
        case.validate_response(response, checks=CHECKS)

    ask()


def test_an_answer_that_is_not_as_described_would_be_noticed(target):
    promised = copy.deepcopy(description())
    (name,) = promised["paths"]["/api/v1/instance"]["get"]["responses"]["200"]["content"][
        "application/json"
    ]["schema"].values()
    promised["components"]["schemas"][name.rpartition("/")[2]]["required"].append("moon")
    case = schemathesis.openapi.from_dict(promised)["/api/v1/instance"]["GET"].Case()
    response = case.call(base_url=target.server.url)
    assert response.status_code == 200
    with pytest.raises(FailureGroup, match="moon"):
        case.validate_response(response, checks=CHECKS)
