"""Which replies wait for whom.

Owns: reply_offers.
"""

from collections.abc import Collection
from typing import Any

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.offers.model import OfferState, ReplyOffer
from arengo.storage import ReadTransaction, Transaction


def add(tx: Transaction, account_id: AccountId, *, post_id: PostId, author_id: AccountId) -> None:
    """Let a reply wait for somebody."""
    tx.execute(
        """
        INSERT INTO reply_offers (bucket, account_id, post_id, author_id)
        VALUES (:bucket, :account_id, :post_id, :author_id)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
        author_id=author_id,
    )


def find(tx: ReadTransaction, account_id: AccountId, post_id: PostId) -> ReplyOffer | None:
    return tx.one(
        _offer,
        """
        SELECT account_id, post_id, author_id, state, decided_ms, asked_ms FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
    )


def decide(
    tx: Transaction, account_id: AccountId, post_id: PostId, *, state: OfferState, at_ms: int
) -> None:
    tx.execute(
        """
        UPDATE reply_offers SET state = :state, decided_ms = :at_ms
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
        state=int(state),
        at_ms=at_ms,
    )


def ask_again(tx: Transaction, account_id: AccountId, post_id: PostId, *, at_ms: int) -> None:
    """Let a reply on which somebody decided wait once more."""
    tx.execute(
        """
        UPDATE reply_offers SET state = 0, decided_ms = NULL, asked_ms = :at_ms
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
        at_ms=at_ms,
    )


def page(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    state: OfferState,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[ReplyOffer]:
    """Return replies in one state, by their age."""
    return tx.all(
        _offer,
        f"""
        SELECT account_id, post_id, author_id, state, decided_ms, asked_ms FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND state = :state
          AND post_id < :before AND post_id > :after
        ORDER BY post_id {"ASC" if upwards else "DESC"} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        state=int(state),
        before=before,
        after=after,
        limit=limit,
    )


def among(
    tx: ReadTransaction, account_id: AccountId, post_ids: Collection[int]
) -> list[ReplyOffer]:
    """Return which of these posts ever waited for somebody, newest first."""
    return tx.all(
        _offer,
        """
        SELECT account_id, post_id, author_id, state, decided_ms, asked_ms FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND post_id IN :ids
        ORDER BY post_id DESC
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ids=list(post_ids),
    )


def count(tx: ReadTransaction, account_id: AccountId, *, state: OfferState, most: int) -> int:
    """Count replies in one state, no further than `most`."""
    found: int = tx.value(
        """
        SELECT count(*) FROM (
          SELECT post_id FROM reply_offers
          WHERE bucket = :bucket AND account_id = :account_id AND state = :state
          ORDER BY post_id LIMIT :most) o
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        state=int(state),
        most=most,
    )
    return found


def approved_of(
    tx: ReadTransaction, account_id: AccountId, author_ids: Collection[AccountId]
) -> dict[int, int]:
    """Return author → how many of their replies somebody approved."""
    rows = tx.rows(
        """
        SELECT author_id, count(*) FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND author_id IN :ids AND state = 1
        GROUP BY author_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ids=list(author_ids),
    )
    return {row[0]: row[1] for row in rows}


def refuse_old(tx: Transaction, *, before_id: int, before_ms: int, at_ms: int, most: int) -> int:
    """Refuse some replies that waited too long; returns how many: a scatter, for the job."""
    return tx.execute(
        """
        UPDATE reply_offers SET state = 2, decided_ms = :at_ms
        WHERE state = 0 AND post_id IN (
          SELECT post_id FROM reply_offers
          WHERE state = 0 AND post_id < :before_id AND COALESCE(asked_ms, 0) < :before_ms
          ORDER BY post_id LIMIT :most)
        """,
        before_id=before_id,
        before_ms=before_ms,
        at_ms=at_ms,
        most=most,
    )


def remove(tx: Transaction, account_id: AccountId, post_id: PostId) -> None:
    tx.execute(
        """
        DELETE FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
    )


def remove_of_account(tx: Transaction, account_id: AccountId, *, most: int) -> int:
    """Forget some of what waited for somebody; returns how many."""
    return tx.execute(
        """
        DELETE FROM reply_offers
        WHERE bucket = :bucket AND account_id = :account_id AND post_id IN (
          SELECT post_id FROM reply_offers WHERE bucket = :bucket AND account_id = :account_id
          ORDER BY post_id LIMIT :most)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )


def _offer(*columns: Any) -> ReplyOffer:
    account_id, post_id, author_id, state, *times = columns
    return ReplyOffer(account_id, post_id, author_id, OfferState(state), *times)
