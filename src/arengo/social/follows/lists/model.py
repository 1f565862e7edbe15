"""The nouns of lists: a list, and which replies it shows."""

from enum import IntEnum
from typing import Final

from arengo.base.ids import AccountId
from arengo.base.records import dataclass

LISTS_MAX: Final = 50
TITLE_MAX: Final = 256


class Replies(IntEnum):
    """Which replies to others a list shows. Numbers are stored and never reused."""

    NONE = 0
    LIST = 1  # to its members
    FOLLOWED = 2  # to anybody whom its owner follows


@dataclass(frozen=True, slots=True)
class List:
    """A row of `lists`. An exclusive one keeps its members out of its owner's home."""

    id: int
    account_id: AccountId
    title: str
    replies: Replies
    exclusive: bool
    feed: int = 0  # how often the address of its feed was renewed


@dataclass(frozen=True, slots=True, kw_only=True)
class ListChanges:
    """What is to change; None leaves a thing as it is."""

    title: str | None = None
    replies: Replies | None = None
    exclusive: bool | None = None
