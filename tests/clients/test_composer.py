"""Writing in a real browser: names completed, files taken, words kept, a thread, a vote."""

from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, StorageState, expect

from tests.clients.browser import window
from tests.clients.people import PASSWORD, Person, newcomer, signed_in
from tests.clients.pictures import a_picture
from tests.clients.readiness import open_ready
from tests.clients.server import calling

DROP = """(area, text) => {
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob(text), each => each.charCodeAt(0));
    files.items.add(new File([bytes], "dropped.png", { type: "image/png" }));
    const how = { dataTransfer: files, bubbles: true, cancelable: true };
    area.dispatchEvent(new DragEvent("drop", how));
}"""


@pytest.fixture(scope="module")
def elio(sqlite_server) -> Person:
    return newcomer(sqlite_server.origin, "elio")


@pytest.fixture(scope="module")
def state(sqlite_server, elio) -> StorageState:
    return signed_in(sqlite_server.origin, elio)


@pytest.fixture
def desk(browser, sqlite_server, state) -> Iterator[Page]:
    """The composer of elio, which must not complain."""
    with _desk(browser, sqlite_server.origin, state) as page:
        yield page


@pytest.fixture
def own_desk(browser, sqlite_server) -> Iterator[Page]:
    """The composer of somebody of whom nothing is kept: slow tests leave drafts behind."""
    origin = sqlite_server.origin
    with _desk(browser, origin, signed_in(origin, newcomer(origin, "ivo"))) as page:
        yield page


@contextmanager
def _desk(browser: Browser, origin: str, state: StorageState, **options: Any) -> Iterator[Page]:
    opened = window(
        browser,
        origin,
        forgiven=("net::ERR_INTERNET_DISCONNECTED", "Failed to fetch", "blocked by Playwright"),
        storage_state=state,
        timezone_id="Europe/Rome",
        **options,
    )
    with opened as page:
        open_ready(page, "/compose")
        yield page


def test_a_name_is_completed_by_keys_and_characters_are_counted(desk, elio):
    words = desk.locator("#c-text-0")
    words.press_sequentially(f"Hello @{elio.name[:9]}")
    option = desk.locator("[role=option]").first
    expect(option).to_contain_text(elio.name)
    assert words.get_attribute("aria-activedescendant") == option.get_attribute("id")
    words.press("Enter")
    expect(words).to_have_value(f"Hello @{elio.name} ")
    expect(desk.locator("[role=listbox]")).to_have_count(0)
    words.fill(f"👩‍👩‍👧 https://example.org/{'x' * 80} @{elio.name}@elsewhere.example")
    spent = 1 + 1 + 23 + 1 + 1 + len(elio.name)
    expect(desk.locator("[data-left='0']")).to_have_text(str(1000 - spent))
    words.fill("x" * 1001)
    expect(desk.locator(".room.over")).to_have_text("Characters left: -1")


def test_a_dropped_picture_is_described_and_published_with_keys(desk, elio):
    words = desk.locator("#c-text-0")
    words.fill("A door.")
    picture = b64encode(a_picture().getvalue()).decode()
    with desk.expect_response("**/compose/media*"):
        words.evaluate(DROP, picture)
    expect(desk.locator(".upload > img")).to_have_count(1)
    expect(desk.locator("button[value=publish]")).to_be_enabled()
    desk.locator(".upload textarea").fill("A teal door")
    with desk.expect_navigation():
        words.press("Control+Enter")
    assert f"/@{elio.name}/" in desk.url
    expect(desk.locator("[role=status]").first).to_have_text("Published.")
    expect(desk.locator("article.focused img[alt='A teal door']")).to_have_count(1)


def test_words_survive_a_closed_tab_and_are_kept_on_the_server(own_desk):
    own_desk.clock.install()
    with own_desk.expect_response("**/compose/keep") as kept:
        own_desk.locator("#c-text-0").fill("To be continued")
        own_desk.clock.fast_forward(10_000)  # it is kept once nothing was typed for a while
    assert kept.value.status == 200
    expect(own_desk.locator("#c-kept")).to_contain_text("Kept among your drafts.")
    draft = own_desk.locator("[name=draft]").input_value()
    own_desk.context.set_offline(True)
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": a_picture().getvalue()}
    with own_desk.expect_event("requestfailed", lambda failed: "/compose/keep" in failed.url):
        own_desk.locator("#c-files-0").set_input_files(picture)
        own_desk.clock.fast_forward(10_000)  # to choose a file asks once more for it to be kept
    expect(own_desk.locator("#c-trouble")).to_contain_text("no connection")
    expect(own_desk.locator("button[value=publish]")).to_be_enabled()
    own_desk.context.set_offline(False)
    own_desk.goto("/compose")
    expect(own_desk.locator("#c-text-0")).to_have_value("To be continued")
    assert own_desk.locator("[name=draft]").input_value() == draft
    with own_desk.expect_navigation():
        own_desk.locator("button[value=publish]").click()
    own_desk.goto("/drafts")
    expect(own_desk.locator(".plan")).to_have_count(0)
    own_desk.goto("/compose")
    expect(own_desk.locator("#c-text-0")).to_have_value("")


