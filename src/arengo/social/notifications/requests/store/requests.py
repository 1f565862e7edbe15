"""The requests: one row for each sender of what is held back.

Owns: notification_requests.
Reads: held_notifications, accounts, relations.
"""

from collections.abc import Collection
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, bucket_of
from arengo.social.notifications.requests.model import Held, Request, Stretch
from arengo.storage import ReadTransaction, Transaction

_REQUEST: Final = "q.id, q.from_id, q.latest_id, q.count, q.last_post_id"
# Bits 32 and 256 of an account: suspended, deleted. Relations 1, 2 and 4: blocked either way, muted
# with notifications.
_SHOWN: Final = """
q.accepted = 0 AND (f.flags & 288) = 0 AND NOT EXISTS (
  SELECT 1 FROM relations r
  WHERE r.bucket = :bucket AND r.account_id = :account_id AND r.kind IN (1, 2, 4)
    AND r.target_id = q.from_id AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms))
"""
_FROM: Final = """
FROM notification_requests q
JOIN accounts f ON f.bucket = ((q.from_id >> 6) & 1023) AND f.id = q.from_id
"""


def count_in(
    tx: Transaction, account_id: AccountId, held: Held, *, last_post_id: int | None
) -> None:
    """Count a notification in the request of its sender, which begins with the first of them."""
    tx.execute(
        """
        INSERT INTO notification_requests AS q
          (bucket, account_id, from_id, id, latest_id, count, last_post_id)
        VALUES (:bucket, :account_id, :from_id, :id, :id, 1, :last_post_id)
        ON CONFLICT (bucket, account_id, from_id) DO UPDATE SET
          count = q.count + 1,
          latest_id = CASE WHEN excluded.latest_id > q.latest_id
                           THEN excluded.latest_id ELSE q.latest_id END,
          last_post_id = COALESCE(excluded.last_post_id, q.last_post_id)
        """,
        from_id=held.from_id,
        id=held.id,
        last_post_id=last_post_id,
        **_whose(account_id),
    )


def page(tx: ReadTransaction, account_id: AccountId, asked: Stretch) -> list[Request]:
    """Return the requests of people who may be heard, in the direction asked for."""
    return tx.all(
        Request,
        f"""
        SELECT {_REQUEST} {_FROM}
        WHERE q.bucket = :bucket AND q.account_id = :account_id
          AND q.id < :before AND q.id > :after AND {_SHOWN}
        ORDER BY q.id {_order(asked)} LIMIT :limit
        """,
        now_ms=now_ms(),
        **_range(asked),
        **_whose(account_id),
    )


def by_ids(tx: ReadTransaction, account_id: AccountId, ids: Collection[int]) -> list[Request]:
    """Return those of the requests that wait for an answer."""
    return tx.all(
        Request,
        f"""
        SELECT {_REQUEST} {_FROM}
        WHERE q.bucket = :bucket AND q.account_id = :account_id AND q.id IN :ids AND {_SHOWN}
        """,
        ids=list(ids),
        now_ms=now_ms(),
        **_whose(account_id),
    )


def by_senders(
    tx: ReadTransaction, account_id: AccountId, senders: Collection[AccountId]
) -> list[Request]:
    """Return the requests of these senders that wait for an answer."""
    return tx.all(
        Request,
        f"""
        SELECT {_REQUEST} {_FROM}
        WHERE q.bucket = :bucket AND q.account_id = :account_id AND q.from_id IN :senders
          AND {_SHOWN}
        """,
        senders=list(senders),
        now_ms=now_ms(),
        **_whose(account_id),
    )


def pending(tx: ReadTransaction, account_id: AccountId, *, most: int) -> tuple[int, int]:
    """Return how many requests wait, looking at no more than `most`, and what they hold."""
    found = tx.rows(
        f"""
        SELECT COUNT(*), COALESCE(SUM(count), 0) FROM (
          SELECT q.count {_FROM}
          WHERE q.bucket = :bucket AND q.account_id = :account_id AND {_SHOWN} LIMIT :most
        ) AS waiting
        """,
        most=most,
        now_ms=now_ms(),
        **_whose(account_id),
    )[0]
    return int(found[0]), int(found[1])


def begin_merging(tx: Transaction, account_id: AccountId, from_id: AccountId) -> None:
    """Mark a request as accepted: it shows no more, what it holds is on its way."""
    tx.execute(
        """
        UPDATE notification_requests SET accepted = 1
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
        """,
        from_id=from_id,
        **_whose(account_id),
    )


def is_merging(tx: ReadTransaction, account_id: AccountId) -> bool:
    """Return whether something accepted has not arrived yet."""
    found = tx.value(
        """
        SELECT 1 FROM notification_requests
        WHERE bucket = :bucket AND account_id = :account_id AND accepted = 1 LIMIT 1
        """,
        **_whose(account_id),
    )
    return found is not None


def recount(
    tx: Transaction, account_id: AccountId, from_id: AccountId, *, by_sender: Collection[int]
) -> None:
    """Let a request say what is held back now; without anything there is no request."""
    tx.execute(
        """
        UPDATE notification_requests SET
          count = (SELECT COUNT(*) FROM held_notifications h
                   WHERE h.bucket = :bucket AND h.account_id = :account_id
                     AND h.from_id = :from_id),
          latest_id = COALESCE(
            (SELECT MAX(h.id) FROM held_notifications h
             WHERE h.bucket = :bucket AND h.account_id = :account_id AND h.from_id = :from_id),
            latest_id),
          last_post_id = (
            SELECT h.post_id FROM held_notifications h
            WHERE h.bucket = :bucket AND h.account_id = :account_id AND h.from_id = :from_id
              AND h.type IN :by_sender
            ORDER BY h.id DESC LIMIT 1)
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
        """,
        from_id=from_id,
        by_sender=list(by_sender),
        **_whose(account_id),
    )
    tx.execute(
        """
        DELETE FROM notification_requests
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
          AND count = 0 AND accepted = 0
        """,
        from_id=from_id,
        **_whose(account_id),
    )


def remove(tx: Transaction, account_id: AccountId, from_id: AccountId) -> None:
    """Remove a request."""
    tx.execute(
        """
        DELETE FROM notification_requests
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
        """,
        from_id=from_id,
        **_whose(account_id),
    )


def remove_of(tx: Transaction, account_id: AccountId) -> int:
    """Remove every request that was made to somebody; returns how many."""
    return tx.execute(
        "DELETE FROM notification_requests WHERE bucket = :bucket AND account_id = :account_id",
        **_whose(account_id),
    )


def remove_by(tx: Transaction, from_id: AccountId) -> int:
    """Remove every request that a sender made; returns how many."""
    return tx.execute("DELETE FROM notification_requests WHERE from_id = :id", id=from_id)


def _whose(account_id: AccountId) -> dict[str, int]:
    return {"bucket": bucket_of(account_id), "account_id": account_id}


def _range(asked: Stretch) -> dict[str, int]:
    return {"before": asked.before, "after": asked.after, "limit": asked.limit}


def _order(asked: Stretch) -> str:
    return "ASC" if asked.upwards else "DESC"
