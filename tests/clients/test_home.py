"""Home in a real browser: buttons that keep the focus, menus, keys, pictures, older posts."""

from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, StorageState, expect

from tests.clients.browser import window
from tests.clients.people import Person, newcomer, signed_in
from tests.clients.readiness import open_ready
from tests.clients.server import calling

FOCUS = "document.activeElement.outerHTML.slice(0, 300)"


@pytest.fixture(scope="module")
def nives(sqlite_server) -> Person:
    """Somebody with more than a page of posts, the last with a picture, which is covered."""
    person = newcomer(sqlite_server.origin, "nives")
    drawn = BytesIO()
    Image.new("RGB", (80, 60), "teal").save(drawn, "PNG")
    with calling(sqlite_server.origin, token=person.token) as http:
        for number in range(21):
            http.post("/api/v1/statuses", json={"status": f"Number {number}."}).raise_for_status()
        media = http.post(
            "/api/v2/media",
            files={"file": ("door.png", drawn.getvalue(), "image/png")},
            data={"description": "A teal door"},
        ).json()
        last = {"status": "A door.", "media_ids": [media["id"]], "sensitive": True}
        http.post("/api/v1/statuses", json=last).raise_for_status()
    return person


@pytest.fixture(scope="module")
def state(sqlite_server, nives) -> StorageState:
    return signed_in(sqlite_server.origin, nives)


@pytest.fixture
def home(browser, sqlite_server, state) -> Iterator[Page]:
    """Home, which must not complain."""
    with window(browser, sqlite_server.origin, storage_state=state) as page:
        open_ready(page, "/home")
        yield page


def test_a_button_changes_in_place_and_keeps_the_focus(home):
    card = home.locator("article.post").nth(1)
    star = card.locator("button.fav")
    with home.expect_response("**/posts/*") as answer:
        star.click()
    assert answer.value.request.headers["hx-request"] == "true"
    expect(card.locator("button[value=unfavourite]")).to_be_focused()
    card.locator("summary.boost").click()
    card.locator("button[value=boost]").click()
    expect(card.locator("summary.boost.on")).to_be_focused()
    assert home.url.endswith("/home")


def test_the_menu_comes_when_it_is_opened_and_closes_on_escape(home):
    card = home.locator("article.post").first
    card.locator(".menu.end > summary").click()
    card.get_by_text("Pin to your profile").wait_for()
    home.keyboard.press("Escape")
    expect(card.locator(".menu.end > summary")).to_be_focused()
    assert home.locator("details.menu[open]").count() == 0


def test_keys_go_from_post_to_post_and_do_things(home):
    home.keyboard.press("j")
    home.keyboard.press("j")
    second = home.locator("article.post").nth(1)
    expect(second).to_be_focused()
    home.keyboard.press("k")
    first = home.locator("article.post").first
    expect(first).to_be_focused()
    home.keyboard.press("d")
    expect(first.locator("button[value=unbookmark]")).to_be_visible()
    home.keyboard.press("?")
    home.wait_for_url("**/keyboard")
    home.clock.set_fixed_time(datetime.now(UTC))  # the second key counts for a moment only
    home.keyboard.press("g")
    home.keyboard.press("h")
    home.wait_for_url("**/home")


def test_a_picture_opens_in_the_page_with_its_description(home):
    picture = home.locator(".pictures figure > a").first
    home.locator("article.post:has(.pictures)").first.focus()
    for seen in (True, False, True):
        home.keyboard.press("h")
        expect(picture).to_be_visible(visible=seen)
    picture.click()
    window = home.locator("dialog[open]")
    expect(window.locator("img")).to_have_attribute("alt", "A teal door")
    home.keyboard.press("Escape")
    expect(window).to_have_count(0)


def test_older_posts_come_when_the_end_is_near(home):
    posts = home.locator("#feed article.post")
    assert posts.count() == 20
    home.locator(".older").scroll_into_view_if_needed()
    expect(posts).to_have_count(22)


def test_home_fits_the_smallest_phone(home):
    home.set_viewport_size({"width": 320, "height": 640})
    for path in ("/home", "/catchup", "/public", "/keyboard"):
        home.goto(path)
        assert home.evaluate("document.documentElement.scrollWidth") == 320, path


def test_a_menu_at_the_foot_of_a_phone_is_not_hidden_by_the_places(home):
    home.set_viewport_size({"width": 390, "height": 700})
    opens = home.locator("article.post").nth(9).locator("summary.boost")
    opens.evaluate("each => scrollTo(0, each.getBoundingClientRect().bottom + scrollY - 640)")
    opens.click()
    menu = home.locator("details.menu[open] > div")
    menu.locator("a", has_text="Quote").click(trial=True)
    assert menu.evaluate("each => each.getBoundingClientRect().bottom") <= 700 - 64
