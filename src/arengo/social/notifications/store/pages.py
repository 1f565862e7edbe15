"""Pages of notifications, and whom their reader does not want to hear.

Reads: notifications, accounts, relations, posts.
"""

from collections.abc import Collection
from functools import cache, lru_cache
from typing import Any, Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.notifications.model import TYPES, Asked, Notification, NotificationType
from arengo.storage import ReadTransaction

# The first, uncorrelated half is computed once: most people block and mute nobody.
_UNRELATED: Final = """
(NOT EXISTS (SELECT 1 FROM relations r WHERE r.bucket = :bucket AND r.account_id = :account_id
             AND r.kind IN (1, 2, 4))
 OR NOT EXISTS (
   SELECT 1 FROM relations r WHERE r.bucket = :bucket AND r.account_id = :account_id
   AND r.kind IN (1, 2, 4) AND r.target_id = {whom}
   AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)))
"""
_PAGE: Final = f"""
SELECT n.account_id, n.id, n.type, n.from_id, n.post_id, n.group_key
FROM notifications n
WHERE n.bucket = :bucket AND n.account_id = :account_id AND {{id}} < :before AND {{id}} > :after
  AND ((1 << n.type) & :types) <> 0 {{whose}}
  AND {_UNRELATED.format(whom="n.from_id")} {{there}}
ORDER BY {{id}} {{order}} LIMIT :limit
"""
# A page reads sender and post for what it shows, so only a count asks for them here. 11 and 12 are
# about collections: what one left is taken back at once.
_THERE: Final = """
AND EXISTS (
  SELECT 1 FROM accounts f
  WHERE f.bucket = ((n.from_id >> 6) & 1023) AND f.id = n.from_id AND (f.flags & 288) = 0)
AND (n.post_id IS NULL OR n.type IN (11, 12) OR EXISTS (
  SELECT 1 FROM posts p WHERE p.bucket = ((n.post_id >> 6) & 1023) AND p.id = n.post_id))
"""
# Of one sender the index by sender is read, not the range of ids: hence the sum and the type.
_RANGE: Final = {"id": "n.id", "whose": ""}
_SENDER: Final = {"id": "(n.id + 0)", "whose": "AND n.from_id = :from_id AND n.type > 0"}


def page(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> list[Notification]:
    """Return what somebody was told, in the direction asked for; who and what is gone too."""
    return tx.all(made, _page_of(asked), **range_of(account_id, asked))


def count(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> int:
    """Return how many there are of people and posts that are there, `limit` at most."""
    sql = f"SELECT COUNT(*) FROM ({_page_of(asked, there=_THERE)}) AS page"
    found: int = tx.value(sql, **range_of(account_id, asked))
    return found


@cache
def _page_sql(*, of_sender: bool, upwards: bool, there: str) -> str:
    which = _SENDER if of_sender else _RANGE
    return _PAGE.format(**which, order="ASC" if upwards else "DESC", there=there)


def _page_of(asked: Asked, there: str = "") -> str:
    return _page_sql(of_sender=asked.from_id is not None, upwards=asked.upwards, there=there)


def told_of_mention(
    tx: ReadTransaction, people: Collection[AccountId], *, from_id: AccountId, post_id: PostId
) -> set[AccountId]:
    """Return who of these was told that a post names them."""
    rows = tx.rows(
        """
        SELECT n.account_id FROM notifications n
        WHERE n.bucket IN :buckets AND n.account_id IN :people AND n.from_id = :from_id
          AND n.type = 1 AND n.post_id = :post_id
        """,
        buckets=list({bucket_of(each) for each in people}),
        people=list(people),
        from_id=from_id,
        post_id=post_id,
    )
    return {AccountId(row[0]) for row in rows}


def audible(
    tx: ReadTransaction, account_id: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is there and neither blocked nor muted by the reader."""
    found = tx.rows(
        f"""
        SELECT a.id FROM accounts a
        WHERE a.bucket IN :buckets AND a.id IN :ids AND (a.flags & 288) = 0
          AND {_UNRELATED.format(whom="a.id")}
        """,
        buckets=list({bucket_of(each) for each in people}),
        ids=list(people),
        bucket=bucket_of(account_id),
        account_id=account_id,
        now_ms=now_ms(),
    )
    return {AccountId(row[0]) for row in found}


def silenced(
    tx: ReadTransaction, account_id: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is blocked or muted by the reader: most often nobody."""
    rows = tx.rows(
        """
        SELECT r.target_id FROM relations r
        WHERE r.bucket = :bucket AND r.account_id = :account_id AND r.kind IN (1, 2, 4)
          AND r.target_id IN :people AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        people=list(people),
        now_ms=now_ms(),
    )
    return {AccountId(row[0]) for row in rows}


@lru_cache(maxsize=256)
def mask(types: frozenset[NotificationType]) -> int:
    """Return types as bits: a list would tempt the planner away from the range of ids."""
    return sum(1 << each for each in types)


def range_of(account_id: AccountId, asked: Asked) -> dict[str, int]:
    """Return what is asked for as the parameters of a page."""
    sender = {} if asked.from_id is None else {"from_id": asked.from_id}
    return {
        "bucket": bucket_of(account_id),
        "account_id": account_id,
        "before": asked.before,
        "after": asked.after,
        "limit": asked.limit,
        "types": mask(asked.types),
        "now_ms": now_ms(),
        **sender,
    }


def made(*columns: Any) -> Notification:
    """Return a notification from its columns."""
    account_id, notification_id, type_number, from_id, post_id, key = columns
    return Notification(account_id, notification_id, TYPES[type_number], from_id, post_id, key)
