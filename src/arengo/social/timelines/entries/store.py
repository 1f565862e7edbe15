"""Entries of public and tag timelines; followed tags.

Owns: tags, tag_entries, public_entries, followed_tags.
"""

from collections.abc import Collection, Sequence

from arengo.base.clock import HOUR_MS
from arengo.base.ids import BUCKETS, AccountId, PostId, bucket_of, new_id, time_of
from arengo.social.timelines.model import FollowedTag, Tag
from arengo.storage import ReadTransaction, Transaction


def bucket_of_tag(tag_id: int) -> int:
    """Return the bucket of a tag: the low bits of its id."""
    return tag_id & (BUCKETS - 1)


def bucket_of_hour(post_id: PostId) -> int:
    """Return the bucket of the hour a post was made in."""
    return (time_of(post_id) // HOUR_MS) & (BUCKETS - 1)


def add_public(tx: Transaction, *, post_id: PostId, account_id: AccountId, flags: int) -> None:
    """Put a post into the public timeline, or change its flags there."""
    tx.execute(
        """
        INSERT INTO public_entries (bucket, post_id, account_id, flags)
        VALUES (:bucket, :post_id, :account_id, :flags)
        ON CONFLICT (bucket, post_id) DO UPDATE SET flags = excluded.flags
        """,
        bucket=bucket_of_hour(post_id),
        post_id=post_id,
        account_id=account_id,
        flags=flags,
    )


def remove_public(tx: Transaction, post_id: PostId) -> None:
    """Take a post out of the public timeline."""
    tx.execute(
        "DELETE FROM public_entries WHERE bucket = :bucket AND post_id = :post_id",
        bucket=bucket_of_hour(post_id),
        post_id=post_id,
    )


def add_tags(
    tx: Transaction, tags: Sequence[tuple[int, str]], *, post_id: PostId, account_id: AccountId
) -> None:
    """Put a post into the timelines of its tags, which come to exist with their first post."""
    rows = [
        {
            "bucket": bucket_of_tag(tag_id),
            "tag_id": tag_id,
            "name": name.encode(),
            "post_id": post_id,
            "account_id": account_id,
        }
        for tag_id, name in tags
    ]
    tx.execute_many(
        """
        INSERT INTO tags (bucket, id, name) VALUES (:bucket, :tag_id, :name)
        ON CONFLICT DO NOTHING
        """,
        [{name: row[name] for name in ("bucket", "tag_id", "name")} for row in rows],
    )
    tx.execute_many(
        """
        INSERT INTO tag_entries (bucket, tag_id, post_id, account_id)
        VALUES (:bucket, :tag_id, :post_id, :account_id)
        ON CONFLICT DO NOTHING
        """,
        [{n: v for n, v in row.items() if n != "name"} for row in rows],
    )


def remove_tags(tx: Transaction, tag_ids: Sequence[int], *, post_id: PostId) -> None:
    """Take a post out of the timelines of tags."""
    tx.execute_many(
        """
        DELETE FROM tag_entries
        WHERE bucket = :bucket AND tag_id = :tag_id AND post_id = :post_id
        """,
        [{"bucket": bucket_of_tag(t), "tag_id": t, "post_id": post_id} for t in tag_ids],
    )
    # A tag whose last post goes while another comes may lose its name; its next post restores it.
    tx.execute_many(
        """
        DELETE FROM tags
        WHERE bucket = :bucket AND id = :tag_id AND NOT EXISTS (
          SELECT 1 FROM tag_entries WHERE bucket = :bucket AND tag_id = :tag_id)
        """,
        [{"bucket": bucket_of_tag(t), "tag_id": t} for t in tag_ids],
    )


def tags_by_prefix(tx: ReadTransaction, prefix: bytes, *, limit: int, offset: int) -> list[Tag]:
    """Return tags of public posts whose names begin so, in the order of the names."""
    rows = tx.rows(
        """
        SELECT id, name FROM tags
        WHERE name >= :low AND name < :high ORDER BY name LIMIT :limit OFFSET :offset
        """,
        low=prefix,
        high=prefix + b"\xff",
        limit=limit,
        offset=offset,
    )
    return [Tag(row[0], bytes(row[1]).decode()) for row in rows]


def tags_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Tag]:
    """Return those of the tags that are in use, in no order."""
    rows = tx.rows(
        "SELECT id, name FROM tags WHERE bucket IN :buckets AND id IN :ids",
        buckets=list({bucket_of_tag(each) for each in ids}),
        ids=list(ids),
    )
    return [Tag(row[0], bytes(row[1]).decode()) for row in rows]


def tags_page(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[Tag]:
    """Return tags in use by their ids: a scatter, for the staff."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, name FROM tags WHERE id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        before=before,
        after=after,
        limit=limit,
    )
    return [Tag(row[0], bytes(row[1]).decode()) for row in rows]


def recent_uses(
    tx: ReadTransaction, tag_id: int, *, after: int, limit: int
) -> list[tuple[PostId, AccountId]]:
    """Return (post, author) of a tag's newest uses, for its history."""
    rows = tx.rows(
        """
        SELECT post_id, account_id FROM tag_entries
        WHERE bucket = :bucket AND tag_id = :tag_id AND post_id > :after
        ORDER BY post_id DESC LIMIT :limit
        """,
        bucket=bucket_of_tag(tag_id),
        tag_id=tag_id,
        after=after,
        limit=limit,
    )
    return [(PostId(row[0]), AccountId(row[1])) for row in rows]


def follow_tag(tx: Transaction, *, account_id: AccountId, tag_id: int, name: str) -> None:
    """Follow a tag; twice is once."""
    tx.execute(
        """
        INSERT INTO followed_tags (bucket, account_id, tag_id, id, name)
        VALUES (:bucket, :account_id, :tag_id, :id, :name)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_id=tag_id,
        id=new_id(account_id),
        name=name,
    )


def unfollow_tag(tx: Transaction, *, account_id: AccountId, tag_id: int) -> None:
    """Follow it no longer."""
    tx.execute(
        """
        DELETE FROM followed_tags
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id = :tag_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_id=tag_id,
    )


def unfollow_all_tags(tx: Transaction, *, account_id: AccountId) -> int:
    """Forget what an account that is going followed; returns how many tags."""
    return tx.execute(
        "DELETE FROM followed_tags WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def followed_tags(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[FollowedTag]:
    """Return the tags that an account follows, in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        FollowedTag,
        f"""
        SELECT id, tag_id, name FROM followed_tags
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        after=after,
        limit=limit,
    )


def followed_among(tx: ReadTransaction, account_id: AccountId, ids: Collection[int]) -> set[int]:
    """Return which of these tags an account follows."""
    rows = tx.rows(
        """
        SELECT tag_id FROM followed_tags
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id IN :ids
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        ids=list(ids),
    )
    return {row[0] for row in rows}


def follows_tag(tx: ReadTransaction, account_id: AccountId, tag_id: int) -> bool:
    """Return whether an account follows a tag."""
    found = tx.row(
        """
        SELECT 1 FROM followed_tags
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id = :tag_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_id=tag_id,
    )
    return found is not None
