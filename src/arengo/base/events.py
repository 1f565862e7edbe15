"""Facts that features announce in their own transaction; whoever listens runs in it too."""

from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, named in the past tense. Subclasses are frozen dataclasses."""
