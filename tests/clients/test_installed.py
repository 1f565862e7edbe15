"""Installed pages: they go on while the server is gone, and are woken by Web Push."""

import base64
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any, TypeVar

import anyio
import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from playwright.sync_api import BrowserContext, Page, Worker, expect
from typing_extensions import override

from arengo.base.clock import HOUR_MS
from arengo.base.ids import AccountId
from arengo.config.settings import Settings, load_settings
from arengo.providers.push.encryption import CURVE, point_of
from arengo.social.instance.actions import change_setting
from arengo.social.instance.open_letters import actions
from arengo.social.instance.open_letters.lifeboat import launch
from arengo.social.instance.open_letters.model import OpenLetter, Text, Words
from tests.clients.browser import WHOLE, KeptBrowser, chromium
from tests.clients.forms import send_form
from tests.clients.people import PASSWORD, Person, newcomer
from tests.clients.server import RunningServer, calling, free_port, running_arengo
from tests.world import PASSWORD as JOINED_WITH
from tests.world import World, open_world

pytestmark = pytest.mark.whole

LIFEBOAT = "/.well-known/arengo-lifeboat"
KEY = ec.derive_private_key(7, CURVE)
AUTH = b"a" * 16
# What the push service of a browser gives it: an address, and keys that only the browser knows.
SUBSCRIBED = """({endpoint, keys}) => {
    const bytes = (text) => Uint8Array.from(text).buffer;
    PushManager.prototype.subscribe = async () => ({
        endpoint, getKey: (name) => bytes(keys[name]),
    });
}"""
# The service moves: the worker is told, while no page need be open.
RENEWED = """({endpoint, keys}) => renew({newSubscription: {
    endpoint, getKey: (name) => Uint8Array.from(keys[name]).buffer,
}})"""
# What the browser shows of it, outside of any page.
SHOWN = "navigator.serviceWorker.ready.then((here) => here.getNotifications())"
H = TypeVar("H", bound=ThreadingHTTPServer)


class PushService(ThreadingHTTPServer):
    """Takes messages for a browser."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Taking)
        self.messages: Queue[tuple[str, bytes]] = Queue()

    @property
    def endpoint(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/messages/1"


class _Taking(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        assert isinstance(self.server, PushService)
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.messages.put((self.path, body))
        self.send_response(201)
        self.end_headers()

    @override
    def log_message(self, format: str, *args: Any) -> None:
        return


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


@contextmanager
def serving(host: H) -> Iterator[H]:
    """Let a host answer until the block ends."""
    with host:
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield host
        host.shutdown()
        thread.join()


@pytest.fixture
def mirror() -> Iterator[Mirror]:
    with serving(Mirror()) as host:
        yield host


@pytest.fixture
def service() -> Iterator[PushService]:
    with serving(PushService()) as host:
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


def until(page: Page, condition: str) -> None:
    """Wait until a promise of the page is kept, which Playwright's own waiting takes for true."""
    page.evaluate(
        f"""async () => {{
            for (let turn = 0; turn < 600; turn += 1) {{
                if (await ({condition})) return;
                await new Promise((go) => setTimeout(go, 50));
            }}
            throw new Error(`never: ${{String.raw`{condition}`}}`);
        }}"""
    )


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/auth/sign_in")
    page.locator("#f-username").fill(email)
    page.locator("#f-password").fill(password)
    page.locator("main button[type=submit] >> nth=0").click()
    page.locator("meta[name=account]").wait_for(state="attached")


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


WRITTEN = "caches.open('outbox').then((box) => box.keys())"
EMPTY = f"{WRITTEN}.then((keys) => !keys.length)"


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


def publish(origin: str, who: Person, text: str) -> None:
    with calling(origin, token=who.token) as http:
        answer = http.post("/api/v1/statuses", json={"status": text})
    assert answer.is_success, answer.text


def worker_of(context: BrowserContext) -> Worker:
    """Return the worker, of which the browser may tell later than its page."""
    known = context.service_workers
    return known[0] if known else context.wait_for_event("serviceworker")


class Watched:
    """What the tools of the browser tell of its worker, as long as a page is open."""

    def __init__(self, page: Page, origin: str) -> None:
        """Look at the worker of an origin."""
        self._page, self._origin = page, origin
        self._registrations: list[str] = []
        self._displayed: list[dict[str, Any]] = []
        self._tools = page.context.new_cdp_session(page)
        self._tools.on("ServiceWorker.workerRegistrationUpdated", self._registered)
        self._tools.on("BackgroundService.backgroundServiceEventReceived", self._happened)
        self._tools.send("ServiceWorker.enable")
        notifications = {"service": "notifications"}
        self._tools.send("BackgroundService.startObserving", notifications)
        self._tools.send("BackgroundService.setRecording", {**notifications, "shouldRecord": True})

    def _registered(self, told: dict[str, Any]) -> None:
        self._registrations += [each["registrationId"] for each in told["registrations"]]

    def _happened(self, told: dict[str, Any]) -> None:
        self._displayed.append(told["backgroundServiceEvent"])

    def deliver(self, message: bytes) -> None:
        """Hand over a message as the push service of the browser does; wait until it is shown."""
        before = len(self._displayed)
        self._wait(lambda: len(self._registrations) > 0)
        told = {"origin": self._origin, "registrationId": self._registrations[0]}
        self._tools.send("ServiceWorker.deliverPushMessage", {**told, "data": message.decode()})
        self._wait(lambda: len(self._displayed) > before)

    def _wait(self, condition: Callable[[], bool]) -> None:
        """Let the browser go on until it has told enough.

        To ask the worker for its notifications instead would disturb: Chromium forgets those
        that are stored and not yet on the screen when it is asked.
        """
        for _ in range(600):
            if condition():
                return
            self._page.wait_for_timeout(50)
        raise TimeoutError(self._registrations, self._displayed)


