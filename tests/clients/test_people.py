"""Profiles and threads in a real browser: buttons change in place, focus stays, nothing is wide."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.clients.browser import window
from tests.clients.people import Person, newcomer, signed_in
from tests.clients.readiness import open_ready
from tests.clients.server import calling

BELOW = ("", "/replies", "/media", "/about", "/followers", "/following", "/mute", "/block", "/note")


@pytest.fixture(scope="module")
def ida(sqlite_server) -> Person:
    """Somebody whose name is as long and as wide as names can be."""
    return newcomer(sqlite_server.origin, "ida".ljust(19, "W"))


@pytest.fixture(scope="module")
def page(browser, sqlite_server) -> Iterator[Page]:
    """A browser in which Tomaso is signed in, and which must not complain."""
    tomaso = newcomer(sqlite_server.origin, "tomaso")
    state = signed_in(sqlite_server.origin, tomaso)
    with window(browser, sqlite_server.origin, storage_state=state) as page:
        yield page


def publish(origin: str, who: Person, text: str, **more: object) -> dict[str, str]:
    """Publish as an app does."""
    with calling(origin, token=who.token) as http:
        answer = http.post("/api/v1/statuses", json={"status": text, **more})
    return dict(answer.raise_for_status().json())


def test_the_buttons_of_a_profile_change_in_place_and_keep_the_focus(page, ida):
    open_ready(page, f"/@{ida.name}")
    follow = page.locator(".relation button[name=do][value=follow]")
    follow.focus()
    page.keyboard.press("Enter")
    bell = page.locator(".relation button[value=bell]")
    expect(bell).to_have_attribute("aria-pressed", "false")
    assert page.url.endswith(f"/@{ida.name}")
    unfollow = page.locator(".relation button[value=unfollow]")
    expect(unfollow).to_be_focused()
    bell.click()
    expect(page.locator(".relation button[value=no_bell]")).to_have_attribute(
        "aria-pressed", "true"
    )
    page.locator(".relation summary").click()
    page.locator(".relation button[value=endorse]").click()
    expect(page.locator(".relation button[value=unendorse]")).to_have_count(1)
    unfollow.click()
    expect(follow).to_have_text(f"Follow {ida.name}")
    expect(bell).to_have_count(0)


@pytest.mark.whole
def test_no_page_of_a_person_or_of_a_post_scrolls_sideways(page, sqlite_server, ida):
    origin = sqlite_server.origin
    post = first = publish(origin, ida, "Saturn tonight. " + "x" * 200)
    for depth in range(4):
        post = publish(origin, ida, f"Depth {depth}", in_reply_to_id=post["id"])
    root = f"/@{ida.name}/{first['id']}"
    paths = [f"/@{ida.name}{below}" for below in BELOW]
    paths += [f"{root}{below}" for below in ("", "/history", "/favourites", "/boosts", "/quotes")]
    for width, asked in ((320, (*paths, "/follow_requests")), (390, (root,))):
        page.set_viewport_size({"width": width, "height": 640})
        for path in asked:
            page.goto(path)
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


def test_more_replies_come_into_the_thread_that_is_open(page, sqlite_server, ida):
    root = publish(sqlite_server.origin, ida, "Count the meteors!")
    for number in range(21):
        publish(sqlite_server.origin, ida, f"Meteor {number}", in_reply_to_id=root["id"])
    page.set_viewport_size({"width": 1280, "height": 900})
    open_ready(page, f"/@{ida.name}/{root['id']}")
    branches = page.locator("section[aria-labelledby=replies] > .branch")
    expect(branches).to_have_count(20)
    page.locator("section a[rel=next]").click()
    expect(branches).to_have_count(21)
    expect(branches.last).to_contain_text("Meteor 20")
    expect(page.locator("section a[rel=next]")).to_have_count(0)


def test_a_branch_is_folded_by_its_line(page, sqlite_server, ida):
    root = publish(sqlite_server.origin, ida, "Who saw it?")
    reply = publish(sqlite_server.origin, ida, "I did.", in_reply_to_id=root["id"])
    publish(sqlite_server.origin, ida, "Me too.", in_reply_to_id=reply["id"])
    page.goto(f"/@{ida.name}/{root['id']}")
    line, answer = page.locator(".answers > summary"), page.get_by_text("Me too.")
    line.click()
    expect(answer).not_to_be_visible()
    expect(line).to_have_text("Unfold 1 reply", use_inner_text=True)
    line.click()
    expect(answer).to_be_visible()
