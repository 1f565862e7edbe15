"""Passkeys in a real browser, with a device that Chromium plays: made, used, called off."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import CDPSession, Page, Route, expect

from tests.clients.browser import window
from tests.clients.people import PASSWORD, newcomer

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
QUESTION = "**/auth/passkey/options"


@pytest.fixture
def page(browser, sqlite_server) -> Iterator[Page]:
    with window(browser, sqlite_server.origin) as page:
        yield page


def with_device(page: Page) -> tuple[CDPSession, str]:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable", {"enableUI": False})
    device = session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    return session, device["authenticatorId"]


def sign_in(page: Page, email: str) -> None:
    page.goto("/auth/sign_in?return_to=/settings/security")
    page.locator("[name=username]").fill(email)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("main form >> nth=0").locator("button").click()
    page.wait_for_url("/settings/security")


def test_a_passkey_is_made_and_opens_the_account_without_a_password(page, sqlite_server):
    alice = newcomer(sqlite_server.origin, "alice")
    session, device = with_device(page)
    sign_in(page, alice.email)
    section = page.locator("section[aria-labelledby=passkeys]")
    section.locator("summary", has_text="Add a passkey").click()
    section.locator("[name=password]").fill(PASSWORD)
    section.locator("button", has_text="Continue").click()
    page.locator("[name=name]").fill("Thumb")
    expect(page.locator("[data-no-passkeys]")).to_be_hidden()
    page.locator("button", has_text="Make the passkey").click()
    page.wait_for_url("**/settings/security?said=passkey_added")
    expect(section.locator(".rows b")).to_have_text("Thumb")
    kept = session.send("WebAuthn.getCredentials", {"authenticatorId": device})["credentials"]
    assert [each["isResidentCredential"] for each in kept] == [True]

    page.context.clear_cookies()
    session.send(
        "WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": device, "enabled": False}
    )  # nobody touches it before the button is pressed
    with page.expect_response(QUESTION):
        page.goto("/auth/sign_in?return_to=/settings/security")

    def touch(route: Route) -> None:
        told = {"authenticatorId": device, "enabled": True}
        session.send("WebAuthn.setAutomaticPresenceSimulation", told)
        route.continue_()

    page.route(QUESTION, touch)
    page.locator("button", has_text="Sign in with a passkey").click()
    page.wait_for_url("/settings/security")
    expect(section.locator(".rows")).not_to_contain_text("never used")


def test_a_device_that_does_not_know_its_owner_opens_nothing_and_the_page_says_so(page):
    session, device = with_device(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.goto("/auth/sign_in")
    page.locator("button", has_text="Sign in with a passkey").click()
    expect(page.locator("[data-failed]")).to_contain_text("That did not work")
    assert page.url.endswith("/auth/sign_in")


LATE = """PublicKeyCredential.isConditionalMediationAvailable =
    () => new Promise((say) => addEventListener("late", () => say(true)));"""


def test_what_the_browser_offers_late_does_not_call_off_the_button(page):
    session, device = with_device(page)
    session.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.add_init_script(LATE)
    page.goto("/auth/sign_in")

    def answer(route: Route) -> None:
        page.evaluate("dispatchEvent(new Event('late'))")
        route.continue_()

    page.route(QUESTION, answer)
    page.locator("button", has_text="Sign in with a passkey").click()
    expect(page.locator("[data-failed]")).to_contain_text("That did not work")
