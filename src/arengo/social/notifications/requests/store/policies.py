"""Who has which policy, who is always heard, and what a sender is to somebody.

Owns: notification_policies, notification_permissions.
Reads: follows, thread_entries, posts, mentions.
"""

from typing import Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.notifications.model import News
from arengo.social.notifications.requests.model import Standing
from arengo.storage import ReadTransaction, Transaction

# Visibility 3 is a letter: one that the recipient wrote to the sender, in the same conversation.
_STANDING: Final = """
SELECT
  (SELECT COUNT(*) FROM follows f
   WHERE f.bucket = :bucket AND f.account_id = :account_id AND f.target_id = :from_id),
  (SELECT COUNT(*) FROM follows g
   WHERE g.bucket = :from_bucket AND g.account_id = :from_id AND g.target_id = :account_id),
  (SELECT COUNT(*) FROM notification_permissions n
   WHERE n.bucket = :bucket AND n.account_id = :account_id AND n.from_id = :from_id),
  (SELECT COUNT(*) FROM (
     SELECT CAST(:thread_id AS bigint) AS id
     UNION ALL
     SELECT t.post_id FROM thread_entries t
     WHERE t.bucket = :thread_bucket AND t.root_id = :thread_id AND t.account_id = :account_id) w
   JOIN posts p ON p.bucket = :bucket AND p.id = w.id
   JOIN mentions m ON m.bucket = :from_bucket AND m.account_id = :from_id AND m.post_id = p.id
   WHERE p.account_id = :account_id AND p.visibility = 3)
"""


def rules_of(tx: ReadTransaction, account_id: AccountId) -> int | None:
    """Return somebody's rules as they are stored; None when they never changed them."""
    found: int | None = tx.value(
        """
        SELECT rules FROM notification_policies
        WHERE bucket = :bucket AND account_id = :account_id
        """,
        **_whose(account_id),
    )
    return found


def put_rules(tx: Transaction, account_id: AccountId, rules: int) -> None:
    """Write somebody's rules."""
    tx.execute(
        """
        INSERT INTO notification_policies (bucket, account_id, rules)
        VALUES (:bucket, :account_id, :rules)
        ON CONFLICT (bucket, account_id) DO UPDATE SET rules = excluded.rules
        """,
        rules=rules,
        **_whose(account_id),
    )


def standing(tx: ReadTransaction, account_id: AccountId, news: News) -> Standing:
    """Return what the sender of some news is to somebody."""
    thread_id = news.thread_id if news.is_letter and news.thread_id else 0
    found = tx.one(
        Standing,
        _STANDING,
        from_id=news.from_id,
        from_bucket=bucket_of(news.from_id),
        thread_id=thread_id,
        thread_bucket=bucket_of(thread_id),
        **_whose(account_id),
    )
    assert found is not None
    return found


def permit(tx: Transaction, account_id: AccountId, from_id: AccountId) -> None:
    """Let a sender be heard, whatever the policy says."""
    tx.execute(
        """
        INSERT INTO notification_permissions (bucket, account_id, from_id)
        VALUES (:bucket, :account_id, :from_id) ON CONFLICT DO NOTHING
        """,
        from_id=from_id,
        **_whose(account_id),
    )


def forbid(tx: Transaction, account_id: AccountId, from_id: AccountId) -> None:
    """Let the policy hold for a sender again."""
    tx.execute(
        """
        DELETE FROM notification_permissions
        WHERE bucket = :bucket AND account_id = :account_id AND from_id = :from_id
        """,
        from_id=from_id,
        **_whose(account_id),
    )


def remove_of(tx: Transaction, account_id: AccountId) -> int:
    """Remove what somebody decided, and their permissions; returns how many rows went."""
    gone = tx.execute(
        "DELETE FROM notification_policies WHERE bucket = :bucket AND account_id = :account_id",
        **_whose(account_id),
    )
    return gone + tx.execute(
        "DELETE FROM notification_permissions WHERE bucket = :bucket AND account_id = :account_id",
        **_whose(account_id),
    )


def remove_about(tx: Transaction, from_id: AccountId) -> int:
    """Remove every permission that a sender has; returns how many."""
    return tx.execute("DELETE FROM notification_permissions WHERE from_id = :id", id=from_id)


def _whose(account_id: AccountId) -> dict[str, int]:
    return {"bucket": bucket_of(account_id), "account_id": account_id}
