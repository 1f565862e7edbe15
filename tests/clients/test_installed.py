"""Installed pages go on while the server is gone."""

import base64
import json
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import anyio
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import Page, expect
from typing_extensions import override

from arengo.base.clock import HOUR_MS
from arengo.base.ids import AccountId
from arengo.config.settings import Settings, load_settings
from arengo.social.instance.actions import change_setting
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.lifeboat import launch
from arengo.social.instance.open_letters.model import OpenLetter, Text, Words
from tests.clients.browser import KeptBrowser
from tests.clients.forms import send_form
from tests.clients.installed import EMPTY, WRITTEN, serving, sign_in, until
from tests.clients.server import running_arengo
from tests.ports import free_port
from tests.world import PASSWORD as JOINED_WITH
from tests.world import World, open_world

pytestmark = pytest.mark.whole

LIFEBOAT = "/.well-known/arengo-lifeboat"


class Mirror(ThreadingHTTPServer):
    """Another host that holds what it says is our lifeboat."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answering)
        self.says = b""

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


class _Answering(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        assert isinstance(self.server, Mirror)
        self.send_response(200 if self.path == LIFEBOAT else 404)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()
        self.wfile.write(self.server.says)

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving(Mirror()) as host:
        yield host


@pytest.fixture
def settings(tmp_path) -> Settings:
    port = free_port()
    return load_settings({}, data=tmp_path / "data", profile="test", port=port)


def letter(title: str) -> Words:
    return Words(texts=(Text(language="en", title=title, text="Dear neighbours,\n\nsee you."),))


async def signed(world: World, by: int, title: str) -> OpenLetter:
    site = world.whole.site
    draft = await world.db.write(actions.draft, letter(title), by=AccountId(by))
    return await world.db.write(actions.sign, draft.id, site=site.settings.origin, keys=site.keys)


async def prepare(settings: Settings, mirror: str) -> bytes:
    """Let alice join, name a mirror and sign a letter, before anybody is served.

    Returns a lifeboat with a newer letter, as the operator launches it an hour later elsewhere.
    """
    async with open_world(settings) as world:
        alice = await world.join("alice")
        await alice.publish("The first lamp is lit.")
        await world.db.write(change_setting, "mirrors", mirror)
        await signed(world, alice.account_id, "We move on Sunday")
        newer = await signed(world, alice.account_id, "We open again by two")
        keys = world.whole.site.keys
        told = json.loads(await world.db.read(launch, site=settings.origin, keys=keys))
        await world.db.write(actions.withdraw, newer.id)
        return resealed(told, keys.attest, later_ms=HOUR_MS)


def resealed(told: dict[str, Any], sign: Callable[[bytes], bytes], *, later_ms: int) -> bytes:
    """Return the lifeboat as launched at another time."""
    document = json.loads(told["document"])
    written = json.dumps({**document, "made_ms": document["made_ms"] + later_ms})
    signature = base64.b64encode(sign(written.encode())).decode()
    return json.dumps({**told, "document": written, "signature": signature}).encode()


def forged(boat: bytes) -> bytes:
    """Return the same lifeboat with another text, signed by whoever took the mirror over."""
    told, key = json.loads(boat), Ed25519PrivateKey.generate()
    document = json.loads(told["document"])
    letter = document["letter"]
    letter["document"] = letter["document"].replace("We open again by two", "Send your passwords")
    letter["signature"] = base64.b64encode(key.sign(letter["document"].encode())).decode()
    told["key"] = base64.b64encode(key.public_key().public_bytes_raw()).decode()
    return resealed({**told, "document": json.dumps(document)}, key.sign, later_ms=1)


def kept_home(page: Page) -> None:
    """Read home as an installed page does, until the worker has it and the lifeboat."""
    until(page, "navigator.serviceWorker.ready")
    page.goto("/")
    until(page, 'caches.match("/", {cacheName: "pages"})')
    until(page, f'caches.match("{LIFEBOAT}", {{cacheName: "boat"}})')


def says(page: Page, slot: str, words: str) -> None:
    """Wait until what a page tells of being offline holds these words."""
    expect(page.locator(f"[data-{slot}]")).to_contain_text(words)


def is_kept_and_believes_no_forgery(page: Page, mirror: Mirror, boat: bytes) -> None:
    """Open pages while the server is gone and a mirror lies, then tells the truth."""
    mirror.says = forged(boat)
    page.goto("/")
    expect(page.locator("article.post")).to_contain_text("The first lamp is lit.")
    says(page, "when", "You are offline")
    says(page, "letter", "We move on Sunday")
    says(page, "refused", mirror.address)
    assert "passwords" not in page.content()
    mirror.says = boat
    page.goto("/@alice/anything")
    expect(page.locator("h1")).to_have_text("You are offline")
    says(page, "letter", "We open again by two")
    expect(page.locator("[data-refused]")).to_be_hidden()


def writes_what_waits(page: Page) -> None:
    """Publish from a page that was open before the server went."""
    page.locator("textarea").first.fill("Written on the train")
    page.locator("button[value=publish]").click()
    page.wait_for_url("**/offline?waiting")
    expect(page.locator("[data-waiting] li p")).to_have_text(["Written on the train"])


def heeds_no_other_site(page: Page, origin: str, mirror: Mirror) -> None:
    """Meet forms that the server, if it were there, would refuse: they neither add nor remove."""
    fields = {"author": "alice", "do": "publish", "pieces[0][text]": "Not from me"}
    for path in ("/compose", "/auth/sign_out"):
        other = page.context.new_page()
        other.goto(mirror.address)
        with other.expect_event("requestfailed"):
            send_form(other, origin + path, fields)
        assert page.evaluate(f"{WRITTEN}.then((keys) => keys.length)") == 1


def finds_it_sent_once(page: Page) -> None:
    """Come back when the server has."""
    page.goto("/")
    until(page, EMPTY)
    page.goto("/@alice")
    expect(page.locator("article.post", has_text="Written on the train")).to_have_count(1)


def leaves_nothing_behind(page: Page) -> None:
    """Sign out: what was kept for the member is gone, what anybody may know stays."""
    page.locator("form[action*=sign_out] button:visible").first.click()
    page.locator("meta[name=account]").wait_for(state="detached")
    until(page, "caches.has('pages').then((kept) => !kept)")
    until(page, f'caches.match("{LIFEBOAT}", {{cacheName: "boat"}})')


def test_pages_live_on_without_their_server(
    tmp_path: Path, settings: Settings, mirror: Mirror, kept_browser: KeptBrowser
):
    boat = anyio.run(prepare, settings, mirror.address)
    with kept_browser.held() as browser:
        context = browser.new_context(base_url=settings.origin)
        context.set_default_timeout(30_000)
        page = context.new_page()
        with running_arengo(tmp_path, port=settings.port):
            sign_in(page, "alice@example.org", JOINED_WITH)
            kept_home(page)
            page.goto("/compose")
        is_kept_and_believes_no_forgery(context.new_page(), mirror, boat)
        writes_what_waits(page)
        heeds_no_other_site(page, settings.origin, mirror)
        with running_arengo(tmp_path, port=settings.port):
            finds_it_sent_once(page)
            leaves_nothing_behind(page)
        context.close()
