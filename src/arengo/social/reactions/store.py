"""Who did what with which post.

Owns: favourites.
"""

from arengo.base.ids import AccountId, PostId, bucket_of, new_id
from arengo.social.reactions.model import Reaction
from arengo.storage import ReadTransaction, Transaction


def add(tx: Transaction, kind: Reaction, *, account_id: AccountId, post_id: PostId) -> bool:
    """Record it; False when it was already there."""
    added = tx.execute(
        """
        INSERT INTO favourites (bucket, account_id, kind, post_id, id)
        VALUES (:bucket, :account_id, :kind, :post_id, :id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        kind=int(kind),
        post_id=post_id,
        id=new_id(account_id),
    )
    return added == 1


def remove(tx: Transaction, kind: Reaction, *, account_id: AccountId, post_id: PostId) -> bool:
    """Forget it; False when it was not there."""
    removed = tx.execute(
        """
        DELETE FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id AND kind = :kind AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        kind=int(kind),
        post_id=post_id,
    )
    return removed == 1


def remove_private(tx: Transaction, *, account_id: AccountId, post_id: PostId) -> None:
    """Forget what nobody else knew of: bookmark, pin, thread mute."""
    tx.execute(
        """
        DELETE FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id AND kind IN (2, 3, 4)
          AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
    )


def page(
    tx: ReadTransaction,
    kind: Reaction,
    *,
    account_id: AccountId,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[tuple[int, PostId]]:
    """Return (cursor, post) of what an account did, in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, post_id FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id AND kind = :kind
          AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        kind=int(kind),
        before=before,
        after=after,
        limit=limit,
    )
    return [(row[0], PostId(row[1])) for row in rows]


def favourited_by(
    tx: ReadTransaction, post_id: PostId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who) in the direction asked for: a scatter on a cluster, and rare."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, account_id FROM favourites
        WHERE post_id = :post_id AND kind = 1 AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        post_id=post_id,
        before=before,
        after=after,
        limit=limit,
    )
    return [(row[0], AccountId(row[1])) for row in rows]


def count(tx: ReadTransaction, kind: Reaction, *, account_id: AccountId) -> int:
    """Return how many of a kind an account has (bounded kinds only: pins)."""
    found: int = tx.value(
        """
        SELECT count(*) FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id AND kind = :kind
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        kind=int(kind),
    )
    return found


def has(tx: ReadTransaction, kind: Reaction, *, account_id: AccountId, post_id: PostId) -> bool:
    """Return whether it is recorded."""
    found = tx.row(
        """
        SELECT 1 FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id AND kind = :kind AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        kind=int(kind),
        post_id=post_id,
    )
    return found is not None


def remove_of_post(tx: Transaction, post_id: PostId, *, most: int) -> int:
    """Forget favourites of a post that is gone; returns how many."""
    return tx.execute(
        """
        DELETE FROM favourites WHERE kind = 1 AND post_id = :post_id AND id IN (
          SELECT id FROM favourites WHERE kind = 1 AND post_id = :post_id ORDER BY id LIMIT :most)
        """,
        post_id=post_id,
        most=most,
    )


def remove_of_account(
    tx: Transaction, account_id: AccountId, *, most: int
) -> list[tuple[int, int]]:
    """Forget some reactions of an account and return them as (kind, post)."""
    rows = tx.rows(
        """
        SELECT kind, post_id FROM favourites
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY kind, post_id LIMIT :most
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )
    for kind, post_id in rows:
        remove(tx, Reaction(kind), account_id=account_id, post_id=post_id)
    return [(row[0], row[1]) for row in rows]
