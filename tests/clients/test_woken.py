"""Installed pages are woken by Web Push, are shared to, and speak for nobody else."""

import json
from collections.abc import Callable
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import BrowserContext, Page, Worker, expect

from arengo.providers.push.encryption import CURVE, point_of
from tests.clients.browser import WHOLE, chromium
from tests.clients.installed import EMPTY, sign_in, until
from tests.clients.people import PASSWORD, Person, newcomer
from tests.clients.push_service import PushService
from tests.clients.readiness import wait_until_ready
from tests.clients.server import RunningServer, calling

pytestmark = pytest.mark.whole

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
    wait_until_ready(page)
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
    sqlite_server: RunningServer, push_service: PushService
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
        page.evaluate(SUBSCRIBED, {"endpoint": push_service.endpoint, "keys": keys})
        page.locator("form[data-push] button[type=submit]").click()
        page.wait_for_url("**/settings/push?said=push_on")
        moved = {"endpoint": f"{push_service.endpoint}/moved", "keys": keys}
        worker_of(context).evaluate(RENEWED, moved)
        publish(origin, ada, f"@{ben.name} good morning")
        path, _, sealed = push_service.messages.get(timeout=30)
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
