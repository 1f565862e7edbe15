"""The rows of featured tags, and how often their owners used them.

Owns: featured_tags.
Reads: posts.
"""

from collections.abc import Collection
from typing import Final

import msgspec

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.posts.model import Extra
from arengo.social.timelines.featured.model import FeaturedTag
from arengo.storage import ReadTransaction, Transaction

_extra: Final = msgspec.json.Decoder(Extra)

# Two forms of one question: does the list of tags in a post's JSON hold this name?
_HOLDS: Final = {
    "sqlite": "EXISTS (SELECT 1 FROM json_each(o.extra, '$.tags') t WHERE t.value = :name)",
    "postgresql": "jsonb_exists(CAST(o.extra AS jsonb) -> 'tags', :name)",
}
_WITH_TAG: Final = {
    engine: f"""
      FROM posts o WHERE o.bucket = :bucket AND o.account_id = :account_id AND o.visibility < 2
        AND o.extra LIKE '%"tags"%' AND {holds}
    """
    for engine, holds in _HOLDS.items()
}


def featured_tags(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[FeaturedTag]:
    """Return what somebody features, the most used first."""
    return tx.all(
        FeaturedTag,
        """
        SELECT id, account_id, tag_id, name, posts, last_post_id FROM featured_tags
        WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY posts DESC, id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def among(
    tx: ReadTransaction, account_id: AccountId, tag_ids: Collection[int]
) -> list[FeaturedTag]:
    """Return which of these somebody features."""
    return tx.all(
        FeaturedTag,
        """
        SELECT id, account_id, tag_id, name, posts, last_post_id FROM featured_tags
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id IN :tag_ids
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_ids=list(tag_ids),
    )


def add(tx: Transaction, tag: FeaturedTag) -> None:
    """Feature a tag."""
    tx.execute(
        """
        INSERT INTO featured_tags (bucket, account_id, tag_id, id, name, posts, last_post_id)
        VALUES (:bucket, :account_id, :tag_id, :id, :name, :posts, :last_post_id)
        """,
        bucket=bucket_of(tag.account_id),
        account_id=tag.account_id,
        tag_id=tag.tag_id,
        id=tag.id,
        name=tag.name,
        posts=tag.posts,
        last_post_id=tag.last_post_id,
    )


def remove(tx: Transaction, account_id: AccountId, tag_id: int) -> None:
    """Feature it no longer."""
    tx.execute(
        """
        DELETE FROM featured_tags
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id = :tag_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_id=tag_id,
    )


def remove_all(tx: Transaction, account_id: AccountId) -> int:
    """Forget whatever somebody features; returns how many."""
    return tx.execute(
        "DELETE FROM featured_tags WHERE bucket = :bucket AND account_id = :account_id",
        bucket=bucket_of(account_id),
        account_id=account_id,
    )


def count_post(tx: Transaction, account_id: AccountId, tag_ids: Collection[int], post: int) -> None:
    """Count a new post of somebody in those of these tags that they feature."""
    tx.execute(
        """
        UPDATE featured_tags SET posts = posts + 1,
          last_post_id = CASE WHEN COALESCE(last_post_id, 0) < :post THEN :post
                              ELSE last_post_id END
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id IN :tag_ids
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        tag_ids=list(tag_ids),
        post=post,
    )


def put_uses(tx: Transaction, tag: FeaturedTag) -> None:
    """Write what was counted anew."""
    tx.execute(
        """
        UPDATE featured_tags SET posts = :posts, last_post_id = :last_post_id
        WHERE bucket = :bucket AND account_id = :account_id AND tag_id = :tag_id
        """,
        bucket=bucket_of(tag.account_id),
        account_id=tag.account_id,
        tag_id=tag.tag_id,
        posts=tag.posts,
        last_post_id=tag.last_post_id,
    )


def uses(tx: ReadTransaction, account_id: AccountId, name: str) -> tuple[int, PostId | None]:
    """Count somebody's public and unlisted posts with a tag; return also the last of them."""
    row = tx.row(
        f"SELECT count(*), max(o.id) {_WITH_TAG[tx.engine]}",
        bucket=bucket_of(account_id),
        account_id=account_id,
        name=name,
    )
    assert row is not None
    return row[0], row[1]


def last_use(tx: ReadTransaction, account_id: AccountId, name: str) -> PostId | None:
    """Return somebody's last public or unlisted post with a tag."""
    found: PostId | None = tx.value(
        f"SELECT o.id {_WITH_TAG[tx.engine]} ORDER BY o.id DESC LIMIT 1",
        bucket=bucket_of(account_id),
        account_id=account_id,
        name=name,
    )
    return found


def recent_names(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[str]:
    """Return the tags of somebody's last tagged posts, as often as they were used."""
    rows = tx.rows(
        """
        SELECT extra FROM posts
        WHERE bucket = :bucket AND account_id = :account_id AND visibility < 2
          AND extra LIKE '%"tags"%'
        ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )
    return [name for row in rows for name in _extra.decode(row[0]).tags]
