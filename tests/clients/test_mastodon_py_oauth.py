"""The library Mastodon.py, unmodified: how an app gets a token, and how it gives it back."""

import base64
import hashlib
import secrets
from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
import requests
from mastodon import Mastodon, MastodonIllegalArgumentError, MastodonUnauthorizedError
from playwright.sync_api import Browser

from tests.clients.browser import (
    Callback,
    code_sent_after_allowing,
    code_shown_after_allowing,
)
from tests.clients.people import PASSWORD


class ProofOfCode(requests.Session):
    """A session that adds the proof of RFC 7636, which Mastodon.py leaves to its caller."""

    def __init__(self, verifier: str) -> None:
        super().__init__()
        self.trust_env = False
        self.verifier = verifier

    def request(self, method, url, *args, **options):
        if url.endswith("/oauth/token"):
            options["data"] = {**options["data"], "code_verifier": self.verifier}
        return super().request(method, url, *args, **options)


def _challenge(verifier: str) -> str:
    digest = hashlib.sha256(verifier.encode()).digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


def _with_challenge(url: str, verifier: str) -> str:
    proof = {"code_challenge": _challenge(verifier), "code_challenge_method": "S256"}
    return f"{url}&{urlencode(proof)}"


@pytest.fixture
def browser(kept_browser) -> Iterator[Browser]:
    """The browser for a test only: between them a server is started with an event loop."""
    with kept_browser.held() as running:
        yield running


@pytest.fixture
def email(alice) -> str:
    return f"{alice.me().username}@example.org"


def test_a_web_app_gets_its_code_at_its_own_address(alice, app_of, browser, email):
    verifier = secrets.token_urlsafe(48)
    with Callback() as callback, ProofOfCode(verifier) as session:
        client = app_of(redirect_uris=callback.address)
        link = client.auth_request_url(
            redirect_uris=callback.address, state="back to the page", allow_http=True
        )
        received = code_sent_after_allowing(
            browser, _with_challenge(link, verifier), callback, email=email, password=PASSWORD
        )
        assert received["state"] == "back to the page"
        client.session = session
        client.log_in(code=received["code"], redirect_uri=callback.address, allow_http=True)
        assert client.me().id == alice.me().id
        with pytest.raises(MastodonIllegalArgumentError):
            client.log_in(code=received["code"], redirect_uri=callback.address, allow_http=True)


def test_a_stolen_code_is_worth_nothing_without_its_proof(app_of, browser, email):
    client = app_of()
    link = client.auth_request_url(allow_http=True)
    code = code_shown_after_allowing(
        browser, _with_challenge(link, secrets.token_urlsafe(48)), email=email, password=PASSWORD
    )
    with pytest.raises(MastodonIllegalArgumentError):
        client.log_in(code=code, allow_http=True)
    with ProofOfCode(secrets.token_urlsafe(48)) as session:
        client.session = session
        with pytest.raises(MastodonIllegalArgumentError):
            client.log_in(code=code, allow_http=True)


def test_a_password_signs_in_where_the_site_allows_it(alice, app_of, email):
    client = app_of()
    client.log_in(email, PASSWORD, allow_http=True)
    assert client.me().id == alice.me().id
    with pytest.raises(MastodonIllegalArgumentError):
        client.log_in(email, "not the password", allow_http=True)


def test_an_app_may_ask_for_less_and_gets_no_more(app_of, email):
    client: Mastodon = app_of(scopes=["read", "write:favourites"])
    client.log_in(email, PASSWORD, scopes=["read"], allow_http=True)
    assert client.timeline_home() == []
    with pytest.raises(Exception, match="outside the authorized scopes"):
        client.status_post("I was only let in to read")


def test_an_app_knows_itself(alice):
    application = alice.app_verify_credentials()
    assert application.name == "Journey"
    assert application.website == "https://example.org"
    assert application.scopes == ["read", "write", "follow", "push"]


def test_a_revoked_token_opens_nothing(alice):
    token = alice.access_token
    alice.revoke_access_token(allow_http=True)
    alice.access_token = token
    with pytest.raises(MastodonUnauthorizedError):
        alice.me()


def test_the_site_tells_apps_how_to_sign_in(running_server, alice):
    info = alice.oauth_authorization_server_info()
    assert info.issuer.rstrip("/") == running_server.origin
    assert {"authorization_code", "client_credentials", "password"} <= set(
        info.grant_types_supported
    )
    assert info.code_challenge_methods_supported == ["S256"]
    assert {"read", "write", "follow", "push", "profile"} <= set(info.scopes_supported)
