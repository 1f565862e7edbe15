"""The notifications themselves.

Owns: notifications.
Reads: accounts, relations, favourites, notification_policies, held_notifications,
  push_subscriptions.
"""

from collections.abc import Collection, Sequence
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.notifications.model import Asked, News, Notification, NotificationType
from arengo.social.notifications.requests.model import Willing
from arengo.social.notifications.store.pages import made
from arengo.storage import ReadTransaction, Transaction

# Bits 32 and 256 of an account: suspended, deleted. Relations 1, 2 and 4: blocked either way, muted
# with notifications.
_WILLING: Final = """
SELECT a.id, p.rules, s.flags,
  (SELECT COUNT(*) FROM push_subscriptions u
   WHERE u.bucket = a.bucket AND u.account_id = a.id AND (u.alerts & :alert) <> 0)
FROM accounts a
LEFT JOIN notification_policies p ON p.bucket = a.bucket AND p.account_id = a.id
LEFT JOIN accounts s ON s.bucket = :from_bucket AND s.id = :from_id
WHERE a.bucket IN :buckets AND a.id IN :ids AND a.host_id = 0 AND (a.flags & 288) = 0
  AND NOT EXISTS (
    SELECT 1 FROM relations r
    WHERE r.bucket = a.bucket AND r.account_id = a.id AND r.kind IN (1, 2, 4)
      AND r.target_id = :from_id AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms))
  AND NOT EXISTS (
    SELECT 1 FROM notifications n
    WHERE n.bucket = a.bucket AND n.account_id = a.id AND n.from_id = :from_id
      AND n.type = :type AND n.{same_post})
  AND NOT EXISTS (
    SELECT 1 FROM held_notifications h
    WHERE h.bucket = a.bucket AND h.account_id = a.id AND h.from_id = :from_id
      AND h.type = :type AND h.{same_post})
"""
_NOT_DEAF: Final = """
  AND NOT EXISTS (
    SELECT 1 FROM favourites m
    WHERE m.bucket = a.bucket AND m.account_id = a.id AND m.kind = 4 AND m.post_id = :thread_id)
"""
_WILLING_OF_POST: Final = _WILLING.format(same_post="post_id = :post_id") + _NOT_DEAF
_WILLING_OF_PERSON: Final = _WILLING.format(same_post="post_id IS NULL")


def willing(tx: ReadTransaction, news: News, to_ids: Collection[AccountId]) -> list[Willing]:
    """Return who of these is here, may hear it, and was not told yet, with their policies."""
    about = {} if news.post_id is None else {"post_id": news.post_id, "thread_id": news.thread_id}
    return tx.all(
        Willing,
        _WILLING_OF_PERSON if news.post_id is None else _WILLING_OF_POST,
        buckets=list({bucket_of(each) for each in to_ids}),
        ids=list(to_ids),
        from_id=news.from_id,
        from_bucket=bucket_of(news.from_id),
        type=int(news.type),
        alert=1 << news.type,
        now_ms=now_ms(),
        **about,
    )


def add(tx: Transaction, told: Sequence[Notification]) -> None:
    """Write notifications; a colliding id makes the writer run the verb again."""
    tx.execute_many(
        """
        INSERT INTO notifications (bucket, account_id, id, type, from_id, post_id, group_key)
        VALUES (:bucket, :account_id, :id, :type, :from_id, :post_id, :group_key)
        """,
        [
            {
                "bucket": bucket_of(each.account_id),
                "account_id": each.account_id,
                "id": each.id,
                "type": int(each.type),
                "from_id": each.from_id,
                "post_id": each.post_id,
                "group_key": each.group_key,
            }
            for each in told
        ],
    )


