"""The commands themselves, by subject; importing this package declares them all."""

from arengo.control.verbs import accounts, community, database, invites, jobs, settings

__all__ = ["accounts", "community", "database", "invites", "jobs", "settings"]
