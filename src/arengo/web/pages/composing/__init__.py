"""Writing: the composer, drafts, what is scheduled, voting."""

from arengo.web.pages.composing import (
    again,
    compose,
    drafts,
    keeping,
    scheduled,
    sent,
    suggestions,
    uploading,
    votes,
)

__all__ = [
    "again",
    "compose",
    "drafts",
    "keeping",
    "scheduled",
    "sent",
    "suggestions",
    "uploading",
    "votes",
]
