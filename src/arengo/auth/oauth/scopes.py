"""The scopes that apps ask for: which exist, what each covers, and who may have them."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from arengo.auth.roles.model import RoleNumber, role_of

DEFAULT: Final = ("read",)
_PARTS: Final = {
    "read": (
        "accounts",
        "blocks",
        "bookmarks",
        "collections",
        "favourites",
        "filters",
        "follows",
        "lists",
        "mutes",
        "notifications",
        "search",
        "statuses",
    ),
    "write": (
        "accounts",
        "blocks",
        "bookmarks",
        "collections",
        "conversations",
        "favourites",
        "filters",
        "follows",
        "lists",
        "media",
        "mutes",
        "notifications",
        "reports",
        "statuses",
    ),
}
_ADMIN: Final = (
    "accounts",
    "reports",
    "domain_allows",
    "domain_blocks",
    "ip_blocks",
    "email_domain_blocks",
    "canonical_email_blocks",
)
_ADMIN_SCOPES: Final = tuple(
    scope
    for verb in ("admin:read", "admin:write")
    for scope in (verb, *(f"{verb}:{part}" for part in _ADMIN))
)
_FOLLOW: Final = tuple(
    f"{verb}:{part}" for part in ("follows", "blocks", "mutes") for verb in ("read", "write")
)
SCOPES: Final = (
    "profile",
    *(scope for verb, parts in _PARTS.items() for scope in (verb, *(f"{verb}:{p}" for p in parts))),
    "follow",
    "push",
    *_ADMIN_SCOPES,
)
_KNOWN: Final = frozenset(SCOPES)


def split_scopes(text: str) -> tuple[str, ...]:
    """Read `read write` (or `read+write`, as some write it) in order, each once."""
    return tuple(dict.fromkeys(text.replace("+", " ").split()))


def are_known(scopes: Iterable[str]) -> bool:
    """Return whether all of them exist here."""
    return _KNOWN.issuperset(scopes)


def is_within(asked: Iterable[str], granted: Iterable[str]) -> bool:
    """Return whether every asked scope lies inside the granted ones."""
    return _expand(granted).issuperset(_expand(asked))


def for_role(scopes: Iterable[str], role: int) -> tuple[str, ...]:
    """Leave out what a role cannot have: admin scopes are for the staff."""
    if role_of(role).is_staff:
        return tuple(scopes)
    return tuple(scope for scope in scopes if scope not in _ADMIN_SCOPES)


@lru_cache(maxsize=4096)
def effective(text: str, role: int) -> frozenset[str]:
    """Return everything that a token's stored scopes cover, for `Viewer.may`."""
    return frozenset(_expand(for_role(split_scopes(text), role)))


@lru_cache(maxsize=4096)
def effective_of_app(text: str) -> frozenset[str]:
    """Return what a token without a user covers."""
    return effective(text, RoleNumber.MEMBER)


def _expand(scopes: Iterable[str]) -> set[str]:
    covered: set[str] = set()
    for scope in scopes:
        covered.add(scope)
        covered.update(_FOLLOW if scope == "follow" else ())
        covered.update(other for other in SCOPES if other.startswith(f"{scope}:"))
        if scope in {"read", "read:accounts"}:
            covered.add("profile")  # who I am is part of what may be read
    return covered
