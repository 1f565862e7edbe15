"""Between people: followers, requests, follow, mute, block, a note, lists; all below a name."""

from arengo.web.pages.people import (
    blocking,
    followers,
    lists,
    muting,
    notes,
    relations,
    requests,
    tongues,
)

__all__ = [
    "blocking",
    "followers",
    "lists",
    "muting",
    "notes",
    "relations",
    "requests",
    "tongues",
]
