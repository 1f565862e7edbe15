"""What waits to be learnt, and who may find what was found.

Owns: search_queue.
Reads: posts, accounts, mentions, favourites, follows, relations.
"""

from collections.abc import Collection, Iterable, Sequence
from typing import Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, bucket_of
from arengo.social.search.model import Kind, Noted
from arengo.storage import ReadTransaction, Transaction

# One's own, what names one, what one marked or passed on; and what its author lets everybody find.
_FINDABLE: Final = """
SELECT p.id FROM posts p JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
WHERE p.bucket IN :buckets AND p.id IN :ids AND p.boost_of_id IS NULL AND (
  (:public = 1 AND p.visibility = 0 AND (a.flags & 8) <> 0)
  OR (:library = 1 AND (
    p.account_id = :viewer
    OR EXISTS (SELECT 1 FROM mentions m WHERE m.bucket = :my_bucket AND m.account_id = :viewer
               AND m.post_id = p.id)
    OR EXISTS (SELECT 1 FROM favourites f WHERE f.bucket = :my_bucket AND f.account_id = :viewer
               AND f.kind IN (1, 2) AND f.post_id = p.id)
    OR EXISTS (SELECT 1 FROM posts b WHERE b.bucket = :my_bucket AND b.account_id = :viewer
               AND b.boost_of_id = p.id))))
AND (p.account_id = :viewer OR (
  NOT EXISTS (SELECT 1 FROM relations r WHERE r.bucket = :my_bucket AND r.account_id = :viewer
    AND r.kind IN (1, 2, 3, 4) AND r.target_id = p.account_id
    AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms))
  AND ((a.flags & 16) = 0 OR EXISTS (
    SELECT 1 FROM follows g WHERE g.bucket = :my_bucket AND g.account_id = :viewer
    AND g.target_id = p.account_id))))
"""
_NOTE: Final = """
INSERT INTO search_queue (bucket, kind, id, mark) VALUES (:bucket, :kind, :id, 1)
ON CONFLICT (bucket, kind, id) DO UPDATE SET mark = search_queue.mark + 1
"""
_MARKED: Final = """
SELECT post_id FROM favourites
WHERE bucket = :bucket AND account_id = :viewer AND kind = :kind ORDER BY id DESC LIMIT :most
"""
_BOOSTED: Final = """
SELECT boost_of_id FROM posts
WHERE bucket = :bucket AND account_id = :viewer AND boost_of_id IS NOT NULL
ORDER BY boost_of_id DESC LIMIT :most
"""


def note(tx: Transaction, kind: Kind, ids: Iterable[int]) -> None:
    """Remember that these changed."""
    tx.execute_many(
        _NOTE, [{"bucket": bucket_of(each), "kind": int(kind), "id": each} for each in ids]
    )


def noted(tx: ReadTransaction, *, limit: int) -> list[Noted]:
    """Return some of what changed; for the job."""
    rows = tx.rows(
        "SELECT bucket, kind, id, mark FROM search_queue ORDER BY bucket, kind, id LIMIT :limit",
        limit=limit,
    )
    return [Noted(row[0], Kind(row[1]), row[2], row[3]) for row in rows]


def forget(tx: Transaction, learnt: Sequence[Noted]) -> None:
    """Strike out what was learnt, unless it changed once more meanwhile."""
    tx.execute_many(
        """
        DELETE FROM search_queue
        WHERE bucket = :bucket AND kind = :kind AND id = :id AND mark = :mark
        """,
        [
            {"bucket": each.bucket, "kind": int(each.kind), "id": each.id, "mark": each.mark}
            for each in learnt
        ],
    )


def own_posts(tx: ReadTransaction, account_id: AccountId, *, before: int, limit: int) -> list[int]:
    """Return what somebody wrote, newest first, boosts included."""
    rows = tx.rows(
        """
        SELECT id FROM posts WHERE bucket = :bucket AND account_id = :account_id AND id < :before
        ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        limit=limit,
    )
    return [row[0] for row in rows]


def ids_of_bucket(
    tx: ReadTransaction, table: str, bucket: int, *, after: int, limit: int
) -> list[int]:
    """Return the posts or accounts of one bucket, in their order; for a rebuild."""
    assert table in {"posts", "accounts"}
    rows = tx.rows(
        f"""
        SELECT id FROM {table} WHERE bucket = :bucket AND id > :after ORDER BY id LIMIT :limit
        """,
        bucket=bucket,
        after=after,
        limit=limit,
    )
    return [row[0] for row in rows]


def marked_ids(tx: ReadTransaction, viewer: AccountId, *, most: int) -> set[int]:
    """Return what somebody last favourited, bookmarked and boosted."""
    found: set[int] = set()
    for kind in (1, 2):
        rows = tx.rows(_MARKED, bucket=bucket_of(viewer), viewer=viewer, kind=kind, most=most)
        found.update(row[0] for row in rows)
    rows = tx.rows(_BOOSTED, bucket=bucket_of(viewer), viewer=viewer, most=most)
    found.update(row[0] for row in rows)
    return found


def findable_ids(
    tx: ReadTransaction,
    ids: Collection[int],
    *,
    viewer: AccountId,
    public: bool,
    library: bool,
) -> set[int]:
    """Return those of the posts that are for this viewer to find; whether to see is not asked."""
    rows = tx.rows(
        _FINDABLE,
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
        viewer=viewer,
        my_bucket=bucket_of(viewer),
        now_ms=now_ms(),
        public=int(public),
        library=int(library),
    )
    return {row[0] for row in rows}
