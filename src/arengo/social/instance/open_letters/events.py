"""What happened to open letters."""

from arengo.base.events import Event


class LetterSigned(Event, frozen=True, kw_only=True):
    """A draft is a letter now, which everybody can read."""

    letter_id: int
