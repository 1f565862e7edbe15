"""One post and many viewers, in one statement for each kind of timeline.

The conditions of pages that are asked here read relations and mentions besides.
Reads: posts, accounts, follows, followers, followed_tags, lists, list_members, favourites,
  filter_sets.
"""

from collections.abc import Collection
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.timelines.store import (
    _BOOSTED,
    _FOLLOWED,
    _KEEP_HOME,
    _KEEP_LIST,
    _KEEP_OPEN,
)
from arengo.storage import ReadTransaction
from arengo.storage.transaction import Row

_BUCKET_OF_VIEWER: Final = "((page.viewer >> 6) & 1023)"


def _of_each_viewer(condition: str) -> str:
    """Ask a page's condition of every viewer of `page`, not of one."""
    return (
        condition.replace(":viewer", "page.viewer")
        .replace(":my_bucket", _BUCKET_OF_VIEWER)
        .replace(":list_id", "page.list_id")
        .replace(":replies", "page.replies")
    )


def _statement(page: str, wanted: str, condition: str) -> str:
    return f"""
    WITH page AS ({page})
    SELECT DISTINCT page.{wanted} FROM page CROSS JOIN posts p {_BOOSTED}
    WHERE p.bucket = :bucket AND p.id = :post_id
      AND (p.boost_of_id IS NULL OR t.id IS NOT NULL) AND {_of_each_viewer(condition)}
    """


_FOLLOWING: Final = """
SELECT v.id AS viewer, f.flags AS flags, f.languages AS languages, 0 AS via_tag
FROM EACH :viewers v CROSS JOIN follows f
WHERE f.bucket = ((v.id >> 6) & 1023) AND f.account_id = v.id AND f.target_id = :author
UNION ALL SELECT v.id, 1, NULL, 0 FROM EACH :viewers v WHERE v.id = :author
UNION ALL SELECT v.id, 1, NULL, 1 FROM EACH :tag_viewers v CROSS JOIN followed_tags f
WHERE f.bucket = ((v.id >> 6) & 1023) AND f.account_id = v.id AND f.tag_id IN :tag_ids
"""
_LISTING: Final = """
SELECT l.id AS list_id, l.account_id AS viewer, l.replies AS replies,
       COALESCE(f.flags, 1) AS flags, f.languages AS languages
FROM EACH :list_ids e CROSS JOIN lists l
CROSS JOIN list_members m
LEFT JOIN follows f ON f.bucket = l.bucket AND f.account_id = l.account_id
  AND f.target_id = m.target_id
WHERE l.bucket = ((e.id >> 6) & 1023) AND l.id = e.id
  AND m.bucket = l.bucket AND m.list_id = l.id AND m.target_id = :author
  AND (f.target_id IS NOT NULL OR m.target_id = l.account_id)
"""
# What pages leave out once they know their authors: `timelines/silenced`.
_NOT_SILENCED: Final = f"""
(p.account_id = :viewer
 OR NOT EXISTS (SELECT 1 FROM accounts a
                WHERE a.bucket = :bucket AND a.id = p.account_id AND (a.flags & 16) <> 0)
 OR {_FOLLOWED.format(whom="p.account_id")})
"""
_HOMES: Final = _statement(
    _FOLLOWING, "viewer", f"{_KEEP_HOME} AND (page.via_tag = 0 OR {_NOT_SILENCED})"
)
_LISTS: Final = _statement(_LISTING, "list_id", _KEEP_LIST)
_OPEN: Final = _statement(
    "SELECT v.id AS viewer FROM EACH :viewers v", "viewer", f"{_KEEP_OPEN} AND {_NOT_SILENCED}"
)
_MARKS: Final = """
SELECT v.id, f.kind, f.post_id FROM EACH :viewers v CROSS JOIN favourites f
WHERE f.bucket = ((v.id >> 6) & 1023) AND f.account_id = v.id AND f.kind IN (1, 2, 3, 4)
  AND f.post_id IN :ids
UNION ALL
SELECT v.id, 0, p.boost_of_id FROM EACH :viewers v CROSS JOIN posts p
WHERE p.bucket = ((v.id >> 6) & 1023) AND p.account_id = v.id AND p.boost_of_id = :shown_id
UNION ALL
SELECT v.id, 5, s.ver FROM EACH :viewers v CROSS JOIN filter_sets s
WHERE s.bucket = ((v.id >> 6) & 1023) AND s.account_id = v.id
"""


def some_followers(tx: ReadTransaction, author: AccountId, *, most: int) -> set[AccountId]:
    """Return whoever follows somebody, if there are at most so many; else only some of them."""
    rows = tx.rows(
        """
        SELECT account_id FROM followers WHERE bucket = :bucket AND target_id = :author
        ORDER BY account_id LIMIT :most
        """,
        bucket=bucket_of(author),
        author=author,
        most=most,
    )
    return {row[0] for row in rows}


def lists_of_author(tx: ReadTransaction, author: AccountId, list_ids: Collection[int]) -> set[int]:
    """Return which of the lists somebody is in."""
    rows = tx.rows(
        """
        SELECT list_id FROM list_members
        WHERE bucket IN :buckets AND list_id IN :ids AND target_id = :author
        """,
        buckets=list({bucket_of(each) for each in list_ids}),
        ids=list(list_ids),
        author=author,
    )
    return {row[0] for row in rows}


def homes(
    tx: ReadTransaction,
    post_id: PostId,
    *,
    author: AccountId,
    viewers: Collection[AccountId],
    tag_viewers: Collection[AccountId],
    tag_ids: Collection[int],
) -> set[AccountId]:
    """Return in whose home a post stands."""
    rows = tx.rows(
        _HOMES,
        bucket=bucket_of(post_id),
        post_id=post_id,
        author=author,
        viewers=list(viewers),
        tag_viewers=list(tag_viewers),
        tag_ids=list(tag_ids) or [0],
        now_ms=now_ms(),
    )
    return {row[0] for row in rows}


def lists(
    tx: ReadTransaction, post_id: PostId, *, author: AccountId, list_ids: Collection[int]
) -> set[int]:
    """Return in which lists a post stands."""
    rows = tx.rows(
        _LISTS,
        bucket=bucket_of(post_id),
        post_id=post_id,
        author=author,
        list_ids=list(list_ids),
        now_ms=now_ms(),
    )
    return {row[0] for row in rows}


def undisturbed(
    tx: ReadTransaction, post_id: PostId, *, viewers: Collection[AccountId]
) -> set[AccountId]:
    """Return who neither blocks nor mutes its author, nor is blocked; followers if silenced."""
    rows = tx.rows(
        _OPEN,
        bucket=bucket_of(post_id),
        post_id=post_id,
        viewers=list(viewers),
        now_ms=now_ms(),
    )
    return {row[0] for row in rows}


def marks(
    tx: ReadTransaction, *, shown_id: int, thread_id: int, viewers: Collection[AccountId]
) -> list[Row]:
    """Return (viewer, kind, post) of what each did with a post and its thread.

    Kind 0 is a boost, 5 the version of what the viewer filters.
    """
    return tx.rows(_MARKS, ids=[shown_id, thread_id], shown_id=shown_id, viewers=list(viewers))
