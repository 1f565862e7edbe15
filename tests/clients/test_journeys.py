"""What people come for, in a real browser, each with scripts and without: the journeys."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack
from datetime import UTC, datetime, timedelta
from typing import NamedTuple
from uuid import uuid4

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.clients.browser import window
from tests.clients.people import PASSWORD, Person, newcomer, signed_in
from tests.clients.pictures import a_picture
from tests.clients.readiness import wait_until_ready

WORDS = "#c-text-0"


class Two(NamedTuple):
    """Two people at their browsers."""

    alice: Page
    bob: Page


# A browser without scripts also stands in tests/doors/web, in all that its forms do.
WITHOUT = pytest.param(False, id="no scripts", marks=pytest.mark.whole)


@pytest.fixture(scope="module", params=[pytest.param(True, id="scripts"), WITHOUT])
def scripts(request) -> bool:
    return bool(request.param)


@pytest.fixture(scope="module")
def people(sqlite_server, scripts) -> tuple[Person, Person]:
    del scripts  # they are others without them
    return newcomer(sqlite_server.origin, "alice"), newcomer(sqlite_server.origin, "bob")


@pytest.fixture(scope="module")
def two(browser, sqlite_server, people, scripts) -> Iterator[Two]:
    """Both are signed in; no page of theirs may complain."""
    with ExitStack() as opened:
        yield Two(
            *(
                opened.enter_context(
                    _window(
                        browser,
                        sqlite_server.origin,
                        scripts=scripts,
                        storage_state=signed_in(sqlite_server.origin, person),
                    )
                )
                for person in people
            )
        )


def _window(
    browser: Browser, origin: str, *, scripts: bool, storage_state: StorageState | None = None
) -> AbstractContextManager[Page]:
    """Open a window with or without scripts; a form that is asked again is no complaint."""
    return window(
        browser,
        origin,
        forgiven=("status of 422",),
        java_script_enabled=scripts,
        storage_state=storage_state,
    )


def _publish(page: Page, text: str) -> None:
    """Fill in the first field of the open composer and press its filled button."""
    page.locator(WORDS).fill(text)
    page.locator("#composer button.filled").click()
    page.get_by_text("Published.").wait_for()


def _open_post(page: Page, author: Person, text: str) -> str:
    """Open somebody's post by their profile; return its address."""
    page.goto(f"/@{author.name}")
    card = page.locator("article.post", has_text=text).first
    card.locator("a.when").click()
    page.locator("article.focused", has_text=text).wait_for()
    return page.url


def _unique(words: str) -> str:
    return f"{words} {uuid4().hex[:8]}"


def test_somebody_joins_and_writes(browser, sqlite_server, scripts):
    with _window(browser, sqlite_server.origin, scripts=scripts) as page:
        name = f"greta_{uuid4().hex[:10]}"
        page.goto("/")
        page.locator("main a[href^='/auth/sign_up']").first.click()
        page.locator("#f-username").fill(name)
        page.locator("#f-email").fill(f"{name}@example.org")
        page.locator("#f-password").fill(PASSWORD)
        page.locator("#f-agreement").check()
        page.locator("main button.filled").click()
        page.get_by_text("Your account is ready").wait_for()  # this one asks for no letter
        page.get_by_role("link", name="Sign in").last.click()
        page.wait_for_url("**/auth/sign_in")
        page.locator("#f-username").fill(f"{name}@example.org")
        page.locator("#f-password").fill(PASSWORD)
        page.locator("main button.filled").click()
        page.locator("nav.places").wait_for()
        page.goto("/home")
        _publish(page, "Good morning, square.")
        page.goto(f"/@{name}")
        expect(page.locator("article.post")).to_have_count(1)


def test_a_stranger_s_reply_waits_for_the_author(two, people):
    asked, reply = _unique("Strangers ask first"), _unique("May I?")
    two.alice.goto("/compose")
    two.alice.locator("details.audience summary").click()
    two.alice.locator("#c-reply").select_option("ask")
    _publish(two.alice, asked)
    _open_post(two.bob, people[0], asked)
    two.bob.locator("article.focused a[href*='reply=']").first.click()
    two.bob.locator(WORDS).fill(f"@{people[0].name} {reply}")
    two.bob.locator("#composer button.filled").click()
    two.bob.get_by_text("Published.").wait_for()
    two.alice.goto("/replies")
    row = two.alice.locator("main").get_by_text(reply)
    expect(row).to_be_visible()
    two.alice.get_by_role("button", name="Approve").first.click()
    expect(two.alice.locator("main").get_by_text(reply)).to_have_count(0)
    _open_post(two.alice, people[0], asked)
    expect(two.alice.get_by_text(reply)).to_be_visible()


