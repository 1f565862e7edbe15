"""The rows of posts and boosts, and who may see them.

Owns: posts.
Reads: accounts, follows, relations, mentions.
"""

from collections.abc import Collection
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.model import Extra, Post, PostFlag, Visibility
from arengo.storage import ReadTransaction, Transaction

_extra: Final = msgspec.json.Decoder(Extra)


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
        quote_of_id,
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
        quote_of_id=quote_of_id,
    )


def post_by_id(tx: ReadTransaction, post_id: PostId) -> Post | None:
    """Return a post, whoever asks."""
    return tx.one(
        _post,
        """
        SELECT id, ver, account_id, visibility, flags, reply_to_id, reply_to_account_id,
               boost_of_id, root_id, text, spoiler, language, extra, edited_ms,
               quote_of_id
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
               boost_of_id, root_id, text, spoiler, language, extra, edited_ms,
               quote_of_id
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
  AND (p.boost_of_id IS NULL OR ((b.flags & 288) = 0 AND t.visibility < 4))  -- as long as its post
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
                           reply_to_account_id, root_id, quote_of_id, text, spoiler, language,
                           extra)
        VALUES (:bucket, :id, :account_id, :visibility, :flags, :reply_to_id,
                :reply_to_account_id, :root_id, :quote_of_id, :text, :spoiler, :language, :extra)
        """,
        bucket=bucket_of(post.id),
        id=post.id,
        account_id=post.account_id,
        visibility=int(post.visibility),
        flags=int(post.flags),
        reply_to_id=post.reply_to_id,
        reply_to_account_id=post.reply_to_account_id,
        root_id=post.root_id,
        quote_of_id=post.quote_of_id,
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
                         extra = :extra, edited_ms = :edited_ms, visibility = :visibility,
                         ver = ver + 1
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
        visibility=int(post.visibility),
    )


def change_extra(tx: Transaction, post: Post) -> None:
    """Write what a post carries along, and raise the version."""
    tx.execute(
        "UPDATE posts SET extra = :extra, ver = ver + 1 WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(post.id),
        id=post.id,
        extra=_json(post.extra),
    )


def change_flags(tx: Transaction, post_id: PostId, flags: PostFlag) -> None:
    """Write the flags of a post, and raise the version."""
    tx.execute(
        "UPDATE posts SET flags = :flags, ver = ver + 1 WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(post_id),
        id=post_id,
        flags=int(flags),
    )


def change_visibility(tx: Transaction, post_id: PostId, visibility: Visibility) -> None:
    """Write who may see a post, and raise the version."""
    tx.execute(
        """
        UPDATE posts SET visibility = :visibility, ver = ver + 1
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(post_id),
        id=post_id,
        visibility=int(visibility),
    )


def raise_versions(tx: Transaction, ids: Collection[int]) -> None:
    """Let posts be rendered anew."""
    tx.execute(
        "UPDATE posts SET ver = ver + 1 WHERE bucket IN :buckets AND id IN :ids",
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )


def delete_post(tx: Transaction, post_id: PostId) -> bool:
    """Remove the row of a post or a boost; False when it was gone already."""
    removed = tx.execute(
        "DELETE FROM posts WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(post_id),
        id=post_id,
    )
    return removed == 1


def add_boost(
    tx: Transaction,
    *,
    boost_id: PostId,
    by_id: AccountId,
    post_id: PostId,
    visibility: Visibility,
    choices: PostFlag,
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
        flags=int(PostFlag.BOOST | PostFlag.LOCAL | choices),
        boost_of_id=post_id,
    )
    return added == 1


def posts_after(
    tx: ReadTransaction, account_id: AccountId, *, after: int, limit: int
) -> list[Post]:
    """Return some posts and boosts of an account, oldest first."""
    return tx.all(
        _post,
        """
        SELECT id, ver, account_id, visibility, flags, reply_to_id, reply_to_account_id,
               boost_of_id, root_id, text, spoiler, language, extra, edited_ms,
               quote_of_id
        FROM posts WHERE bucket = :bucket AND account_id = :account_id AND id > :after
        ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        after=after,
        limit=limit,
    )


def last_within(
    tx: ReadTransaction, account_id: AccountId, *, after: int, before: int
) -> PostId | None:
    """Return the newest post or boost of an account between two ids, the first included."""
    found: PostId | None = tx.value(
        """
        SELECT id FROM posts
        WHERE bucket = :bucket AND account_id = :account_id AND id >= :after AND id < :before
        ORDER BY id DESC LIMIT 1
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        after=after,
        before=before,
    )
    return found


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


def media_posts_of(
    tx: ReadTransaction, account_id: AccountId, *, before: int, limit: int
) -> list[PostId]:
    """Return posts of an account that carry media, newest first."""
    return tx.all(
        PostId,
        """
        SELECT id FROM posts
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before
          AND (flags & :media) <> 0
        ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        media=int(PostFlag.MEDIA),
        limit=limit,
    )


def _json(extra: Extra) -> str:
    return msgspec.json.encode(extra).decode()
