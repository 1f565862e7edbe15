"""A real browser, kept for all tests of a process; windows of it; a person who lets an app in."""

import asyncio
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from shutil import which
from threading import Thread
from typing import Any, Final, Self
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Page, expect, sync_playwright
from typing_extensions import override

expect.set_options(timeout=20_000)  # machines can be five times slower than ours
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-site-isolation-trials",  # all pages are ours: one process draws them
    "--renderer-process-limit=1",
    "--in-process-gpu",
    "--enable-features=NetworkServiceInProcess2",
    "--js-flags=--no-turbofan",  # no page lives so long that its slowest compiler pays off
)


WHOLE: Final = "/usr/bin/chromium"
# The same without windows, menus and notifications: pages cost half the time in it.
BARE: Final = which("chromium-headless-shell") or WHOLE
# A remark of the browser on a reader who was faster than a field that was to have the focus.
REMARK: Final = "Autofocus processing was blocked"


@contextmanager
def chromium(program: str = BARE) -> Iterator[Browser]:
    """Start an installed Chromium with nothing to phone home about."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


class KeptBrowser:
    """One Chromium for a process; while no test holds it, its event loop is in nobody's way."""

    def __init__(self) -> None:
        """Start nothing yet."""
        self._opened = ExitStack()
        self._browser: Browser | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @contextmanager
    def held(self) -> Iterator[Browser]:
        """Give the browser; other event loops have to wait until the block ends."""
        asyncio._set_running_loop(self._loop)
        try:
            if self._browser is None:
                self._browser = self._opened.enter_context(chromium())
                self._loop = asyncio.get_running_loop()
            yield self._browser
        finally:
            asyncio._set_running_loop(None)

    def close(self) -> None:
        """End it."""
        asyncio._set_running_loop(self._loop)
        self._opened.close()


KEPT: Final = KeptBrowser()


@contextmanager
def window(
    browser: Browser, origin: str, *, forgiven: tuple[str, ...] = (), **options: Any
) -> Iterator[Page]:
    """Open a window in which no page may complain, but in the words that are forgiven."""
    said: list[str] = []
    with browser.new_context(base_url=origin, **options) as context:
        context.set_default_timeout(20_000)
        page = context.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
    assert [line for line in said if not any(part in line for part in (REMARK, *forgiven))] == []


def code_shown_after_allowing(browser: Browser, url: str, *, email: str, password: str) -> str:
    """Follow the link of a client without an address of its own; return the code on the page."""
    with _signed_in(browser, url, email=email, password=password) as page:
        _allow(page)
        return page.locator("code").first.inner_text().strip()


def code_sent_after_allowing(
    browser: Browser, url: str, callback: "Callback", *, email: str, password: str
) -> dict[str, str]:
    """Follow the link of a web client; return what its callback address received."""
    with _signed_in(browser, url, email=email, password=password) as page:
        _allow(page)
        page.wait_for_url(f"{callback.address}**")
    return callback.received


@contextmanager
def _signed_in(browser: Browser, url: str, *, email: str, password: str) -> Iterator[Page]:
    context = browser.new_context(java_script_enabled=False)
    context.set_default_timeout(20_000)
    page = context.new_page()
    page.goto(url)
    page.locator("input[name=username]").fill(email)
    page.locator("input[type=password]").fill(password)
    page.locator("input[type=password]").press("Enter")
    yield page
    context.close()


def _allow(page: Page) -> None:
    page.locator("button[name=decision][value=authorize]").click()


class Callback:
    """The address of a web client: remembers the query it was called with."""

    def __init__(self) -> None:
        self.received: dict[str, str] = {}
        remember = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                query = parse_qs(urlsplit(self.path).query)
                remember.update({name: texts[0] for name, texts in query.items()})
                self.send_response(200)
                self.end_headers()
                self.wfile.write(b"Signed in.")

            @override
            def log_message(self, format: str, *args: object) -> None:
                return

        # Browsers open a second line in advance: whoever serves one at a time may wait for that.
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/callback"
        self._thread = Thread(target=self._server.serve_forever, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
