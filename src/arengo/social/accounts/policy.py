"""What a user name, a profile and a field may be."""

import re
from collections.abc import Sequence
from typing import Final

from arengo.base.errors import Invalid
from arengo.social.accounts.model import USERNAME_MAX

_USERNAME: Final = re.compile(r"[A-Za-z0-9_]+", re.ASCII)


def invalid(field: str, code: str, description: str) -> Invalid:
    """Say what is wrong with one attribute, in Mastodon's shape."""
    title = field.replace("_", " ").capitalize()
    return Invalid(
        f"Validation failed: {title} {description}",
        details={field: [{"error": code, "description": description}]},
    )


def check_username(username: str) -> None:
    """Raise Invalid unless this can be a user name; whether it is free is another question."""
    if not username:
        raise invalid("username", "ERR_BLANK", "can't be blank")
    if not _USERNAME.fullmatch(username):
        words = "must contain only letters, numbers and underscores"
        raise invalid("username", "ERR_INVALID", words)
    if len(username) > USERNAME_MAX:
        words = f"is too long (maximum is {USERNAME_MAX} characters)"
        raise invalid("username", "ERR_TOO_LONG", words)


def fold(text: str) -> str:
    """Return text as it is compared: without regard to case."""
    return text.casefold()


def handle_key(username: str, domain: str | None) -> str:
    """Return the key under which the directory keeps a handle."""
    return fold(f"{username}@{domain}" if domain else username)


def split_handle(handle: str, host_name: str | None) -> tuple[str, str | None]:
    """Read `bob`, `@bob` or `@bob@host`; our own host is no host."""
    username, _, domain = handle.strip().removeprefix("@").partition("@")
    return username, None if fold(domain) in {"", fold(host_name or "")} else domain


def search_names(username: str, display_name: str) -> set[bytes]:
    """Return what somebody is found by: the user name, the shown name and each of its words."""
    shown = " ".join(fold(display_name).split())
    names: Sequence[str] = [fold(username), shown, *shown.split()]
    return {name.encode()[:64] for name in names if name}
