"""The nouns of waking: a subscription, and of whom it wants to hear."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

from arengo.base.ids import AccountId
from arengo.social.notifications.model import NotificationType


class From(IntEnum):
    """Of whom somebody wants to be woken. Numbers are stored and never reused."""

    ALL = 0
    FOLLOWED = 1
    FOLLOWERS = 2
    NOBODY = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Wishes:
    """When to wake somebody: the part of a subscription that changes."""

    types: frozenset[NotificationType]
    senders: From = From.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """Where a subscription leads, and with which keys; `token` is encrypted."""

    endpoint: str
    p256dh: bytes
    auth: bytes
    standard: bool
    token: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """A row of `push_subscriptions`."""

    id: int
    account_id: AccountId
    token_id: int
    address: Address
    wishes: Wishes


def packed(types: Collection[NotificationType]) -> int:
    """Return types as they are stored."""
    return sum(1 << each for each in types)


def unpacked(bits: int) -> frozenset[NotificationType]:
    """Return types from the database."""
    return frozenset(each for each in NotificationType if bits >> each & 1)
