"""Whether a quote stands."""

from enum import IntEnum

from arengo.base.ids import AccountId, PostId
from arengo.base.records import dataclass


class QuoteState(IntEnum):
    """Numbers are stored and never reused."""

    ACCEPTED = 1
    REVOKED = 2


@dataclass(frozen=True, slots=True)
class Quote:
    """What a post quotes; `state` is None when the quoted post is gone."""

    post_id: PostId
    quoted_id: PostId
    state: QuoteState | None


@dataclass(frozen=True, slots=True)
class Quoter:
    """A post that quotes, and who wrote it."""

    post_id: PostId
    account_id: AccountId