def count_between(
    tx: ReadTransaction,
    account_id: AccountId,
    type: NotificationType,
    *,
    after: int,
    before: int,
    most: int,
) -> int:
    """Return how many of a type there are between two ids, counting no further than `most`."""
    found: int = tx.value(
        """
        SELECT COUNT(*) FROM (
          SELECT 1 FROM notifications
          WHERE bucket = :bucket AND account_id = :account_id AND id > :after AND id < :before
            AND type = :type LIMIT :most
        ) AS recent
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        after=after,
        before=before,
        type=int(type),
        most=most,
    )
    return found


def by_id(tx: ReadTransaction, account_id: AccountId, notification_id: int) -> Notification | None:
    """Return one of somebody's notifications."""
    return tx.one(
        made,
        """
        SELECT account_id, id, type, from_id, post_id, group_key FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=notification_id,
    )


def people_of_group(
    tx: ReadTransaction, account_id: AccountId, key: str, asked: Asked
) -> list[tuple[int, AccountId]]:
    """Return (notification, from whom) of a group, in the direction asked for."""
    order = "ASC" if asked.upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, from_id FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND group_key = :key
          AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
        before=asked.before,
        after=asked.after,
        limit=asked.limit,
    )
    return [(row[0], AccountId(row[1])) for row in rows]


def first_of_group(tx: ReadTransaction, account_id: AccountId, key: str) -> int | None:
    """Return the oldest notification of a group."""
    found: int | None = tx.value(
        """
        SELECT MIN(id) FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND group_key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )
    return found


def remove(tx: Transaction, account_id: AccountId, notification_id: int) -> list[str]:
    """Remove one notification and return its group."""
    return tx.all(
        str,
        """
        DELETE FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id
        RETURNING group_key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        id=notification_id,
    )


def remove_all(tx: Transaction, keys: Collection[tuple[AccountId, int]]) -> None:
    """Remove notifications by (whose, id)."""
    tx.execute_many(
        """
        DELETE FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id = :id
        """,
        [{"bucket": bucket_of(who), "account_id": who, "id": number} for who, number in keys],
    )


def remove_told(tx: Transaction, account_id: AccountId, news: News) -> list[str]:
    """Remove what somebody was told of one thing and return its group."""
    same_post = "IS NULL" if news.post_id is None else "= :post_id"
    return tx.all(
        str,
        f"""
        DELETE FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
          AND type = :type AND post_id {same_post}
        RETURNING group_key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        from_id=news.from_id,
        type=int(news.type),
        **({} if news.post_id is None else {"post_id": news.post_id}),
    )


def remove_group(tx: Transaction, account_id: AccountId, key: str, *, most: int) -> list[str]:
    """Remove some of a group, and return it for each."""
    return _remove_some(tx, account_id, "group_key = :value", key, most)


def remove_from(
    tx: Transaction, account_id: AccountId, from_id: AccountId, *, most: int
) -> list[str]:
    """Remove some of what one person was told about another, and return the groups."""
    return _remove_some(tx, account_id, "from_id = :value", from_id, most)


def remove_about(
    tx: Transaction, account_id: AccountId, post_id: PostId, *, most: int
) -> list[str]:
    """Remove some of what one person was told about a post, and return the groups."""
    return _remove_some(tx, account_id, "post_id = :value", post_id, most)


def remove_before(tx: Transaction, account_id: AccountId, before: int, *, most: int) -> list[str]:
    """Remove some of what one person was told before an id, and return the groups."""
    return _remove_some(tx, account_id, "id < :value", before, most)


def _remove_some(
    tx: Transaction, account_id: AccountId, which: str, value: int | str, most: int
) -> list[str]:
    return tx.all(
        str,
        f"""
        DELETE FROM notifications
        WHERE bucket = :bucket AND account_id = :account_id AND id IN (
          SELECT id FROM notifications
          WHERE bucket = :bucket AND account_id = :account_id AND {which}
          ORDER BY id DESC LIMIT :most)
        RETURNING group_key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        value=value,
        most=most,
    )


def remove_about_of(
    tx: Transaction, people: Collection[AccountId], post_id: PostId, types: Collection[int]
) -> list[tuple[AccountId, str]]:
    """Remove what these people were told about a post, and return (who, group)."""
    rows = tx.rows(
        """
        DELETE FROM notifications
        WHERE bucket IN :buckets AND account_id IN :people AND post_id = :post_id AND type IN :types
        RETURNING account_id, group_key
        """,
        buckets=list({bucket_of(each) for each in people}),
        people=list(people),
        post_id=post_id,
        types=[int(each) for each in types],
    )
    return [(AccountId(row[0]), row[1]) for row in rows]
