"""What happened to tokens."""

from arengo.base.events import Event
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TokenRevoked(Event):
    """A token opens nothing any more."""

    token_id: int