SHARED = """() => {
    const form = document.createElement("form");
    Object.assign(form, {method: "post", action: "/share", enctype: "multipart/form-data"});
    for (const [name, type] of [["title", "text"], ["files", "file"]]) {
        form.append(Object.assign(document.createElement("input"), {name, type}));
    }
    form.elements.title.value = "From the gallery";
    const files = new DataTransfer();
    files.items.add(new File(["not really a picture"], "lamp.png", {type: "image/png"}));
    form.elements.files.files = files.files;
    document.body.append(form);
    form.submit();
}"""


def shares_a_picture(page: Page) -> None:
    """Share words and a file as a phone does it: the file waits until it is asked for."""
    uploads: list[str] = []
    page.on("request", lambda each: uploads.append(each.url) if "/media" in each.url else None)
    page.evaluate(SHARED)
    page.wait_for_url("**/compose?text=From%20the%20gallery&shared")
    expect(page.locator("textarea").first).to_have_value("From the gallery")
    expect(page.locator("[data-shared] p")).to_contain_text("lamp.png")
    assert page.evaluate("caches.keys().then((names) => names.includes('shared'))") is False
    assert uploads == []
    with page.expect_request("**/compose/media*") as uploading:
        page.locator("[data-shared] button").click()
    assert uploading.value.headers["content-type"].startswith("multipart/form-data")


# A post that waits in the outbox, written by somebody.
WAITING = """async ([key, author]) => {
    const form = new FormData();
    form.append("author", author);
    form.append("do", "publish");
    form.append("visibility", "public");
    form.append("pieces[0][text]", "Not from me");
    await (await caches.open("outbox")).put(`/outbox/${key}`, new Response(form));
}"""


def speaks_for_nobody_else(page: Page, name: str) -> None:
    """Find what another wrote in the outbox; then lose the session, with something of one's own."""
    page.evaluate(WAITING, ["one", "somebody_else"])
    page.goto("/")
    until(page, EMPTY)
    page.goto(f"/@{name}")
    expect(page.locator("article.post", has_text="Not from me")).to_have_count(0)
    page.evaluate(WAITING, ["two", name])
    page.context.clear_cookies()
    page.goto("/bookmarks")
    page.wait_for_url("**/auth/sign_in*")
    until(page, EMPTY)
    until(page, "caches.match('/account', {cacheName: 'boat'}).then((found) => !found)")


def test_a_browser_is_woken_and_shows_what_only_it_can_read(
    sqlite_server: RunningServer, service: PushService
):
    origin = sqlite_server.origin
    ada, ben = newcomer(origin, "ada"), newcomer(origin, "ben")
    with chromium(WHOLE) as browser:
        context = browser.new_context(base_url=origin, permissions=["notifications"])
        context.set_default_timeout(30_000)
        page = context.new_page()
        sign_in(page, ben.email, PASSWORD)
        page.goto("/settings/push")
        until(page, "navigator.serviceWorker.ready")
        keys = {"p256dh": list(point_of(KEY.public_key())), "auth": list(AUTH)}
        page.evaluate(SUBSCRIBED, {"endpoint": service.endpoint, "keys": keys})
        page.locator("form[data-push] button[type=submit]").click()
        page.wait_for_url("**/settings/push?said=push_on")
        moved = {"endpoint": f"{service.endpoint}/moved", "keys": keys}
        worker_of(context).evaluate(RENEWED, moved)
        publish(origin, ada, f"@{ben.name} good morning")
        path, sealed = service.messages.get(timeout=30)
        assert path == "/messages/1/moved"
        assert b"good morning" not in sealed
        watched = Watched(page, origin)
        watched.deliver(http_ece.decrypt(sealed, private_key=KEY, auth_secret=AUTH))
        told = {"title": "We move", "body": "Dear all,", "notification_id": 7, "url": "/letter/1"}
        watched.deliver(json.dumps(told).encode())
        shown = page.evaluate(f"{SHOWN}.then((all) => all.map((n) => [n.title, n.body, n.data]))")
        greeting = [f"{ada.name} mentioned you", f"@{ben.name} good morning", "/notifications"]
        assert sorted(shown) == sorted([greeting, ["We move", "Dear all,", "/letter/1"]])
        shares_a_picture(page)
        speaks_for_nobody_else(page, ben.name)
        context.close()
