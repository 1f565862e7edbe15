"""The nouns of telling: a notification, a group of them, and what a reader asks for."""

from enum import IntEnum
from typing import Final, NamedTuple

import msgspec

from arengo.base.ids import MAX_ID, AccountId, PostId

SAMPLE_SIZE: Final = 8


class NotificationType(IntEnum):
    """Why somebody is told. Numbers are stored and never reused."""

    MENTION = 1
    BELL = 2  # somebody whose every post one wants to hear of has posted
    BOOST = 3
    FOLLOW = 4
    FOLLOW_REQUEST = 5
    FAVOURITE = 6
    UPDATE = 7  # a post that one boosted was edited
    POLL = 8  # a poll that one made or voted in has ended
    QUOTE = 9
    QUOTED_UPDATE = 10  # a post that one quoted was edited; the notification shows one's quote
    COLLECTED = 11  # somebody recommends one in a collection
    COLLECTION_UPDATE = 12  # a collection that one is in says something else


TYPES: Final = {int(each): each for each in NotificationType}  # faster than asking the enum
EVERY_TYPE: Final = frozenset(NotificationType)
# Of these `post_id` is the id of a collection, in rows and in what is made of them.
OF_COLLECTIONS: Final = frozenset({NotificationType.COLLECTED, NotificationType.COLLECTION_UPDATE})


class News(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be told, whoever hears of it. `at_ms` back-dates it.

    A letter is a direct post: of strangers one may not want to hear of it at once.
    """

    type: NotificationType
    from_id: AccountId
    post_id: PostId | None = None
    thread_id: PostId | None = None
    at_ms: int | None = None
    is_letter: bool = False


class Notification(NamedTuple):
    """One thing that one person is told."""

    account_id: AccountId
    id: int
    type: NotificationType
    from_id: AccountId
    post_id: PostId | None
    group_key: str


class Group(NamedTuple):
    """Notifications that read as one: `sample` holds the last people, newest first."""

    key: str
    latest_id: int
    first_id: int
    number: int
    type: NotificationType
    post_id: PostId | None
    sample: tuple[AccountId, ...]


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Ids strictly between `after` and `before`; `upwards` takes the oldest of them first."""

    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int = 40
    types: frozenset[NotificationType] = EVERY_TYPE
    from_id: AccountId | None = None
    with_held: bool = False  # what the policy keeps apart, too
