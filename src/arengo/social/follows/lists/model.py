"""The nouns of lists: a list, and which replies it shows."""

from enum import IntEnum
from typing import Final

import msgspec

from arengo.base.ids import AccountId

LISTS_MAX: Final = 50
TITLE_MAX: Final = 256


class Replies(IntEnum):
    """Which replies to others a list shows. Numbers are stored and never reused."""

    NONE = 0
    LIST = 1  # to its members
    FOLLOWED = 2  # to anybody whom its owner follows


class List(msgspec.Struct, frozen=True):
    """A row of `lists`. An exclusive one keeps its members out of its owner's home."""

    id: int
    account_id: AccountId
    title: str
    replies: Replies
    exclusive: bool
    feed: int = 0  # how often the address of its feed was renewed


class ListChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None leaves a thing as it is."""

    title: str | None = None
    replies: Replies | None = None
    exclusive: bool | None = None
