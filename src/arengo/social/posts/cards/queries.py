"""What is known of addresses that posts link to."""

from collections.abc import Collection, Iterable

from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.social.posts.cards import store
from arengo.social.posts.cards.model import Card, CardId, KnownCard, card_id
from arengo.social.posts.cards.policy import link_of
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id
from arengo.storage import ReadTransaction


def cards_of(tx: ReadTransaction, posts: Iterable[Post]) -> dict[int, Card]:
    """Return post → its card, for those that have one; asks nothing when none has."""
    shown = {post.id: post.extra.card for post in posts if post.extra.card}
    cards = _cards(tx, set(shown.values())) if shown else {}
    return {post_id: cards[key] for post_id, key in shown.items() if key in cards}


def cards_by_id(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Card]:
    """Return those of the cards that can be shown."""
    return _cards(tx, ids) if ids else {}


def known_card(tx: ReadTransaction, key: CardId) -> KnownCard | None:
    """Return what is known of an address."""
    found = store.cards_by_id(tx, [key])
    return found[0] if found else None


def wanted(
    tx: ReadTransaction, *, post_id: PostId, origin: str
) -> tuple[Post, str | None, KnownCard | None]:
    """Return a post, the address whose card it should show, and what is known of that.

    NotFound when the post is gone.
    """
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None:
        raise NotFound
    url = link_of(post, origin=origin)
    return post, url, known_card(tx, card_id(url)) if url else None


def _cards(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Card]:
    return {each.id: each.card for each in store.cards_by_id(tx, ids) if each.card}
