"""Settings in a real browser: quiet, narrow enough for the smallest phone, and seen at once."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.clients.browser import window
from tests.clients.people import newcomer, signed_in

GROUND = "getComputedStyle(document.documentElement).backgroundColor"
DARK, LIGHT, WHITE = "rgb(23, 22, 20)", "rgb(250, 247, 242)", "rgb(255, 255, 255)"


@pytest.fixture(scope="module")
def page(browser, sqlite_server) -> Iterator[Page]:
    """The window of a member with the widest of names, which must not complain."""
    elio = newcomer(sqlite_server.origin, "elio".ljust(19, "W"))
    state = signed_in(sqlite_server.origin, elio)
    with window(browser, sqlite_server.origin, storage_state=state) as page:
        yield page


@pytest.mark.whole
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


def test_a_file_that_is_too_large_is_refused_before_it_is_sent(page):
    page.goto("/settings/import")
    field = page.locator("#f-data")
    field.evaluate("field => field.dataset.most = 100 / 1048576")
    for size, said in ((101, "This file is too large."), (100, "")):
        field.set_input_files({"name": "a.zip", "mimeType": "", "buffer": b"x" * size})
        assert field.evaluate("field => field.validationMessage") == said
