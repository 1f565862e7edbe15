"""The nouns: a report and its category."""

from enum import IntEnum

from arengo.base.ids import AccountId, PostId
from arengo.base.records import dataclass


class Category(IntEnum):
    """Numbers are stored and never reused."""

    SPAM = 1
    LEGAL = 2
    VIOLATION = 3
    OTHER = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
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
