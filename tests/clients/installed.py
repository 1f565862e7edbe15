"""What tests of installed pages share: hosts beside the server, and waiting for a worker."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import ThreadingHTTPServer
from threading import Thread
from typing import TypeVar

from playwright.sync_api import Page

# What waits in the outbox, and that nothing does.
WRITTEN = "caches.open('outbox').then((box) => box.keys())"
EMPTY = f"{WRITTEN}.then((keys) => !keys.length)"
H = TypeVar("H", bound=ThreadingHTTPServer)


@contextmanager
def serving(host: H) -> Iterator[H]:
    """Let a host answer until the block ends."""
    with host:
        thread = Thread(target=host.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield host
        host.shutdown()
        thread.join()


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
