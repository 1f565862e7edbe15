"""The rows of conversations and of the letters in them.

Owns: conversations, conversation_posts.
"""

from collections.abc import Sequence
from typing import Any

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.messages.model import Conversation
from arengo.storage import ReadTransaction, Transaction


def _conversation(*columns: Any) -> Conversation:
    number, account_id, root_id, people, last_id, unread = columns
    others = tuple(AccountId(int(each)) for each in people.split(",") if each)
    return Conversation(number, account_id, root_id, others, last_id, bool(unread))


def _written(people: Sequence[AccountId]) -> str:
    return ",".join(map(str, people))


def conversation_by_id(tx: ReadTransaction, conversation_id: int) -> Conversation | None:
    """Return a conversation, whoever asks."""
    return tx.one(
        _conversation,
        """
        SELECT id, account_id, root_id, people, last_id, unread FROM conversations
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(conversation_id),
        id=conversation_id,
    )


def conversation_with(
    tx: ReadTransaction, owner: AccountId, *, root_id: PostId, people: Sequence[AccountId]
) -> Conversation | None:
    """Return what somebody has of a thread with exactly these people."""
    return tx.one(
        _conversation,
        """
        SELECT id, account_id, root_id, people, last_id, unread FROM conversations
        WHERE bucket = :bucket AND account_id = :owner AND root_id = :root_id
          AND people = :people
        """,
        bucket=bucket_of(owner),
        owner=owner,
        root_id=root_id,
        people=_written(people),
    )


def page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[Conversation]:
    """Return somebody's conversations by their last letters, in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        _conversation,
        f"""
        SELECT id, account_id, root_id, people, last_id, unread FROM conversations
        WHERE bucket = :bucket AND account_id = :owner AND last_id < :before AND last_id > :after
        ORDER BY last_id {order} LIMIT :limit
        """,
        bucket=bucket_of(owner),
        owner=owner,
        before=before,
        after=after,
        limit=limit,
    )


def count_unread(tx: ReadTransaction, owner: AccountId, *, most: int) -> int:
    """Return how many of somebody's last conversations wait to be read."""
    found: int = tx.value(
        """
        SELECT count(*) FROM (
          SELECT unread FROM conversations WHERE bucket = :bucket AND account_id = :owner
          ORDER BY last_id DESC LIMIT :most) AS latest
        WHERE unread = 1
        """,
        bucket=bucket_of(owner),
        owner=owner,
        most=most,
    )
    return found


def add(tx: Transaction, made: Conversation) -> None:
    """Insert a new conversation."""
    tx.execute(
        """
        INSERT INTO conversations (bucket, id, account_id, root_id, people, last_id, unread)
        VALUES (:bucket, :id, :account_id, :root_id, :people, :last_id, :unread)
        """,
        bucket=bucket_of(made.id),
        id=made.id,
        account_id=made.account_id,
        root_id=made.root_id,
        people=_written(made.people),
        last_id=made.last_id,
        unread=int(made.unread),
    )


def put(tx: Transaction, conversation_id: int, *, last_id: PostId, unread: bool) -> None:
    """Write which letter is the last, and whether it waits to be read."""
    tx.execute(
        """
        UPDATE conversations SET last_id = :last_id, unread = :unread
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(conversation_id),
        id=conversation_id,
        last_id=last_id,
        unread=int(unread),
    )


def add_post(tx: Transaction, owner: AccountId, *, conversation_id: int, post_id: PostId) -> None:
    """Put a letter into a conversation; one that is in it already stays where it is."""
    tx.execute(
        """
        INSERT INTO conversation_posts (bucket, account_id, post_id, conversation_id)
        VALUES (:bucket, :owner, :post_id, :conversation_id)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(owner),
        owner=owner,
        post_id=post_id,
        conversation_id=conversation_id,
    )


def conversation_of_post(tx: ReadTransaction, owner: AccountId, post_id: PostId) -> int | None:
    """Return in which of somebody's conversations a letter stands."""
    found: int | None = tx.value(
        """
        SELECT conversation_id FROM conversation_posts
        WHERE bucket = :bucket AND account_id = :owner AND post_id = :post_id
        """,
        bucket=bucket_of(owner),
        owner=owner,
        post_id=post_id,
    )
    return found


def remove_post(tx: Transaction, owner: AccountId, post_id: PostId) -> None:
    """Take a letter out of somebody's conversation."""
    tx.execute(
        """
        DELETE FROM conversation_posts
        WHERE bucket = :bucket AND account_id = :owner AND post_id = :post_id
        """,
        bucket=bucket_of(owner),
        owner=owner,
        post_id=post_id,
    )


def last_post(tx: ReadTransaction, owner: AccountId, conversation_id: int) -> PostId | None:
    """Return the last letter of a conversation; None when none is left."""
    found: PostId | None = tx.value(
        """
        SELECT post_id FROM conversation_posts
        WHERE bucket = :bucket AND account_id = :owner AND conversation_id = :conversation_id
        ORDER BY post_id DESC LIMIT 1
        """,
        bucket=bucket_of(owner),
        owner=owner,
        conversation_id=conversation_id,
    )
    return found


def posts_page(
    tx: ReadTransaction, owner: AccountId, conversation_id: int, *, before: int, limit: int
) -> list[PostId]:
    """Return the letters of a conversation, the last one first."""
    rows = tx.rows(
        """
        SELECT post_id FROM conversation_posts
        WHERE bucket = :bucket AND account_id = :owner AND conversation_id = :conversation_id
          AND post_id < :before
        ORDER BY post_id DESC LIMIT :limit
        """,
        bucket=bucket_of(owner),
        owner=owner,
        conversation_id=conversation_id,
        before=before,
        limit=limit,
    )
    return [PostId(row[0]) for row in rows]


def remove(tx: Transaction, owner: AccountId, conversation_id: int) -> None:
    """Remove a conversation of somebody with all that it lists; the letters themselves stay."""
    key = {"bucket": bucket_of(owner), "owner": owner, "id": conversation_id}
    tx.execute(
        """
        DELETE FROM conversation_posts
        WHERE bucket = :bucket AND account_id = :owner AND conversation_id = :id
        """,
        **key,
    )
    tx.execute(
        "DELETE FROM conversations WHERE bucket = :bucket AND account_id = :owner AND id = :id",
        **key,
    )


def some_with(tx: ReadTransaction, owner: AccountId, other: AccountId, *, limit: int) -> list[int]:
    """Return conversations of somebody in which somebody takes part."""
    rows = tx.rows(
        """
        SELECT id FROM conversations
        WHERE bucket = :bucket AND account_id = :owner AND ',' || people || ',' LIKE :other
        ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(owner),
        owner=owner,
        other=f"%,{other},%",
        limit=limit,
    )
    return [row[0] for row in rows]
