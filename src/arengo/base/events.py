"""Facts that features announce in their own transaction; whoever listens runs in it too."""

import msgspec


class Event(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened, named in the past tense. Subclasses are frozen."""
