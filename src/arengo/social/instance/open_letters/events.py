"""What happened to open letters."""

from dataclasses import dataclass

from arengo.base.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterSigned(Event):
    """A draft is a letter now, which everybody can read."""

    letter_id: int
