"""Notifications, messages, search and tags in a real browser: in place, narrow and quiet."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, StorageState, expect

from tests.clients.browser import window
from tests.clients.people import Person, newcomer, signed_in
from tests.clients.readiness import open_ready
from tests.clients.server import calling

WIDTH = "document.documentElement.scrollWidth"


def say(origin: str, person: Person, path: str, **form: object) -> str:
    """POST something in somebody's name and return its id."""
    with calling(origin, token=person.token) as http:
        answer = http.post(f"/api/v1/{path}", json=form)
    return str(answer.raise_for_status().json()["id"])


@pytest.fixture(scope="module")
def hazel(sqlite_server) -> Person:
    """Somebody who writes to others."""
    return newcomer(sqlite_server.origin, "hazel")


@pytest.fixture(scope="module")
def nives(sqlite_server, hazel) -> Person:
    """Somebody who was named 22 times, has a letter and is followed."""
    origin = sqlite_server.origin
    nives = newcomer(origin, "nives")
    with calling(origin) as http:
        id_of = {
            each.name: http.get(f"/api/v1/accounts/lookup?acct={each.name}").json()["id"]
            for each in (nives, hazel)
        }
    say(origin, nives, f"accounts/{id_of[hazel.name]}/follow")
    say(origin, hazel, f"accounts/{id_of[nives.name]}/follow")
    for number in range(22):
        say(origin, hazel, "statuses", status=f"@{nives.name} {number} #nebbia")
    letter = f"@{nives.name} {'a-long-word' * 12}"
    say(origin, hazel, "statuses", status=letter, visibility="direct")
    return nives


@pytest.fixture(scope="module")
def state(sqlite_server, nives) -> StorageState:
    return signed_in(sqlite_server.origin, nives)


@pytest.fixture
def page(browser, sqlite_server, state) -> Iterator[Page]:
    """A window, in which nothing may complain."""
    with window(browser, sqlite_server.origin, storage_state=state) as opened:
        yield opened


def test_a_notification_goes_in_place_and_older_ones_come(page):
    open_ready(page, "/notifications")
    first = page.locator(".news").first
    with page.expect_response("**/dismiss") as answer:
        first.locator(".close").click()
    assert answer.value.status == 200
    expect(page.locator("main p[role=status]")).to_be_focused()
    page.locator(".older a").scroll_into_view_if_needed()
    expect(page.locator(".news")).to_have_count(23)
    assert page.locator(".older").count() == 0


def test_what_comes_meanwhile_is_counted_and_shown_when_one_likes(
    page, sqlite_server, nives, hazel
):
    with page.expect_response("**/stream/news"):
        open_ready(page, "/notifications")
    shown = page.locator(".news").count()
    say(sqlite_server.origin, hazel, "statuses", status=f"@{nives.name} are you there?")
    pill = page.locator(".pill", has_text="1 new notification")
    pill.wait_for()
    assert page.locator(".news").count() == shown, "nothing moves by itself"
    pill.click()
    expect(page.locator(".news .text").first).to_contain_text("are you there?")


def test_a_tag_is_followed_in_place_and_the_focus_stays(page):
    open_ready(page, "/tags/nebbia")
    button = page.locator(".tag-line button")
    for does in ("unfollow", "follow"):
        with page.expect_response("**/tags/nebbia/follow"):
            button.click()
        expect(button).to_have_attribute("value", does)
        expect(button).to_be_focused()


def test_what_is_typed_is_found_and_a_letter_answered(page):
    page.goto("/search")
    expect(page.locator("#q")).to_be_focused()
    page.keyboard.type("nebb")
    page.keyboard.press("Enter")
    page.locator(".tag-line .go", has_text="#nebbia").wait_for()
    page.goto("/messages")
    page.locator(".talk a").click()
    page.locator("#f-text").fill("With <care>")
    page.locator("#answer button.filled").click()
    expect(page.locator("article.post .text").last).to_contain_text("With <care>")


@pytest.mark.whole
def test_no_page_scrolls_sideways_on_the_smallest_phone(page):
    page.set_viewport_size({"width": 320, "height": 640})
    for path in (
        "/notifications",
        "/notifications/requests",
        "/messages",
        "/messages/requests",
        "/search?q=nebbia",
        "/explore",
        "/explore/tags",
        "/explore/people",
        "/tags/nebbia",
        "/followed_tags",
        "/bookmarks",
        "/favourites",
        "/lists",
    ):
        page.goto(path)
        assert page.evaluate(WIDTH) == 320, path
