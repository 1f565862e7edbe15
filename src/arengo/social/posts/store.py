"""Posts themselves.

Owns: posts, post_stats, post_edits, idempotency_keys, mentions.
Reads: accounts, follows, relations.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.model import Edit, Extra, Post, PostFlag, Visibility
from arengo.storage import ReadTransaction, Transaction

_extra: Final = msgspec.json.Decoder(Extra)
_edit: Final = msgspec.json.Decoder(Edit)

_AND_STAYS: Final = {"sqlite": "", "postgresql": "FOR KEY SHARE"}  # whoever deletes it must wait


def _post(*columns: Any) -> Post:
    (post_id, ver, account_id, visibility, flags, *rest) = columns
    (
        reply_to_id,
        reply_to_account_id,
        boost_of_id,
        root_id,
        text,
        spoiler,
        language,
        extra,
        edited,
    ) = rest
    return Post(
        id=post_id,
        ver=ver,
        account_id=account_id,
        visibility=Visibility(visibility),
        flags=PostFlag(flags),
        reply_to_id=reply_to_id,
        reply_to_account_id=reply_to_account_id,
        boost_of_id=boost_of_id,
        root_id=root_id,
        text=text,
        spoiler=spoiler,
        language=language,
        extra=_extra.decode(extra),
        edited_ms=edited,
    )


def post_by_id(tx: ReadTransaction, post_id: PostId) -> Post | None:
    """Return a post, whoever asks."""
    return tx.one(
        _post,
        """
        SELECT id, ver, account_id, visibility, flags, reply_to_id, reply_to_account_id,
               boost_of_id, root_id, text, spoiler, language, extra, edited_ms
        FROM posts WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(post_id),
        id=post_id,
    )


