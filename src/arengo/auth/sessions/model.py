"""The nouns of signing in: sessions, and how long they last."""

from typing import Final, Literal

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId
from arengo.base.records import dataclass

Obstacle = Literal["suspended", "unconfirmed", "waiting"]
LASTS_MS: Final = 30 * DAY_MS


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A signed-in browser, as its owner sees it."""

    id: int
    account_id: AccountId
    began_ms: int
    seen_ms: int
    expires_ms: int
    network: str
    agent: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StartedSession:
    """A new session with the only copy of its cookie."""

    id: int
    cookie: str
