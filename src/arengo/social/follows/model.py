"""The nouns between two people: follow, request, block, mute, note."""

from enum import IntEnum, IntFlag
from typing import Final

import msgspec

from arengo.base.ids import AccountId

COMMENT_MAX: Final = 2_000
BATCH: Final = 50  # people in one transaction: some ten statements each


class FollowFlag(IntFlag):
    """Bits of `flags` of a follow. Numbers are stored and never reused."""

    BOOSTS = 1
    NOTIFY = 2


class Kind(IntEnum):
    """What a row of `relations` says. Numbers are stored and never reused."""

    BLOCK = 1
    BLOCKED_BY = 2
    MUTE = 3
    MUTE_ALL = 4  # notifications too
    ENDORSED = 6  # shown on one's profile
    NOTE = 7


class FollowOptions(msgspec.Struct, frozen=True, kw_only=True):
    """What a follower wants to see; None leaves it as it is (or at its default)."""

    boosts: bool | None = None
    notify: bool | None = None
    languages: tuple[str, ...] | None = None


class FollowRow(msgspec.Struct, frozen=True):
    """One follow or request: the one who follows, the one who is followed, and how."""

    account_id: AccountId
    target_id: AccountId
    flags: FollowFlag
    id: int
    languages: tuple[str, ...]


class RelationshipState(msgspec.Struct, frozen=True, kw_only=True):
    """Everything between somebody and one other person, as the former sees it."""

    target_id: AccountId
    following: bool = False
    boosts: bool = False
    notify: bool = False
    languages: tuple[str, ...] = ()
    followed_by: bool = False
    requested: bool = False
    requested_by: bool = False
    blocking: bool = False
    blocked_by: bool = False
    muting: bool = False
    muting_notifications: bool = False
    muting_expires_ms: int | None = None
    domain_blocking: bool = False
    endorsed: bool = False
    note: str = ""
