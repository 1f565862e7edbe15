"""Administration in a real browser: every desk is quiet, fits a phone, and can be worked at."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from click.testing import CliRunner
from playwright.sync_api import Page, expect

from arengo.cli import main
from arengo.web.desks import _DESKS
from arengo.web.places import has_page
from tests.clients.browser import window
from tests.clients.people import Person, newcomer, signed_in


@pytest.fixture(scope="module")
def owner(sqlite_server) -> Person:
    """Somebody whom the operator makes an owner, at the command line; no name can be wider."""
    person = newcomer(sqlite_server.origin, "olga".ljust(19, "W"))
    words = ["accounts", "role", person.name, "Owner", "--data", str(sqlite_server.data)]
    assert CliRunner().invoke(main, words).exit_code == 0
    return person


@pytest.fixture(params=[True, False], ids=["with scripts", "without scripts"])
def page(request, browser, sqlite_server, owner) -> Iterator[Page]:
    """The owner's browser; nothing complains in it."""
    opened = window(
        browser,
        sqlite_server.origin,
        java_script_enabled=request.param,
        viewport={"width": 320, "height": 640},
        storage_state=signed_in(sqlite_server.origin, owner),
    )
    with opened as page:
        yield page


@pytest.mark.whole
def test_every_desk_fits_a_phone_and_what_is_done_is_noted(page, owner):
    for desk in _DESKS:
        if has_page(desk.path):
            page.goto(desk.path)
            expect(page.locator("h1")).to_be_visible()
            assert page.evaluate("document.documentElement.scrollWidth") == 320, desk.path
    text = f"Be kind, {uuid4().hex[:8]}."
    page.goto("/admin/rules")
    page.locator("[name='text[]']").last.fill(text)
    page.get_by_role("button", name="Let these be the rules").click()
    expect(page.get_by_role("status")).to_have_text("Saved.")
    page.goto("/admin/audit?check=1")
    expect(page.get_by_role("status")).to_contain_text("as it was written")
    newest = page.locator("tbody tr").first
    expect(newest).to_contain_text("Setting changed")
    expect(newest).to_contain_text(f"@{owner.name}")
