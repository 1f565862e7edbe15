"""The commands themselves, by subject; importing this package declares them all."""

from arengo.control.verbs import (
    accounts,
    announcements,
    audit,
    community,
    database,
    emoji,
    invites,
    jobs,
    letters,
    search,
    settings,
    town,
)

__all__ = [
    "accounts",
    "announcements",
    "audit",
    "community",
    "database",
    "emoji",
    "invites",
    "jobs",
    "letters",
    "search",
    "settings",
    "town",
]