def test_a_post_is_boosted_quoted_and_its_author_hears_of_it(two, people):
    text, quote = _unique("Bread at eight"), _unique("Bring a bag")
    two.alice.goto("/compose")
    _publish(two.alice, text)
    address = _open_post(two.bob, people[0], text)
    two.bob.locator("article.focused button.fav").click()
    expect(two.bob.locator("article.focused button[value=unfavourite]")).to_be_visible()
    two.bob.locator("article.focused summary.boost").click()
    two.bob.locator("article.focused button[value=boost]").click()
    expect(two.bob.locator("article.focused summary.boost.on")).to_be_visible()
    two.bob.goto(address)
    two.bob.locator("article.focused summary.boost").click()
    two.bob.locator("article.focused a[href*='quote=']").click()
    _publish(two.bob, quote)
    two.alice.goto("/notifications")
    for words in ("boosted your post", "likes your post", quote):
        expect(two.alice.locator("main").get_by_text(words).first).to_be_visible()


def test_a_poll_is_asked_and_answered(two, people):
    asked = _unique("Warm light or none?")
    two.alice.goto("/compose")
    two.alice.locator("label[for=c-asks]").click()
    two.alice.locator("#c-option-0").fill("Warm")
    two.alice.locator("#c-option-1").fill("None")
    _publish(two.alice, asked)
    _open_post(two.bob, people[0], asked)
    two.bob.locator("article.focused .poll label", has_text="Warm").click()
    two.bob.locator("article.focused .poll button", has_text="Vote").click()
    chosen = two.bob.locator("article.focused .poll li.chosen")
    expect(chosen).to_contain_text("Warm")
    expect(chosen).to_contain_text("100 %")


def test_a_picture_goes_out_with_its_description(two, people, scripts):
    text = _unique("The towpath")
    page = two.alice
    page.goto("/compose")
    if scripts:
        wait_until_ready(page)
    page.locator(WORDS).fill(text)
    file = {"name": "path.png", "mimeType": "image/png", "buffer": a_picture().getvalue()}
    page.locator("#c-files-0").set_input_files([file])  # type: ignore[list-item]
    if not scripts:  # the first press brings the file, and asks for its description
        page.locator("#composer button.filled").click()
    page.locator(".uploads textarea, .uploads input[type=text]").first.fill("Fog over water")
    page.locator("#composer button.filled").click()
    page.get_by_text("Published.").wait_for()
    _open_post(two.bob, people[0], text)
    expect(two.bob.locator("article.focused img[alt='Fog over water']")).to_be_visible()


def test_a_post_is_planned_and_taken_back(two):
    text = _unique("Tomorrow at nine")
    page = two.alice
    page.goto("/compose")
    page.locator(WORDS).fill(text)
    page.locator("#composer summary", has_text="More: a time").click()
    page.locator("#c-due").fill(f"{datetime.now(UTC) + timedelta(days=2):%Y-%m-%dT%H:%M}")
    page.locator("#composer button.filled").click()
    page.wait_for_url("**/scheduled?said=scheduled")
    expect(page.locator("main").get_by_text(text)).to_be_visible()
    page.get_by_role("button", name="Back among the drafts").first.click()
    page.wait_for_url("**/drafts?said=taken_back")
    page.goto("/scheduled")
    expect(page.locator("main").get_by_text(text)).to_have_count(0)


def test_somebody_is_found_followed_and_read(two, people):
    text = _unique("From home to home")
    two.bob.goto("/search")
    two.bob.locator("main input[type=search]").fill(people[0].name)
    two.bob.locator("main input[type=search]").press("Enter")
    row = two.bob.locator(".person", has_text=people[0].name).first
    row.get_by_role("button", name="Follow").click()
    expect(row.get_by_role("button", name="Unfollow")).to_be_visible()
    two.alice.goto("/compose")
    _publish(two.alice, text)
    two.bob.goto("/home")
    expect(two.bob.locator("article.post", has_text=text)).to_be_visible()


def test_lists_go_out_as_a_table(two):
    page = two.bob
    page.goto("/settings/export")
    link = page.locator("main a[href$='.csv'], main a[href*='csv']").first
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename.endswith(".csv")
