"""Mastodon's List."""

from typing import Final

import msgspec

from arengo.social.follows.lists.model import List, Replies

_POLICIES: Final = {Replies.NONE: "none", Replies.LIST: "list", Replies.FOLLOWED: "followed"}
REPLIES_BY_NAME: Final = {name: replies for replies, name in _POLICIES.items()}


class ListEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A list as its owner sees it; nobody else sees it at all."""

    id: str
    title: str
    replies_policy: str
    exclusive: bool


def list_entity(found: List) -> ListEntity:
    """Return the entity."""
    return ListEntity(
        id=str(found.id),
        title=found.title,
        replies_policy=_POLICIES[found.replies],
        exclusive=found.exclusive,
    )