def test_what_is_on_its_way_is_not_kept_as_a_draft_too(browser, sqlite_server):
    origin = sqlite_server.origin
    state = signed_in(origin, newcomer(origin, "ivo"))
    with _desk(browser, origin, state, service_workers="block") as page:
        page.route("**/compose", lambda route: route.fulfill(status=204))  # the page stays
        page.clock.install()
        page.locator("#c-text-0").fill("Sent in time")
        page.locator("button[value=publish]").click()
        expect(page.locator("button[value=publish]")).to_have_text("Publishing…")
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.fast_forward(10_000)
        with page.expect_response("**/health"):  # whatever was to be asked before, was
            page.evaluate("fetch('/health').then((answer) => answer.text())")
        assert f"{origin}/compose/keep" not in asked


def test_a_thread_grows_in_place_and_a_time_is_that_of_the_device(desk):
    july = f"{datetime.now(UTC).year + 1}-07-01"
    desk.locator("#c-text-0").fill("One")
    desk.locator("details:has(#c-due) > summary").click()
    desk.locator("#c-due").fill(f"{july}T10:00")
    expect(desk.locator("#c-due-hint")).to_have_text("In the time of this device.")
    desk.locator("button[value=more]").click()
    expect(desk.locator("#c-text-1")).to_be_focused()
    desk.locator("#c-text-1").fill("Two")
    expect(desk.locator("#c-text-0")).to_have_value("One")
    expect(desk.locator("#c-due")).to_have_value(f"{july}T10:00")
    desk.locator("button[value=preview]").click()
    expect(desk.locator(".preview-of").first).to_be_focused()
    with desk.expect_navigation():
        desk.locator("button[value=publish]").click()
    assert "/scheduled" in desk.url
    expect(desk.locator(".plan time")).to_have_attribute("datetime", f"{july}T08:00:00.000Z")
    expect(desk.locator(".plan time")).to_contain_text("10:00")
    expect(desk.locator(".plan")).to_contain_text("a thread of 2 posts")
    desk.locator(".plan details summary").click()
    expect(desk.locator(".plan [name=due]")).to_have_value(f"{july}T10:00")


def test_whoever_signs_out_leaves_no_words_behind(browser, sqlite_server, elio):
    context = browser.new_context(base_url=sqlite_server.origin)
    page = context.new_page()
    page.goto("/auth/sign_in?return_to=/compose")
    page.locator("#f-username").fill(elio.email)
    page.locator("#f-password").fill(PASSWORD)
    with page.expect_navigation(url="**/compose"):
        page.locator("main button.filled").click()
    page.locator("#c-text-0").fill("Nobody else's")
    assert page.evaluate("localStorage.length") == 1
    page.goto("/about")
    with page.expect_navigation():
        page.locator(".myself form button").click()
    assert page.evaluate("localStorage.length") == 0
    context.close()


def test_without_scripts_a_picture_takes_two_steps(browser, sqlite_server, state):
    context = browser.new_context(
        base_url=sqlite_server.origin, storage_state=state, java_script_enabled=False
    )
    page = context.new_page()
    page.goto("/compose")
    page.locator("#c-text-0").fill("No scripts here")
    picture = {"name": "a.png", "mimeType": "image/png", "buffer": a_picture().getvalue()}
    chooser = page.locator("#c-files-0")
    expect(chooser).to_be_visible()
    chooser.set_input_files(picture)
    page.locator("button[value=publish]").click()
    expect(page.locator(".summary")).to_contain_text("no description")
    page.locator(".upload textarea").fill("Teal")
    page.locator("button[value=publish]").click()
    expect(page.locator("article.focused img[alt=Teal]")).to_have_count(1)
    context.close()


def test_a_vote_is_cast_in_place(desk, sqlite_server):
    other = newcomer(sqlite_server.origin, "mara")
    with calling(sqlite_server.origin, token=other.token) as http:
        poll = {"options": ["red", "blue"], "expires_in": 3600}
        asked = http.post("/api/v1/statuses", json={"status": "Which?", "poll": poll}).json()
    open_ready(desk, f"/@{other.name}/{asked['id']}")
    desk.get_by_label("blue").check()
    with desk.expect_response("**/votes") as answer:
        desk.get_by_role("button", name="Vote").click()
    assert answer.value.status == 200
    expect(desk.locator(".poll .chosen")).to_contain_text("blue")
