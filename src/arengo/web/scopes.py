"""Puts the scopes that an app asks for into groups a person can judge: reads, writes, follows."""

from collections.abc import Iterable, Mapping
from typing import Final

from arengo.web.context import ScopeGroup, ScopeLine

READ: Final = (
    "accounts",
    "statuses",
    "notifications",
    "search",
    "follows",
    "lists",
    "collections",
    "favourites",
    "bookmarks",
    "filters",
    "blocks",
    "mutes",
)
WRITE: Final = (
    "statuses",
    "media",
    "accounts",
    "conversations",
    "favourites",
    "bookmarks",
    "lists",
    "collections",
    "filters",
    "notifications",
    "reports",
    "follows",
    "blocks",
    "mutes",
)
RELATIONS: Final = ("follows", "blocks", "mutes")
# What can hurt when the app is not honest: private words read, words put into one's mouth.
RISKY: Final = frozenset(
    {
        "read_statuses",
        "read_notifications",
        "write_statuses",
        "write_accounts",
        "write_follows",
        "admin_read",
        "admin_write",
    }
)


def explain_scopes(scopes: Iterable[str]) -> tuple[ScopeGroup, ...]:
    """Group them; a whole `read` or `write` is spelt out, and every line is said once."""
    lines: dict[str, dict[str, None]] = {}
    for scope in scopes:
        for group, line in _parts(scope):
            lines.setdefault(group, {})[line] = None
    order = ("read", "write", "follow", "push", "admin")
    return tuple(
        ScopeGroup(key=group, lines=tuple(ScopeLine(key=k, risky=k in RISKY) for k in lines[group]))
        for group in order
        if group in lines
    )


def _parts(scope: str) -> Iterable[tuple[str, str]]:
    """Return (group, line) pairs of one scope; what we do not know grants nothing, so none."""
    whole: Mapping[str, tuple[str, ...]] = {
        "read": tuple(f"read_{part}" for part in READ),
        "write": tuple(f"write_{part}" for part in WRITE),
        "follow": tuple(f"{verb}_{part}" for part in RELATIONS for verb in ("read", "write")),
        "push": ("push",),
        "profile": ("profile",),
    }
    if scope in whole:
        return [(_group(line), line) for line in whole[scope]]
    top, _, part = scope.partition(":")
    if top == "admin":
        return [("admin", "admin_read" if part.startswith("read") else "admin_write")]
    line = f"{top}_{part}"
    return [(_group(line), line)] if line in whole.get(top, ()) else []


def _group(line: str) -> str:
    verb, _, part = line.partition("_")
    if verb == "write" and part in RELATIONS:
        return "follow"
    return "read" if verb in {"read", "profile"} else verb
