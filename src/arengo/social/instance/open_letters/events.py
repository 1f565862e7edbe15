"""What happened to open letters."""

from arengo.base.events import Event
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSigned(Event):
    """A draft is a letter now, which everybody can read."""

    letter_id: int
