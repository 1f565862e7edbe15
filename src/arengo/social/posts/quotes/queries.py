"""Who quotes a post, and what posts quote."""

from collections.abc import Collection

from arengo.base.ids import PostId
from arengo.social.posts.quotes import store
from arengo.social.posts.quotes.model import Quote, Quoter
from arengo.storage import ReadTransaction


def quoters(
    tx: ReadTransaction,
    quoted_id: PostId,
    *,
    before: int,
    after: int,
    upwards: bool = False,
    limit: int,
) -> list[Quoter]:
    """Return whose quotes of a post stand, newest first."""
    found = store.quoters(tx, quoted_id, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def quotes_of(tx: ReadTransaction, post_ids: Collection[int]) -> dict[int, Quote]:
    """Return post → what it quotes."""
    found = store.quotes_of(tx, post_ids) if post_ids else []
    return {quote.post_id: quote for quote in found}
