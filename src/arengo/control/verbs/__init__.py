"""The commands themselves, by subject; importing this package declares them all."""

from arengo.control.verbs import accounts, community, database, invites, jobs, search, settings

__all__ = ["accounts", "community", "database", "invites", "jobs", "search", "settings"]
