"""The group rows: a page of groups is one range.

Owns: notification_groups.
Reads: notifications, relations, posts.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.notifications.model import TYPES, Asked, Group
from arengo.social.notifications.store.pages import range_of
from arengo.storage import ReadTransaction, Transaction

_sample: Final = msgspec.json.Decoder(tuple[AccountId, ...])

# One notification from somebody not to be heard is no group; among many it is left out later.
_PAGE: Final = """
SELECT g.group_key, g.latest_id, g.first_id, g.count, g.type, g.post_id, g.sample
FROM notification_groups g
WHERE g.bucket = :bucket AND g.account_id = :account_id
  AND g.latest_id < :before AND g.latest_id > :after AND ((1 << g.type) & :types) <> 0 {whose}
  AND (NOT EXISTS (SELECT 1 FROM relations r WHERE r.bucket = :bucket
                   AND r.account_id = :account_id AND r.kind IN (1, 2, 4))
    OR g.count > 1
    OR NOT EXISTS (
      SELECT 1 FROM notifications n
      JOIN relations r ON r.bucket = n.bucket AND r.account_id = n.account_id
                      AND r.kind IN (1, 2, 4) AND r.target_id = n.from_id
      WHERE n.bucket = :bucket AND n.account_id = :account_id AND n.id = g.latest_id
        AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)))
  AND (g.post_id IS NULL OR g.type IN (11, 12) OR EXISTS (
    SELECT 1 FROM posts p WHERE p.bucket = ((g.post_id >> 6) & 1023) AND p.id = g.post_id))
ORDER BY g.latest_id {order} LIMIT :limit
"""
# `type > 0` says nothing, but leads SQLite to the index by sender.
_WHOSE: Final = """
AND g.group_key IN (
  SELECT n.group_key FROM notifications n
  WHERE n.bucket = :bucket AND n.account_id = :account_id AND n.from_id = :from_id
    AND n.type > 0)
"""


def by_key(tx: ReadTransaction, account_id: AccountId, key: str) -> Group | None:
    """Return one of somebody's groups."""
    return tx.one(
        _group,
        """
        SELECT group_key, latest_id, first_id, count, type, post_id, sample
        FROM notification_groups
        WHERE bucket = :bucket AND account_id = :account_id AND group_key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )


def page(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> list[Group]:
    """Return somebody's groups by their latest notification, in the direction asked for."""
    return tx.all(_group, _page_of(asked), **range_of(account_id, asked))


def count(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> int:
    """Return how many a page would hold."""
    sql = f"SELECT COUNT(*) FROM ({_page_of(asked)}) AS page"
    found: int = tx.value(sql, **range_of(account_id, asked))
    return found


def put(tx: Transaction, groups: Sequence[tuple[AccountId, Group]]) -> None:
    """Write groups whole, whether they were there or not."""
    tx.execute_many(
        """
        INSERT INTO notification_groups
          (bucket, account_id, group_key, latest_id, first_id, count, type, post_id, sample)
        VALUES
          (:bucket, :account_id, :key, :latest_id, :first_id, :count, :type, :post_id, :sample)
        ON CONFLICT (bucket, account_id, group_key) DO UPDATE SET
          latest_id = excluded.latest_id, first_id = excluded.first_id,
          count = excluded.count, sample = excluded.sample
        """,
        [_row(account_id, group) for account_id, group in groups],
    )


def remove(tx: Transaction, keys: Sequence[tuple[AccountId, str]]) -> None:
    """Remove groups by (whose, key)."""
    tx.execute_many(
        """
        DELETE FROM notification_groups
        WHERE bucket = :bucket AND account_id = :account_id AND group_key = :key
        """,
        [{"bucket": bucket_of(whose), "account_id": whose, "key": key} for whose, key in keys],
    )


def remove_about(tx: Transaction, account_id: AccountId, post_id: PostId) -> None:
    """Remove groups about a post that a storm left without rows."""
    tx.execute(
        """
        DELETE FROM notification_groups
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
    )


def remove_before(tx: Transaction, account_id: AccountId, before: int) -> None:
    """Remove groups of which nothing is as new as an id."""
    tx.execute(
        """
        DELETE FROM notification_groups
        WHERE bucket = :bucket AND account_id = :account_id AND latest_id < :before
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
    )


def _page_of(asked: Asked) -> str:
    whose = "" if asked.from_id is None else _WHOSE
    return _PAGE.format(whose=whose, order="ASC" if asked.upwards else "DESC")


def _row(account_id: AccountId, group: Group) -> dict[str, Any]:
    return {
        "bucket": bucket_of(account_id),
        "account_id": account_id,
        "key": group.key,
        "latest_id": group.latest_id,
        "first_id": group.first_id,
        "count": group.number,
        "type": int(group.type),
        "post_id": group.post_id,
        "sample": msgspec.json.encode(group.sample).decode(),
    }


def _group(*columns: Any) -> Group:
    key, latest_id, first_id, number, type_number, post_id, sample = columns
    return Group(
        key, latest_id, first_id, number, TYPES[type_number], post_id, _sample.decode(sample)
    )
