"""The commands themselves, by subject; importing this package declares them all."""

from arengo.control.verbs import (
    accounts,
    announcements,
    community,
    database,
    emoji,
    invites,
    jobs,
    search,
    settings,
)

__all__ = [
    "accounts",
    "announcements",
    "community",
    "database",
    "emoji",
    "invites",
    "jobs",
    "search",
    "settings",
]
