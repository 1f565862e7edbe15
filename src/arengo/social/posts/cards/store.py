"""Cards by the hash of their address, and the posts that show them.

Owns: cards, card_entries.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.cards.model import Card, CardId, CardState, KnownCard
from arengo.storage import ReadTransaction, Transaction

_card: Final = msgspec.json.Decoder(Card)


def _known(*columns: Any) -> KnownCard:
    card_id, state, fetched_ms, url, body, staged = columns
    card = _card.decode(body) if state == CardState.READY else None
    return KnownCard(card_id, CardState(state), fetched_ms, url, card, staged)


def cards_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[KnownCard]:
    """Return those of the cards that are known, in no order."""
    return tx.all(
        _known,
        """
        SELECT id, state, fetched_ms, url, body, staged FROM cards
        WHERE bucket IN :buckets AND id IN :ids
        """,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def put(tx: Transaction, known: KnownCard) -> None:
    """Write what is known of an address now."""
    tx.execute(
        """
        INSERT INTO cards (bucket, id, state, fetched_ms, url, body, staged)
        VALUES (:bucket, :id, :state, :fetched_ms, :url, :body, :staged)
        ON CONFLICT (bucket, id) DO UPDATE SET
          state = excluded.state, fetched_ms = excluded.fetched_ms, url = excluded.url,
          body = excluded.body, staged = excluded.staged
        """,
        bucket=bucket_of(known.id),
        id=known.id,
        state=int(known.state),
        fetched_ms=known.fetched_ms,
        url=known.url,
        body=msgspec.json.encode(known.card or {}).decode(),
        staged=known.staged,
    )


def remove(tx: Transaction, card_id: CardId) -> None:
    """Forget an address."""
    tx.execute(
        "DELETE FROM cards WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(card_id),
        id=card_id,
    )


def unread(tx: ReadTransaction, *, before_ms: int, limit: int) -> list[KnownCard]:
    """Return what could not be read, or was not finished, before a time: a scatter, for a job."""
    return tx.all(
        _known,
        """
        SELECT id, state, fetched_ms, url, body, staged FROM cards
        WHERE state <> 0 AND fetched_ms < :before_ms ORDER BY fetched_ms LIMIT :limit
        """,
        before_ms=before_ms,
        limit=limit,
    )


def add_entry(tx: Transaction, card_id: CardId, *, post_id: PostId, account_id: AccountId) -> None:
    """Record that a post shows a card."""
    tx.execute(
        """
        INSERT INTO card_entries (bucket, card_id, post_id, account_id)
        VALUES (:bucket, :card_id, :post_id, :account_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(card_id),
        card_id=card_id,
        post_id=post_id,
        account_id=account_id,
    )


def remove_entry(tx: Transaction, card_id: CardId, *, post_id: PostId) -> None:
    """Record that a post shows a card no longer."""
    tx.execute(
        """
        DELETE FROM card_entries
        WHERE bucket = :bucket AND card_id = :card_id AND post_id = :post_id
        """,
        bucket=bucket_of(card_id),
        card_id=card_id,
        post_id=post_id,
    )


def posts_of(
    tx: ReadTransaction, card_id: CardId, *, after: int = 0, limit: int
) -> Sequence[PostId]:
    """Return posts that show a card, oldest first."""
    return tx.all(
        PostId,
        """
        SELECT post_id FROM card_entries
        WHERE bucket = :bucket AND card_id = :card_id AND post_id > :after
        ORDER BY post_id LIMIT :limit
        """,
        bucket=bucket_of(card_id),
        card_id=card_id,
        after=after,
        limit=limit,
    )
