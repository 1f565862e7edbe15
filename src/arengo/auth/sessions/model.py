"""The nouns of signing in: sessions, and how long they last."""

from typing import Final, Literal

import msgspec

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId

Obstacle = Literal["suspended", "unconfirmed", "waiting"]
LASTS_MS: Final = 30 * DAY_MS


class Session(msgspec.Struct, frozen=True, kw_only=True):
    """A signed-in browser, as its owner sees it."""

    id: int
    account_id: AccountId
    began_ms: int
    seen_ms: int
    expires_ms: int
    network: str
    agent: str


class StartedSession(msgspec.Struct, frozen=True, kw_only=True):
    """A new session with the only copy of its cookie."""

    id: int
    cookie: str
