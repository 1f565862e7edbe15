"""What happened to tokens."""

from arengo.base.events import Event


class TokenRevoked(Event, frozen=True, kw_only=True):
    """A token opens nothing any more."""

    token_id: int
