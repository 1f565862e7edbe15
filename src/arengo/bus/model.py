"""What travels on the bus."""

import msgspec


class Message(msgspec.Struct, frozen=True):
    """Something of a kind happened to the row `id`; whoever cares reads it again.

    `more` are further numbers, for what cannot be read again because it is gone.
    """

    topic: str
    kind: str
    id: int
    more: tuple[int, ...] = ()
