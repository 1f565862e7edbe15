"""Whether a quote stands."""

from enum import IntEnum

import msgspec

from arengo.base.ids import AccountId, PostId


class QuoteState(IntEnum):
    """Numbers are stored and never reused."""

    ACCEPTED = 1
    REVOKED = 2


class Quote(msgspec.Struct, frozen=True):
    """What a post quotes; `state` is None when the quoted post is gone."""

    post_id: PostId
    quoted_id: PostId
    state: QuoteState | None


class Quoter(msgspec.Struct, frozen=True):
    """A post that quotes, and who wrote it."""

    post_id: PostId
    account_id: AccountId
