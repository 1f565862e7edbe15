"""What travels on the bus."""

from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Message:
    """Something of a kind happened to the row `id`; whoever cares reads it again.

    `more` are further numbers, for what cannot be read again because it is gone.
    """

    topic: str
    kind: str
    id: int
    more: tuple[int, ...] = ()
