"""The rows of push subscriptions.

Owns: push_subscriptions.
Reads: follows.
"""

from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.notifications.model import NotificationType
from arengo.social.notifications.push.model import (
    LETTERS,
    Address,
    Subscription,
    Wishes,
    packed,
    unpacked,
)
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = (
    "id, account_id, token_id, alerts, policy, standard, endpoint, p256dh, auth, token"
)


def by_token(tx: ReadTransaction, token_id: int) -> Subscription | None:
    """Return the subscription that was made with a token."""
    return tx.one(
        _subscription,
        f"SELECT {_COLUMNS} FROM push_subscriptions WHERE bucket = :bucket AND token_id = :id",
        bucket=bucket_of(token_id),
        id=token_id,
    )


def wanting(
    tx: ReadTransaction, account_id: AccountId, type: NotificationType, from_id: AccountId
) -> list[tuple[int, int]]:
    """Return (token, subscription) of those that want to hear this of this sender."""
    rows = tx.rows(
        """
        SELECT u.token_id, u.id FROM push_subscriptions u
        WHERE u.bucket = :bucket AND u.account_id = :account_id AND (u.alerts & :alert) <> 0
          AND (u.policy = 0
            OR u.policy = 1 AND EXISTS (
              SELECT 1 FROM follows f WHERE f.bucket = :bucket AND f.account_id = :account_id
                AND f.target_id = :from_id)
            OR u.policy = 2 AND EXISTS (
              SELECT 1 FROM follows g WHERE g.bucket = :from_bucket AND g.account_id = :from_id
                AND g.target_id = :account_id))
        ORDER BY u.token_id LIMIT 100
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        alert=1 << type,
        from_id=from_id,
        from_bucket=bucket_of(from_id),
    )
    return [(row[0], row[1]) for row in rows]


def wanting_letters(
    tx: ReadTransaction, buckets: range, *, after: int, limit: int
) -> list[tuple[int, int]]:
    """Return (token, subscription) of those that want to hear of open letters, by their token."""
    rows = tx.rows(
        """
        SELECT token_id, id FROM push_subscriptions
        WHERE bucket BETWEEN :low AND :high AND token_id > :after AND (alerts & :alert) <> 0
        ORDER BY token_id LIMIT :limit
        """,
        low=buckets.start,
        high=buckets.stop - 1,
        after=after,
        alert=LETTERS,
        limit=limit,
    )
    return [(row[0], row[1]) for row in rows]


def put(tx: Transaction, subscription: Subscription) -> None:
    """Write the subscription of a token in place of the one that it had."""
    address, wishes = subscription.address, subscription.wishes
    tx.execute(
        """
        INSERT INTO push_subscriptions
          (bucket, token_id, account_id, id, alerts, policy, standard, endpoint, p256dh, auth,
           token)
        VALUES
          (:bucket, :token_id, :account_id, :id, :alerts, :policy, :standard, :endpoint, :p256dh,
           :auth, :token)
        ON CONFLICT (bucket, token_id) DO UPDATE SET
          id = excluded.id, alerts = excluded.alerts, policy = excluded.policy,
          standard = excluded.standard, endpoint = excluded.endpoint,
          p256dh = excluded.p256dh, auth = excluded.auth, token = excluded.token
        """,
        bucket=bucket_of(subscription.token_id),
        token_id=subscription.token_id,
        account_id=subscription.account_id,
        id=subscription.id,
        alerts=packed(wishes),
        policy=int(wishes.senders),
        standard=int(address.standard),
        endpoint=address.endpoint,
        p256dh=address.p256dh,
        auth=address.auth,
        token=address.token,
    )


def change(tx: Transaction, token_id: int, wishes: Wishes) -> int:
    """Write when to wake somebody; returns 0 when the token has no subscription."""
    return tx.execute(
        """
        UPDATE push_subscriptions SET alerts = :alerts, policy = :policy
        WHERE bucket = :bucket AND token_id = :token_id
        """,
        bucket=bucket_of(token_id),
        token_id=token_id,
        alerts=packed(wishes),
        policy=int(wishes.senders),
    )


def remove(tx: Transaction, token_id: int) -> None:
    """Remove the subscription of a token."""
    tx.execute(
        "DELETE FROM push_subscriptions WHERE bucket = :bucket AND token_id = :token_id",
        bucket=bucket_of(token_id),
        token_id=token_id,
    )


def remove_one(tx: Transaction, token_id: int, subscription_id: int) -> None:
    """Remove one subscription, unless the token has another by now."""
    tx.execute(
        """
        DELETE FROM push_subscriptions
        WHERE bucket = :bucket AND token_id = :token_id AND id = :id
        """,
        bucket=bucket_of(token_id),
        token_id=token_id,
        id=subscription_id,
    )


def _subscription(*columns: Any) -> Subscription:
    number, account_id, token_id, alerts, senders, standard, endpoint, *secrets = columns
    p256dh, auth, token = map(bytes, secrets)
    return Subscription(
        id=number,
        account_id=account_id,
        token_id=token_id,
        address=Address(
            endpoint=endpoint, p256dh=p256dh, auth=auth, standard=bool(standard), token=token
        ),
        wishes=unpacked(alerts, senders),
    )
