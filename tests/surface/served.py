"""A real server on loopback with people and posts on it, for everybody who asks at random."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import requests
import uvicorn

from arengo.app import build
from arengo.config.settings import load_settings
from arengo.social.instance.actions import change_setting
from tests.world import World

SAID_OF_THE_SITE = {
    "contact_email": "hello@arengo.test",
    "extended_description": "A harbour town, its bakers and its gulls.",
    "privacy_policy": "We keep what you write, and nothing else.",
    "rules": "Be kind.",
    "terms_of_service": "2026-01-31\nWrite as if your neighbour reads it.",
    "status_url": "https://status.arengo.test/",
}


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
            source_url="https://code.example/arengo",
        )
        self.ids: dict[str, list[str]] = {}
        self.token: str | None = None
        self.session = requests.Session()
        self.session.trust_env = False  # nothing stands between us and this machine
        self.ready = threading.Event()
        self.thread = threading.Thread(target=lambda: asyncio.run(self.run()), daemon=True)

    async def run(self) -> None:
        whole = build(self.settings)
        await whole.start(work=False)
        await self.fill(World(whole, self.settings))
        config = uvicorn.Config(
            whole.gate,
            port=0,
            http="httptools",
            lifespan="off",
            log_config=None,
            access_log=False,
            timeout_keep_alive=600,  # one line for all questions, however slowly they come
        )
        self.server = Server(config, self.ready)
        await self.server.serve()
        await whole.stop()

    async def fill(self, world: World) -> None:
        for name, value in SAID_OF_THE_SITE.items():
            await world.db.write(change_setting, name, value)
        alice, bob = await world.join("alice"), await world.join("bob")
        await alice.follow(bob)
        await bob.follow(alice)
        posts = [await who.publish("Hello @alice @bob #bread") for who in (alice, bob) * 3]
        for post in posts:
            await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
        found = (await alice.get("/api/v1/notifications")).json()
        groups = (await alice.get("/api/v2/notifications")).json()["notification_groups"]
        listed = (await alice.post("/api/v1/lists", json={"title": "Friends"})).json()
        shown = (await alice.post("/api/v1/featured_tags", json={"name": "bread"})).json()
        self.token = alice.token
        self.ids = {
            "status_id": [each["id"] for each in posts],
            "account_id": [str(alice.account_id), str(bob.account_id)],
            "notification_id": [each["id"] for each in found],
            "group_key": [each["group_key"] for each in groups],
            "name": ["bread"],
            "hashtag": ["bread"],
            "list_id": [listed["id"]],
            "featured_id": [shown["id"]],
        }

    def of(self, path: str, name: str) -> list[str]:
        """Return values for a parameter of a path that is described by somebody else."""
        kind = path.split("/")[3] if path.count("/") > 2 else ""
        ours = {
            "accounts": "account_id",
            "statuses": "status_id",
            "notifications": "notification_id",
            "follow_requests": "account_id",
            "polls": "status_id",
        }
        return self.ids.get(name) or self.ids.get(ours.get(kind, ""), [])
