"""The pages in a real browser: nothing complains, nothing comes from elsewhere, htmx waits."""

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Page, Request

from tests.clients.browser import REMARK
from tests.clients.people import PASSWORD, newcomer

GROUND = "getComputedStyle(document.documentElement).backgroundColor"
PATHS = ("/", "/about", "/auth/sign_in", "/auth/sign_up", "/auth/forgot", "/@nobody_at_all")


@dataclass
class Watched:
    """A page, what its console said and what it asked for."""

    page: Page
    said: list[str] = field(default_factory=list)
    asked: list[Request] = field(default_factory=list)

    def complaints(self, *, status: int = 200) -> list[str]:
        """Return what the console said, but for the one line on the page's own status."""
        return [line for line in self.said if f"a status of {status}" not in line]

    def hear(self, text: str) -> None:
        """Note what the console says, but for a remark on a reader who was faster than a field."""
        if REMARK not in text:
            self.said.append(text)


@pytest.fixture
def watched(browser, sqlite_server) -> Iterator[Watched]:
    context = browser.new_context(base_url=sqlite_server.origin)
    context.set_default_timeout(20_000)
    seen = Watched(context.new_page())
    seen.page.on("console", lambda message: seen.hear(message.text))
    seen.page.on("pageerror", lambda error: seen.said.append(str(error)))
    seen.page.on("request", lambda request: seen.asked.append(request))  # noqa: PLW0108 - playwright marks what it is given
    yield seen
    context.close()


def open_page(watched: Watched, path: str) -> None:
    """Open a page and wait until everything it asked for has come."""
    watched.page.goto(path, wait_until="load")


def width(page: Page) -> int:
    """Return how wide the page is; more than the window would make it scroll sideways."""
    found: int = page.evaluate("document.documentElement.scrollWidth")
    return found


def test_every_page_is_quiet_asks_nobody_but_us_and_scrolls_in_one_direction(
    watched, sqlite_server
):
    """In a wide window and, once that is made so, on the smallest phone."""
    wide, narrow = {"width": 1280, "height": 720}, {"width": 320, "height": 640}
    for path in PATHS:
        watched.page.set_viewport_size(wide)
        open_page(watched, path)
        watched.page.set_viewport_size(narrow)
        assert width(watched.page) == 320, path
        watched.page.evaluate("document.documentElement.dir = 'rtl'")
        assert width(watched.page) == 320, path
    assert watched.complaints(status=404) == []
    others = [r.url for r in watched.asked if not r.url.startswith(f"{sqlite_server.origin}/")]
    assert [url for url in others if not url.startswith("data:")] == []


@pytest.mark.whole
def test_the_pages_of_a_member_are_as_quiet_and_as_narrow(watched, sqlite_server):
    alice = newcomer(sqlite_server.origin, "alice")
    page = watched.page
    open_page(watched, "/auth/sign_in")
    page.locator("#f-username").fill(alice.email)
    page.locator("#f-password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button.filled").click()
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (f"/@{alice.name}", "/settings/security", "/settings/security/invites", "/about"):
        open_page(watched, path)
        assert page.locator("body.app nav.bar").is_visible()
        assert width(page) == 320, path
    assert watched.said == []
    page.locator("nav.bar summary").click()
    page.locator("nav.bar details a", has_text="Your profile").click()
    page.wait_for_url(f"**/@{alice.name}")
    page.locator("nav.bar li > a", has_text="Home").click()
    page.wait_for_url("**/")
    assert [r.url for r in watched.asked if "hx-request" in r.headers] == []


def test_htmx_is_there_with_our_settings_and_takes_over_nothing(watched):
    open_page(watched, "/auth/sign_in")
    page = watched.page
    assert page.evaluate("htmx.version") == "4.0.1"
    assert page.evaluate("[htmx.config.includeIndicatorCSS, htmx.config.prefix]") == [False, ""]
    assert page.evaluate("document.adoptedStyleSheets.length") == 0
    page.locator("a.place").click()
    page.wait_for_url("**/about")
    page.locator("a.wordmark").click()
    page.wait_for_url(lambda address: not address.endswith("/about"))
    assert [r.url for r in watched.asked if "hx-request" in r.headers] == []
    assert page.locator("[hx-boost]").count() == 0


def test_a_form_that_asks_for_htmx_is_sent_by_it_with_the_token_of_the_page(watched):
    open_page(watched, "/auth/sign_in")
    page = watched.page
    page.evaluate(
        """() => {
            const form = document.querySelector("main form");
            form.querySelector("[name=csrf_token]").remove();
            form.setAttribute("hx-post", form.getAttribute("action"));
            form.setAttribute("hx-target", "main");
            form.setAttribute("hx-select", "main > *");
            htmx.process(form);
        }"""
    )
    page.locator("#f-username").fill("nobody@example.org")
    page.locator("#f-password").fill("wrong words entirely")
    with page.expect_response("**/auth/sign_in*") as answer:
        page.locator("main button.filled").click()
    assert answer.value.status == 422
    assert answer.value.request.headers["hx-request"] == "true"
    page.locator(".summary[role=alert]").wait_for()
    assert watched.complaints(status=422) == []


def test_the_same_form_is_sent_without_htmx_too(watched):
    open_page(watched, "/auth/sign_in")
    page = watched.page
    page.locator("#f-username").fill("nobody@example.org")
    page.locator("#f-password").fill("wrong words entirely")
    with page.expect_navigation() as answer:
        page.locator("main button.filled").click()
    assert answer.value.status == 422
    assert "hx-request" not in answer.value.request.headers


def test_what_people_write_wakes_no_htmx(watched):
    open_page(watched, "/about")
    page = watched.page
    page.evaluate(
        """() => {
            const words = document.createElement("div");
            words.setAttribute("hx-ignore", "");
            words.innerHTML = '<p hx-get="/stolen" hx-trigger="load" data-hx-get="/taken">x</p>';
            document.querySelector("main").append(words);
            const outside = document.createElement("p");
            outside.setAttribute("data-hx-get", "/taken");
            outside.setAttribute("data-hx-trigger", "load");
            document.querySelector("main").append(outside);
            htmx.process(document.body);
        }"""
    )
    open_page(watched, "/auth/sign_in")
    assert [r.url for r in watched.asked if r.url.endswith(("/stolen", "/taken"))] == []


def test_the_page_follows_the_scheme_of_the_reader(watched):
    open_page(watched, "/about")
    for scheme, ground in (("light", "rgb(250, 247, 242)"), ("dark", "rgb(23, 22, 20)")):
        watched.page.emulate_media(color_scheme=scheme)
        assert watched.page.evaluate(GROUND) == ground, scheme
