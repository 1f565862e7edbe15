"""Whether a reply was approved."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId, PostId

WAITS_MS: Final = 14 * DAY_MS  # then it counts as refused


class OfferState(IntEnum):
    """Numbers are stored and never reused."""

    WAITING = 0
    APPROVED = 1
    REFUSED = 2


class ReplyOffer(msgspec.Struct, frozen=True):
    """A reply, who wrote it, who is asked, and what they said."""

    account_id: AccountId
    post_id: PostId
    author_id: AccountId
    state: OfferState
    decided_ms: int | None
    asked_ms: int | None  # when it was asked about again: it was approved, and then edited
