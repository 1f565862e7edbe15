"""The verbs that let posts be rendered anew though nobody edited them."""

from collections.abc import Collection
from dataclasses import replace

import msgspec

from arengo.base.ids import PostId
from arengo.social.posts.model import Post
from arengo.social.posts.store import posts as store
from arengo.storage import Transaction


def renew(tx: Transaction, ids: Collection[PostId]) -> None:
    """Raise the version of posts: something that they show has changed."""
    if ids:
        store.raise_versions(tx, ids)


def show_card(tx: Transaction, post: Post, card_id: int | None) -> None:
    """Let a post show a card, or none."""
    if post.extra.card != card_id:
        extra = msgspec.structs.replace(post.extra, card=card_id)
        store.change_extra(tx, replace(post, extra=extra))


def leave_quoted(tx: Transaction, post: Post) -> None:
    """Let a post say no longer whom it quotes."""
    if post.extra.quoted:
        extra = msgspec.structs.replace(post.extra, quoted=None)
        store.change_extra(tx, replace(post, extra=extra))
