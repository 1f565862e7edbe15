"""The nouns: a report and its category."""

from enum import IntEnum

import msgspec

from arengo.base.ids import AccountId, PostId


class Category(IntEnum):
    """Numbers are stored and never reused."""

    SPAM = 1
    LEGAL = 2
    VIOLATION = 3
    OTHER = 4


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `reports`."""

    id: int
    target_id: AccountId
    by_id: AccountId | None
    category: Category
    comment: str = ""
    post_ids: tuple[PostId, ...] = ()
    rule_ids: tuple[int, ...] = ()
    forward: bool = False
    closed_ms: int | None = None
