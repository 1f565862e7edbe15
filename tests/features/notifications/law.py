"""The law of groups: they say what GROUP BY over the notifications says."""

import json
from collections import defaultdict
from typing import Any

from arengo.base.ids import AccountId, bucket_of
from arengo.social.notifications.model import SAMPLE_SIZE
from arengo.storage import ReadTransaction

Said = dict[str, tuple[Any, ...]]


def told(tx: ReadTransaction, account_id: AccountId) -> list[tuple[Any, ...]]:
    """Return (id, type, from, post, group) of all that somebody was told, newest first."""
    return tx.rows(
        "SELECT id, type, from_id, post_id, group_key FROM notifications "
        "WHERE bucket = :bucket AND account_id = :account_id ORDER BY id DESC",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def said(tx: ReadTransaction, account_id: AccountId) -> Said:
    """Return what the group rows say: key → (latest, first, count, type, post, sample)."""
    rows = tx.rows(
        "SELECT group_key, latest_id, first_id, count, type, post_id, sample "
        "FROM notification_groups WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return {row[0]: (*row[1:6], tuple(json.loads(row[6]))) for row in rows}


def should_say(tx: ReadTransaction, account_id: AccountId) -> Said:
    """Return what they ought to say, counted anew."""
    members: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in told(tx, account_id):
        members[row[4]].append(row)
    return {
        key: (
            rows[0][0],
            rows[-1][0],
            len(rows),
            rows[0][1],
            rows[0][3],
            tuple(row[2] for row in rows[:SAMPLE_SIZE]),
        )
        for key, rows in members.items()
    }


def both(tx: ReadTransaction, account_id: AccountId) -> tuple[Said, Said]:
    """Return what is said and what should be, from one snapshot."""
    return said(tx, account_id), should_say(tx, account_id)
