"""What apps may say about themselves, which scopes they may ask for, and the proof of a code."""

import base64
import hashlib
import hmac
import re
from collections.abc import Iterable
from typing import Final
from urllib.parse import urlsplit

from arengo.auth.oauth import errors
from arengo.auth.oauth.model import OOB, App, Grant
from arengo.auth.oauth.scopes import DEFAULT, are_known, is_within, split_scopes
from arengo.auth.users.policy import Problem, refuse
from arengo.base.text import clean_text

NAME_MAX: Final = 60
ADDRESS_MAX: Final = 2_000
ADDRESSES_MAX: Final = 20
_SCHEME: Final = re.compile(r"[a-z][a-z0-9+.-]*")
_FORBIDDEN_SCHEMES: Final = frozenset(
    ("javascript", "data", "vbscript", "file", "blob", "about", "mailto", "filesystem")
)
# Nothing but a host and a port: the address becomes part of a header that says where forms lead.
_HOST: Final = re.compile(r"(?:[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?")
_PRINTABLE: Final = re.compile(r"[!-~]+")
_CHALLENGE: Final = re.compile(r"[A-Za-z0-9_-]{43}")
_VERIFIER: Final = re.compile(r"[A-Za-z0-9._~-]{43,128}")


def check_app(
    *, name: str, redirect_uris: tuple[str, ...], scopes: tuple[str, ...], website: str | None
) -> None:
    """Raise Invalid that names everything that is wrong with a registration."""
    problems = [
        _name_problem(name),
        _addresses_problem(redirect_uris),
        None if are_known(scopes) else _problem("scopes", "don't match those of this server"),
        _website_problem(website),
    ]
    found = [problem for problem in problems if problem is not None]
    if found:
        raise refuse(*found)


def app_name(text: str) -> str:
    """Return a name as we keep it: one line, nothing in it that turns or hides."""
    return clean_text(text, multiline=False)


def is_registered(app: App, redirect_uri: str) -> bool:
    """Return whether a code may be sent there: exactly as registered, nothing near it."""
    return redirect_uri in app.redirect_uris


def granted_scopes(app: App, asked: str | None) -> tuple[str, ...]:
    """Return the scopes for a request; without a wish it is `read`. Raises `invalid_scope`."""
    if not asked or not asked.strip():
        return DEFAULT if is_within(DEFAULT, app.scopes) else app.scopes
    scopes = split_scopes(asked)
    if not are_known(scopes) or not is_within(scopes, app.scopes):
        raise errors.invalid_scope()
    return scopes


def check_challenge(challenge: str | None, method: str | None) -> None:
    """Raise unless the proof of RFC 7636 is absent, or of the one kind that proves something."""
    if challenge is None and method is None:
        return
    if method != "S256":
        raise errors.invalid_request("The code_challenge_method must be S256.")
    if challenge is None or not _CHALLENGE.fullmatch(challenge):
        raise errors.invalid_request("The code_challenge is missing or is not one.")


def is_proven(grant: Grant, verifier: str | None) -> bool:
    """Return whether whoever brings a code is the one that asked for it."""
    if grant.challenge is None:
        return True
    if verifier is None or not _VERIFIER.fullmatch(verifier):
        return False
    digest = hashlib.sha256(verifier.encode()).digest()
    proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(proof, grant.challenge)


def _name_problem(name: str) -> Problem | None:
    if not name:
        return ("client_name", "ERR_BLANK", "can't be blank")
    if len(name) > NAME_MAX:
        return ("client_name", "ERR_TOO_LONG", f"is too long (maximum is {NAME_MAX} characters)")
    return None


def _addresses_problem(addresses: Iterable[str]) -> Problem | None:
    listed = tuple(addresses)
    if not listed:
        return ("redirect_uris", "ERR_BLANK", "can't be blank")
    if len(listed) > ADDRESSES_MAX:
        return _problem("redirect_uris", f"are too many (maximum is {ADDRESSES_MAX})")
    if not all(_is_address(address) for address in listed):
        return _problem("redirect_uris", "must be absolute URIs without a fragment")
    return None


def _is_address(address: str) -> bool:
    if address == OOB:
        return True
    if len(address) > ADDRESS_MAX or not _PRINTABLE.fullmatch(address):
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    if "#" in address or not _SCHEME.fullmatch(parts.scheme):
        return False
    if parts.scheme in {"http", "https"}:
        return bool(_HOST.fullmatch(parts.netloc))
    return parts.scheme not in _FORBIDDEN_SCHEMES


def _website_problem(website: str | None) -> Problem | None:
    if website is None:
        return None
    if len(website) > ADDRESS_MAX:
        return ("website", "ERR_TOO_LONG", f"is too long (maximum is {ADDRESS_MAX} characters)")
    try:
        parts = urlsplit(website)
    except ValueError:
        return _problem("website", "must be a URL")
    good = parts.scheme in {"http", "https"} and parts.hostname and _PRINTABLE.fullmatch(website)
    return None if good else _problem("website", "must be a URL")


def _problem(field: str, words: str) -> Problem:
    return (field, "ERR_INVALID", words)
