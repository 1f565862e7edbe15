"""What happened to tokens."""

from dataclasses import dataclass

from arengo.base.events import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """A token opens nothing any more."""

    token_id: int
