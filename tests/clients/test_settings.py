"""Settings in a real browser: quiet, narrow enough for the smallest phone, and seen at once."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page

from tests.clients.browser import chromium
from tests.clients.people import PASSWORD, sign_up

GROUND = "getComputedStyle(document.documentElement).backgroundColor"
DARK, LIGHT, WHITE = "rgb(23, 22, 20)", "rgb(250, 247, 242)", "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One Chromium for all of them: nothing in this file has an event loop of its own."""
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def page(browser, sqlite_server) -> Iterator[Page]:
    """A member's window, which must not complain."""
    elio = sign_up(sqlite_server.origin, f"elio_{uuid4().hex[:10]}")
    context = browser.new_context(base_url=sqlite_server.origin)
    context.set_default_timeout(20_000)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto("/auth/sign_in")
    page.locator("#f-username").fill(elio.email)
    page.locator("#f-password").fill(PASSWORD)
    with page.expect_navigation():
        page.locator("main button.filled").click()
    yield page
    context.close()
    assert said == []


def test_every_page_of_settings_is_quiet_and_as_narrow_as_the_smallest_phone(page):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/settings")
    paths = [link.get_attribute("href") for link in page.locator("ul.ways a").all()]
    assert len(paths) > 15
    for path in (*paths, "/settings/filters/new"):
        page.goto(path)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path
    page.set_viewport_size({"width": 1280, "height": 800})
    assert page.locator("nav.others [aria-current]").count() == 0, "a new filter is none of them"
    page.goto("/settings/filters")
    assert page.locator("nav.others [aria-current]").inner_text() == "Filters"


def test_a_chosen_theme_counts_more_than_what_the_device_says(page):
    for device, theme, ground in (
        ("light", "dark", DARK),
        ("dark", "light", LIGHT),
        ("light", "contrast", WHITE),
        ("dark", "system", DARK),
    ):
        page.emulate_media(color_scheme=device)
        page.goto("/settings/appearance")
        page.locator(f"#f-theme-{theme}").check()
        with page.expect_navigation():
            page.locator("main button.filled").click()
        assert page.evaluate(GROUND) == ground, theme
        assert page.locator("[role=status]").first.inner_text() == "Saved."
