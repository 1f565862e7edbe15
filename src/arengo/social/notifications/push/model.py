"""The nouns of waking: a subscription, and of whom it wants to hear."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.ids import AccountId
from arengo.social.notifications.model import NotificationType

LETTERS: Final = 1 << 30  # beside the bits of types


class From(IntEnum):
    """Of whom somebody wants to be woken. Numbers are stored and never reused."""

    ALL = 0
    FOLLOWED = 1
    FOLLOWERS = 2
    NOBODY = 3


class Wishes(msgspec.Struct, frozen=True, kw_only=True):
    """When to wake somebody: the part of a subscription that changes."""

    types: frozenset[NotificationType]
    senders: From = From.ALL
    letters: bool = False  # open letters, of which there are no notifications


class Address(msgspec.Struct, frozen=True, kw_only=True):
    """Where a subscription leads, and with which keys; `token` is encrypted."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    standard: bool
    token: bytes


class Subscription(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `push_subscriptions`."""

    id: int
    account_id: AccountId
    token_id: int
    address: Address
    wishes: Wishes


def packed(wishes: Wishes) -> int:
    """Return of what somebody wants to hear, as it is stored."""
    return sum(1 << each for each in wishes.types) | (LETTERS if wishes.letters else 0)


def unpacked(bits: int, senders: int) -> Wishes:
    """Return wishes from the database."""
    return Wishes(
        types=frozenset(each for each in NotificationType if bits >> each & 1),
        senders=From(senders),
        letters=bool(bits & LETTERS),
    )
