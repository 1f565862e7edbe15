"""The verbs that let posts be rendered anew though nobody edited them."""

from collections.abc import Collection

import msgspec
from msgspec.structs import replace

from arengo.base.ids import AccountId, PostId
from arengo.social.posts.model import Post
from arengo.social.posts.store import posts as store
from arengo.storage import Transaction


def renew(tx: Transaction, ids: Collection[PostId]) -> None:
    """Raise the version of posts: something that they show has changed."""
    if ids:
        store.raise_versions(tx, ids)


def renew_media_of(tx: Transaction, *, account_id: AccountId, before: int, most: int) -> int:
    """Let some posts with media be rendered anew; returns where to go on, 0 at the end."""
    found = store.media_posts_of(tx, account_id, before=before, limit=most)
    renew(tx, found)
    return found[-1] if len(found) == most else 0


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
