"""The noun of letters: a conversation as one of its people sees it."""

import msgspec

from arengo.base.ids import AccountId, PostId
from arengo.social.notifications.requests.model import Request


class Conversation(msgspec.Struct, frozen=True):
    """A row of `conversations`: with whom, the last letter, and whether it waits to be read."""

    id: int
    account_id: AccountId
    root_id: PostId
    people: tuple[AccountId, ...]
    last_id: PostId
    unread: bool


class Waiting(msgspec.Struct, frozen=True):
    """Letters of somebody that are held back until one answers the request of who wrote them."""

    request: Request
    letters: tuple[PostId, ...]  # the last one first
