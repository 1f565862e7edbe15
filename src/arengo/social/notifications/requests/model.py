"""The nouns of holding back: rules, verdicts, and the request of one sender."""

from enum import IntEnum
from typing import Final, NamedTuple

import msgspec

from arengo.base.ids import MAX_ID, AccountId, PostId


class Rule(IntEnum):
    """Whom a rule is about. Numbers are stored and never reused."""

    NOT_FOLLOWING = 0
    NOT_FOLLOWERS = 1
    NEW_ACCOUNTS = 2
    PRIVATE_MENTIONS = 3
    LIMITED_ACCOUNTS = 4


class Verdict(IntEnum):
    """What becomes of a notification: the greatest of several stands."""

    ACCEPT = 0
    FILTER = 1
    DROP = 2


Rules = dict[Rule, Verdict]

# Of strangers' letters and of people whom the staff has silenced one is not told at once.
DEFAULT: Final[Rules] = {
    Rule.NOT_FOLLOWING: Verdict.ACCEPT,
    Rule.NOT_FOLLOWERS: Verdict.ACCEPT,
    Rule.NEW_ACCOUNTS: Verdict.ACCEPT,
    Rule.PRIVATE_MENTIONS: Verdict.FILTER,
    Rule.LIMITED_ACCOUNTS: Verdict.FILTER,
}


class Willing(NamedTuple):
    """Somebody who may be told: their rules as they are stored, and the flags of the sender.

    `awake` counts the push subscriptions that want to hear it.
    """

    id: AccountId
    rules: int | None
    sender_flags: int | None
    awake: int


class Standing(NamedTuple):
    """What a sender is to somebody."""

    followed: int
    follower: int
    permitted: int
    answers: int  # this is an answer to a letter that one wrote to them


class Held(NamedTuple):
    """A notification that is held back."""

    id: int
    type: int
    from_id: AccountId
    post_id: PostId | None


class Request(NamedTuple):
    """What is held back of one sender."""

    id: int
    from_id: AccountId
    latest_id: int
    number: int
    last_post_id: PostId | None


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """Ids strictly between `after` and `before`; `upwards` takes the oldest of them first."""

    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int = 40
    types: int = -1  # bits
    from_id: AccountId | None = None


class Pending(msgspec.Struct, frozen=True):
    """How much is held back: senders and notifications."""

    requests: int
    notifications: int