def posts_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Post]:
    """Return those of the posts that exist, in no order."""
    return tx.all(
        _post,
        """
        SELECT id, ver, account_id, visibility, flags, reply_to_id, reply_to_account_id,
               boost_of_id, root_id, text, spoiler, language, extra, edited_ms
        FROM posts WHERE bucket IN :buckets AND id IN :ids
        """,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


_VISIBLE: Final = """
SELECT p.id
FROM posts p
JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
LEFT JOIN posts t ON t.bucket = ((p.boost_of_id >> 6) & 1023) AND t.id = p.boost_of_id
LEFT JOIN accounts b ON b.bucket = t.bucket AND b.id = t.account_id
WHERE p.bucket IN :buckets AND p.id IN :ids
  AND (p.boost_of_id IS NULL OR (b.flags & 288) = 0)  -- a boost is there as long as its post
  AND ((a.flags & 288) = 0 OR p.account_id = :viewer)
  AND (p.visibility <= 1
       OR p.account_id = :viewer
       OR (p.visibility = 2 AND EXISTS (
             SELECT 1 FROM follows f
             WHERE f.bucket = :bucket AND f.account_id = :viewer AND f.target_id = p.account_id))
       OR EXISTS (
             SELECT 1 FROM mentions m
             WHERE m.bucket = :bucket AND m.account_id = :viewer AND m.post_id = p.id))
  AND NOT EXISTS (
        SELECT 1 FROM relations r
        WHERE r.bucket = :bucket AND r.account_id = :viewer AND r.kind IN (1, 2)
          AND r.target_id IN (p.account_id, COALESCE(t.account_id, 0)))
"""


def visible_ids(tx: ReadTransaction, ids: Collection[int], *, viewer: AccountId | None) -> set[int]:
    """Return those of the posts that this viewer may see (nobody: what is public or unlisted)."""
    rows = tx.rows(
        _VISIBLE,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
        viewer=viewer or 0,
        bucket=bucket_of(viewer or 0),
    )
    return {row[0] for row in rows}


def add_post(tx: Transaction, post: Post) -> None:
    """Insert the row of a post; a colliding id makes the writer run the verb again."""
    tx.execute(
        """
        INSERT INTO posts (bucket, id, account_id, visibility, flags, reply_to_id,
                           reply_to_account_id, root_id, text, spoiler, language, extra)
        VALUES (:bucket, :id, :account_id, :visibility, :flags, :reply_to_id,
                :reply_to_account_id, :root_id, :text, :spoiler, :language, :extra)
        """,
        bucket=bucket_of(post.id),
        id=post.id,
        account_id=post.account_id,
        visibility=int(post.visibility),
        flags=int(post.flags),
        reply_to_id=post.reply_to_id,
        reply_to_account_id=post.reply_to_account_id,
        root_id=post.root_id,
        text=post.text,
        spoiler=post.spoiler,
        language=post.language,
        extra=_json(post.extra),
    )


def change_post(tx: Transaction, post: Post) -> None:
    """Write what an edit may change, and raise the version."""
    tx.execute(
        """
        UPDATE posts SET text = :text, spoiler = :spoiler, language = :language, flags = :flags,
                         extra = :extra, edited_ms = :edited_ms, ver = ver + 1
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(post.id),
        id=post.id,
        text=post.text,
        spoiler=post.spoiler,
        language=post.language,
        flags=int(post.flags),
        extra=_json(post.extra),
        edited_ms=post.edited_ms,
    )


def delete_post(tx: Transaction, post_id: PostId) -> bool:
    """Remove the row, and after it what others may have counted; False when it was gone already."""
    key = {"bucket": bucket_of(post_id), "id": post_id}
    removed = tx.execute("DELETE FROM posts WHERE bucket = :bucket AND id = :id", **key)
    tx.execute("DELETE FROM post_stats WHERE bucket = :bucket AND post_id = :id", **key)
    tx.execute("DELETE FROM post_edits WHERE bucket = :bucket AND post_id = :id", **key)
    return removed == 1


def add_boost(
    tx: Transaction, *, boost_id: PostId, by_id: AccountId, post_id: PostId, visibility: Visibility
) -> bool:
    """Record a boost; False when this account has boosted the post already."""
    added = tx.execute(
        """
        INSERT INTO posts (bucket, id, account_id, visibility, flags, boost_of_id)
        VALUES (:bucket, :id, :account_id, :visibility, :flags, :boost_of_id)
        ON CONFLICT (bucket, account_id, boost_of_id) WHERE boost_of_id IS NOT NULL DO NOTHING
        """,
        bucket=bucket_of(by_id),
        id=boost_id,
        account_id=by_id,
        visibility=int(visibility),
        flags=int(PostFlag.BOOST | PostFlag.LOCAL),
        boost_of_id=post_id,
    )
    return added == 1


def boost_by(tx: ReadTransaction, *, by_id: AccountId, post_id: PostId) -> PostId | None:
    """Return the boost that an account made of a post."""
    found: PostId | None = tx.value(
        """
        SELECT id FROM posts
        WHERE bucket = :bucket AND account_id = :account_id AND boost_of_id = :post_id
        """,
        bucket=bucket_of(by_id),
        account_id=by_id,
        post_id=post_id,
    )
    return found


def boosts_of(
    tx: ReadTransaction, post_id: PostId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[PostId, AccountId]]:
    """Return (boost, who) of a post in the direction asked for: a scatter, and rare."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, account_id FROM posts
        WHERE boost_of_id = :post_id AND id < :before AND id > :after
        ORDER BY id {order} LIMIT :limit
        """,
        post_id=post_id,
        before=before,
        after=after,
        limit=limit,
    )
    return [(PostId(row[0]), AccountId(row[1])) for row in rows]


def count(tx: Transaction, post_id: PostId, *, favourites: int, boosts: int, replies: int) -> bool:
    """Add to the counters of a post, which stays until this ends; False when it is not there."""
    counted = tx.execute(
        f"""
        INSERT INTO post_stats (bucket, post_id, favourites, boosts, replies)
        SELECT bucket, id, CAST(:favourites AS integer), CAST(:boosts AS integer),
               CAST(:replies AS integer)
        FROM posts WHERE bucket = :bucket AND id = :post_id {_AND_STAYS[tx.engine]}
        ON CONFLICT (bucket, post_id) DO UPDATE SET
          favourites = post_stats.favourites + excluded.favourites,
          boosts = post_stats.boosts + excluded.boosts,
          replies = post_stats.replies + excluded.replies
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        favourites=favourites,
        boosts=boosts,
        replies=replies,
    )
    return counted == 1


def add_mentions(tx: Transaction, post_id: PostId, account_ids: Sequence[AccountId]) -> None:
    """Record who is named."""
    tx.execute_many(
        """
        INSERT INTO mentions (bucket, account_id, post_id) VALUES (:bucket, :account_id, :post_id)
        ON CONFLICT DO NOTHING
        """,
        [{"bucket": bucket_of(a), "account_id": a, "post_id": post_id} for a in account_ids],
    )


def delete_mentions(tx: Transaction, post_id: PostId, account_ids: Sequence[AccountId]) -> None:
    """Forget who was named."""
    tx.execute_many(
        """
        DELETE FROM mentions
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        [{"bucket": bucket_of(a), "account_id": a, "post_id": post_id} for a in account_ids],
    )


def forget_mentions_of(tx: Transaction, account_id: AccountId, *, most: int) -> int:
    """Forget some of where an account was named; returns how many."""
    return tx.execute(
        """
        DELETE FROM mentions
        WHERE bucket = :bucket AND account_id = :account_id AND post_id IN (
          SELECT post_id FROM mentions WHERE bucket = :bucket AND account_id = :account_id
          ORDER BY post_id LIMIT :most)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )


def add_edit(tx: Transaction, post_id: PostId, edit: Edit) -> None:
    """Keep a state that an edit replaces."""
    tx.execute(
        """
        INSERT INTO post_edits (bucket, post_id, at_ms, body)
        VALUES (:bucket, :post_id, :at_ms, :body)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        at_ms=edit.at_ms,
        body=msgspec.json.encode(edit).decode(),
    )


def edits_of(tx: ReadTransaction, post_id: PostId) -> list[Edit]:
    """Return the states before the present one, oldest first."""
    return tx.all(
        _edit.decode,
        """
        SELECT body FROM post_edits
        WHERE bucket = :bucket AND post_id = :post_id ORDER BY at_ms LIMIT 200
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
    )


def post_of_key(tx: ReadTransaction, account_id: AccountId, key: str) -> PostId | None:
    """Return what was published under an idempotency key."""
    found: PostId | None = tx.value(
        """
        SELECT post_id FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )
    return found


def keep_key(tx: Transaction, account_id: AccountId, key: str, post_id: PostId) -> None:
    """Remember an idempotency key; whoever loses a race runs again and finds it."""
    tx.execute(
        """
        INSERT INTO idempotency_keys (bucket, account_id, key, post_id)
        VALUES (:bucket, :account_id, :key, :post_id)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
        post_id=post_id,
    )


def forget_key(tx: Transaction, account_id: AccountId, key: str) -> None:
    """Drop the key of a post that is gone."""
    tx.execute(
        """
        DELETE FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )


def forget_keys(tx: Transaction, *, before_id: int) -> int:
    """Drop keys of posts older than an id."""
    return tx.execute("DELETE FROM idempotency_keys WHERE post_id < :before", before=before_id)


def forget_keys_of(tx: Transaction, account_id: AccountId, *, most: int) -> int:
    """Forget some idempotency keys of an account; returns how many."""
    return tx.execute(
        """
        DELETE FROM idempotency_keys
        WHERE bucket = :bucket AND account_id = :account_id AND key IN (
          SELECT key FROM idempotency_keys WHERE bucket = :bucket AND account_id = :account_id
          ORDER BY key LIMIT :most)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )


def ids_of_account(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[PostId]:
    """Return some posts and boosts of an account, for its deletion."""
    return tx.all(
        PostId,
        """
        SELECT id FROM posts WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def _json(extra: Extra) -> str:
    return msgspec.json.encode(extra).decode()
