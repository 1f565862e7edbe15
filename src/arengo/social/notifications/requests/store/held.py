"""The notifications that are held back.

Owns: held_notifications.
"""

from collections.abc import Collection

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.notifications.model import News
from arengo.social.notifications.requests.model import Held, Stretch
from arengo.storage import ReadTransaction, Transaction


def add(tx: Transaction, account_id: AccountId, held: Held) -> None:
    """Keep a notification apart."""
    tx.execute(
        """
        INSERT INTO held_notifications (bucket, account_id, from_id, id, type, post_id)
        VALUES (:bucket, :account_id, :from_id, :id, :type, :post_id)
        """,
        **held._asdict(),
        **_whose(account_id),
    )


def page(tx: ReadTransaction, account_id: AccountId, asked: Stretch) -> list[Held]:
    """Return what is held back, in the direction asked for."""
    return tx.all(
        Held,
        f"""
        SELECT id, type, from_id, post_id FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before AND id > :after
          AND ((1 << type) & :types) <> 0 AND (:from_id = 0 OR from_id = :from_id)
        ORDER BY id {_order(asked)} LIMIT :limit
        """,
        types=asked.types,
        from_id=asked.from_id or 0,
        **_range(asked),
        **_whose(account_id),
    )


def by_id(tx: ReadTransaction, account_id: AccountId, held_id: int) -> Held | None:
    """Return one that is held back."""
    return tx.one(
        Held,
        """
        SELECT id, type, from_id, post_id FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id
        """,
        id=held_id,
        **_whose(account_id),
    )


def take_some(
    tx: Transaction, account_id: AccountId, from_id: AccountId, *, before: int, most: int
) -> list[Held]:
    """Remove some of what is held back of a sender and older than an id; oldest first."""
    found = tx.all(
        Held,
        """
        DELETE FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id AND id IN (
          SELECT h.id FROM held_notifications h
          WHERE h.bucket = :bucket AND h.account_id = :account_id AND h.from_id = :from_id
            AND h.id < :before
          ORDER BY h.id LIMIT :most)
        RETURNING id, type, from_id, post_id
        """,
        from_id=from_id,
        before=before,
        most=most,
        **_whose(account_id),
    )
    return sorted(found)


def remove_told(tx: Transaction, account_id: AccountId, news: News) -> int:
    """Remove what somebody would have been told of one thing; returns how many rows went."""
    same_post = "IS NULL" if news.post_id is None else "= :post_id"
    return tx.execute(
        f"""
        DELETE FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
          AND type = :type AND post_id {same_post}
        """,
        from_id=news.from_id,
        type=int(news.type),
        **({} if news.post_id is None else {"post_id": news.post_id}),
        **_whose(account_id),
    )


def remove(tx: Transaction, account_id: AccountId, held_id: int) -> list[AccountId]:
    """Remove one and return its sender."""
    return tx.all(
        AccountId,
        """
        DELETE FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id RETURNING from_id
        """,
        id=held_id,
        **_whose(account_id),
    )


def remove_before(
    tx: Transaction, account_id: AccountId, before: int, *, most: int
) -> list[AccountId]:
    """Remove some that is older than an id and return the senders."""
    return tx.all(
        AccountId,
        """
        DELETE FROM held_notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id IN (
          SELECT h.id FROM held_notifications h
          WHERE h.bucket = :bucket AND h.account_id = :account_id AND h.id < :before
          ORDER BY h.id LIMIT :most)
        RETURNING from_id
        """,
        before=before,
        most=most,
        **_whose(account_id),
    )


def remove_about_of(
    tx: Transaction, people: Collection[AccountId], post_id: PostId
) -> list[tuple[AccountId, AccountId]]:
    """Remove what concerns a post, and return (whose, sender)."""
    rows = tx.rows(
        """
        DELETE FROM held_notifications
        WHERE bucket IN :buckets AND account_id IN :people AND post_id = :post_id
        RETURNING account_id, from_id
        """,
        buckets=list({bucket_of(each) for each in people}),
        people=list(people),
        post_id=post_id,
    )
    return [(AccountId(row[0]), AccountId(row[1])) for row in rows]


def remove_by(tx: Transaction, from_id: AccountId, *, most: int) -> int:
    """Remove some of what is held back of a sender, whoever it was for; returns how many."""
    return tx.execute(
        """
        DELETE FROM held_notifications WHERE from_id = :from_id AND id IN (
          SELECT h.id FROM held_notifications h WHERE h.from_id = :from_id LIMIT :most)
        """,
        from_id=from_id,
        most=most,
    )


def _whose(account_id: AccountId) -> dict[str, int]:
    return {"bucket": bucket_of(account_id), "account_id": account_id}


def _range(asked: Stretch) -> dict[str, int]:
    return {"before": asked.before, "after": asked.after, "limit": asked.limit}


def _order(asked: Stretch) -> str:
    return "ASC" if asked.upwards else "DESC"
