"""The rows of lists and of who is in them.

Owns: lists, list_members.
"""

from collections.abc import Collection, Sequence
from typing import Any

from arengo.base.ids import AccountId, bucket_of, new_id
from arengo.social.follows.lists.model import List, Replies
from arengo.storage import ReadTransaction, Transaction


def _list(*columns: Any) -> List:
    list_id, account_id, title, replies, exclusive, feed = columns
    return List(list_id, AccountId(account_id), title, Replies(replies), bool(exclusive), feed)


def list_by_id(tx: ReadTransaction, list_id: int) -> List | None:
    """Return a list, whoever asks."""
    return tx.one(
        _list,
        """
        SELECT id, account_id, title, replies, exclusive, feed FROM lists
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(list_id),
        id=list_id,
    )


def lists_of(tx: ReadTransaction, owner: AccountId, *, limit: int) -> list[List]:
    """Return the lists that somebody made, oldest first."""
    return tx.all(
        _list,
        """
        SELECT id, account_id, title, replies, exclusive, feed FROM lists
        WHERE bucket = :bucket AND account_id = :owner ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(owner),
        owner=owner,
        limit=limit,
    )


def lists_with(
    tx: ReadTransaction, owner: AccountId, target: AccountId, *, limit: int
) -> list[List]:
    """Return those of somebody's lists in which somebody is, oldest first."""
    return tx.all(
        _list,
        """
        SELECT l.id, l.account_id, l.title, l.replies, l.exclusive, l.feed
        FROM list_members m JOIN lists l ON l.bucket = :bucket AND l.id = m.list_id
        WHERE m.bucket = :bucket AND m.account_id = :owner AND m.target_id = :target
        ORDER BY m.list_id LIMIT :limit
        """,
        bucket=bucket_of(owner),
        owner=owner,
        target=target,
        limit=limit,
    )


def add_list(tx: Transaction, made: List) -> None:
    """Insert a new list."""
    tx.execute(
        """
        INSERT INTO lists (bucket, id, account_id, title, replies, exclusive)
        VALUES (:bucket, :id, :account_id, :title, :replies, :exclusive)
        """,
        bucket=bucket_of(made.id),
        id=made.id,
        account_id=made.account_id,
        title=made.title,
        replies=int(made.replies),
        exclusive=int(made.exclusive),
    )


def put_list(tx: Transaction, changed: List) -> None:
    """Write what a change may change."""
    tx.execute(
        """
        UPDATE lists SET title = :title, replies = :replies, exclusive = :exclusive
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(changed.id),
        id=changed.id,
        title=changed.title,
        replies=int(changed.replies),
        exclusive=int(changed.exclusive),
    )


def renew_feed(tx: Transaction, list_id: int) -> None:
    """Let the address of a list's feed be another."""
    tx.execute(
        "UPDATE lists SET feed = feed + 1 WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(list_id),
        id=list_id,
    )


def remove_list(tx: Transaction, list_id: int) -> None:
    """Remove a list and its members."""
    key = {"bucket": bucket_of(list_id), "id": list_id}
    tx.execute("DELETE FROM list_members WHERE bucket = :bucket AND list_id = :id", **key)
    tx.execute("DELETE FROM lists WHERE bucket = :bucket AND id = :id", **key)


def members_among(
    tx: ReadTransaction, list_id: int, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is in a list."""
    rows = tx.rows(
        """
        SELECT target_id FROM list_members
        WHERE bucket = :bucket AND list_id = :list_id AND target_id IN :people
        """,
        bucket=bucket_of(list_id),
        list_id=list_id,
        people=list(people),
    )
    return {AccountId(row[0]) for row in rows}


def add_members(tx: Transaction, of: List, people: Sequence[AccountId]) -> None:
    """Put people into a list."""
    tx.execute_many(
        """
        INSERT INTO list_members (bucket, list_id, target_id, account_id, id)
        VALUES (:bucket, :list_id, :target_id, :account_id, :id)
        """,
        [
            {
                "bucket": bucket_of(of.id),
                "list_id": of.id,
                "target_id": each,
                "account_id": of.account_id,
                "id": new_id(of.account_id),
            }
            for each in people
        ],
    )


def remove_members(tx: Transaction, list_id: int, people: Collection[AccountId]) -> None:
    """Take people out of a list."""
    tx.execute(
        """
        DELETE FROM list_members
        WHERE bucket = :bucket AND list_id = :list_id AND target_id IN :people
        """,
        bucket=bucket_of(list_id),
        list_id=list_id,
        people=list(people),
    )


def remove_from_all(tx: Transaction, owner: AccountId, target: AccountId) -> None:
    """Take somebody out of every list of somebody."""
    tx.execute(
        """
        DELETE FROM list_members
        WHERE bucket = :bucket AND account_id = :owner AND target_id = :target
        """,
        bucket=bucket_of(owner),
        owner=owner,
        target=target,
    )


def members_page(
    tx: ReadTransaction, list_id: int, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who) of a list in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, target_id FROM list_members
        WHERE bucket = :bucket AND list_id = :list_id AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(list_id),
        list_id=list_id,
        before=before,
        after=after,
        limit=limit,
    )
    return [(row[0], AccountId(row[1])) for row in rows]
