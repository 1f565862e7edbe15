"""What is used lately, counted; and the rows of trends.

Owns: trends, trend_reviews.
Reads: tag_entries, tags, card_entries, cards, public_entries, posts, post_stats, accounts.
"""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import PostId, bucket_of
from arengo.social.accounts.model import UNAVAILABLE, AccountFlag
from arengo.social.discover.trends.model import Trend, TrendBody, TrendKind
from arengo.social.posts.model import PostFlag
from arengo.storage import ReadTransaction, Transaction

_body: Final = msgspec.json.Decoder(TrendBody)
_FLAGS: Final = {
    "unwanted": int(PostFlag.SENSITIVE | PostFlag.LOCAL_ONLY | PostFlag.IMPORTED),
    "findable": int(AccountFlag.DISCOVERABLE),
    "covered": int(AccountFlag.SENSITIVE),
    "media": int(PostFlag.MEDIA),
    "hidden": int(UNAVAILABLE | AccountFlag.SILENCED),
}
# Of an entry e: what is public, not sensitive, and by somebody who wants to be found.
_COUNTS: Final = """
p.bucket = ((e.post_id >> 6) & 1023) AND p.id = e.post_id
AND a.bucket = ((e.account_id >> 6) & 1023) AND a.id = e.account_id
AND p.visibility = 0 AND p.spoiler = '' AND (p.flags & :unwanted) = 0
AND ((a.flags & :covered) = 0 OR (p.flags & :media) = 0)
AND (a.flags & :findable) <> 0 AND (a.flags & :hidden) = 0
"""
_ENTRIES: Final = {  # kind → where its uses stand, and the column of what is counted
    TrendKind.TAG: ("FROM tag_entries e", "tag_id"),
    TrendKind.LINK: ("FROM card_entries e", "card_id"),
}


def used_lately(
    tx: ReadTransaction, kind: TrendKind, *, after: int, least: int, most: int
) -> dict[int, int]:
    """Return tag or card → how many people used it since a post, if they are several."""
    source, column = _ENTRIES[kind]
    rows = tx.rows(
        f"""
        SELECT e.{column}, count(DISTINCT e.account_id)
        {source} CROSS JOIN posts p CROSS JOIN accounts a
        WHERE e.post_id > :after AND {_COUNTS}
        GROUP BY e.{column} HAVING count(DISTINCT e.account_id) >= :least
        ORDER BY 2 DESC, 1 DESC LIMIT :most
        """,
        after=after,
        least=least,
        most=most,
        **_FLAGS,
    )
    return {row[0]: row[1] for row in rows}


def days_of(
    tx: ReadTransaction, kind: TrendKind, ids: Sequence[int], *, after: int
) -> list[tuple[int, int, int, int]]:
    """Return (tag or card, Unix day, uses, people) of public posts."""
    source, column = _ENTRIES[kind]
    buckets = [each & 1023 if kind is TrendKind.TAG else bucket_of(each) for each in ids]
    rows = tx.rows(
        f"""
        SELECT e.{column}, (e.post_id >> 16) / :day_ms, count(*), count(DISTINCT e.account_id)
        {source} CROSS JOIN posts p
        WHERE e.bucket IN :buckets AND e.{column} IN :ids AND e.post_id > :after
          AND p.bucket = ((e.post_id >> 6) & 1023) AND p.id = e.post_id AND p.visibility = 0
        GROUP BY 1, 2 ORDER BY 1, 2 DESC LIMIT 10000
        """,
        buckets=list(set(buckets)),
        ids=list(ids),
        after=after,
        day_ms=DAY_MS,
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def names_of_tags(tx: ReadTransaction, ids: Sequence[int]) -> dict[int, str]:
    """Return tag → its name."""
    rows = tx.rows(
        "SELECT id, name FROM tags WHERE bucket IN :buckets AND id IN :ids",
        buckets=list({each & 1023 for each in ids}),
        ids=list(ids),
    )
    return {row[0]: bytes(row[1]).decode() for row in rows}


def addresses_of_cards(tx: ReadTransaction, ids: Sequence[int]) -> dict[int, str]:
    """Return card → its address, of those that can be shown."""
    rows = tx.rows(
        "SELECT id, url FROM cards WHERE bucket IN :buckets AND id IN :ids AND state = 0",
        buckets=list({bucket_of(each) for each in ids}),
        ids=list(ids),
    )
    return {row[0]: row[1] for row in rows}


def liked_lately(
    tx: ReadTransaction, *, after: int, least: int, most: int
) -> list[tuple[int, int, int, int]]:
    """Return (post, author, favourites, boosts) of what several people liked since a post."""
    rows = tx.rows(
        f"""
        SELECT e.post_id, e.account_id, s.favourites, s.boosts
        FROM public_entries e CROSS JOIN post_stats s CROSS JOIN posts p CROSS JOIN accounts a
        WHERE e.post_id > :after AND s.bucket = ((e.post_id >> 6) & 1023)
          AND s.post_id = e.post_id AND s.favourites + s.boosts >= :least AND {_COUNTS}
        ORDER BY s.favourites + 2 * s.boosts DESC, e.post_id DESC LIMIT :most
        """,
        after=after,
        least=least,
        most=most,
        **_FLAGS,
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def posts_with(
    tx: ReadTransaction, card_id: int, *, before: int, after: int, upwards: bool, limit: int
) -> list[PostId]:
    """Return public posts by people who want to be found that show a card."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT e.post_id FROM card_entries e CROSS JOIN posts p CROSS JOIN accounts a
        WHERE e.bucket = :bucket AND e.card_id = :card_id
          AND e.post_id < :before AND e.post_id > :after AND {_COUNTS}
        ORDER BY e.post_id {order} LIMIT :limit
        """,
        bucket=bucket_of(card_id),
        card_id=card_id,
        before=before,
        after=after,
        limit=limit,
        **_FLAGS,
    )
    return [PostId(row[0]) for row in rows]


def all_trends(tx: ReadTransaction, kind: TrendKind) -> list[Trend]:
    """Return every trend of a kind, whatever the staff says."""
    return trends_page(tx, kind, approvals=(0, 1, 2), limit=1_000, offset=0)


def trends_page(
    tx: ReadTransaction, kind: TrendKind, *, approvals: Sequence[int], limit: int, offset: int
) -> list[Trend]:
    """Return trends, the strongest first: 0 rejected, 1 approved, 2 not reviewed."""
    return tx.all(
        _trend,
        """
        SELECT t.id, t.score, t.peak, t.peak_ms, t.body, r.approved
        FROM trends t LEFT JOIN trend_reviews r ON r.kind = t.kind AND r.id = t.id
        WHERE t.kind = :kind AND COALESCE(r.approved, 2) IN :approvals
        ORDER BY t.score DESC, t.id DESC LIMIT :limit OFFSET :offset
        """,
        kind=int(kind),
        approvals=list(approvals),
        limit=limit,
        offset=offset,
    )


def reviews_of(tx: ReadTransaction, kind: TrendKind, ids: Sequence[int]) -> dict[int, bool]:
    """Return whether the staff approved, of those of these that it has looked at."""
    rows = tx.rows(
        "SELECT id, approved FROM trend_reviews WHERE kind = :kind AND id IN :ids",
        kind=int(kind),
        ids=list(ids),
    )
    return {row[0]: bool(row[1]) for row in rows}


def remove_all(tx: Transaction, kind: TrendKind) -> None:
    """Remove every trend of a kind: another list follows."""
    tx.execute("DELETE FROM trends WHERE kind = :kind", kind=int(kind))


def add_all(tx: Transaction, kind: TrendKind, trends: Sequence[Trend]) -> None:
    """Write trends."""
    tx.execute_many(
        """
        INSERT INTO trends (kind, id, score, peak, peak_ms, body)
        VALUES (:kind, :id, :score, :peak, :peak_ms, :body)
        """,
        [
            {
                "kind": int(kind),
                "id": each.id,
                "score": each.score,
                "peak": each.peak,
                "peak_ms": each.peak_ms,
                "body": msgspec.json.encode(each.body).decode(),
            }
            for each in trends
        ],
    )


def put_review(tx: Transaction, kind: TrendKind, trend_id: int, *, approved: int) -> None:
    """Write down what the staff says."""
    tx.execute(
        """
        INSERT INTO trend_reviews (kind, id, approved, at_ms) VALUES (:kind, :id, :approved, :now)
        ON CONFLICT (kind, id) DO UPDATE SET approved = excluded.approved, at_ms = excluded.at_ms
        """,
        kind=int(kind),
        id=trend_id,
        approved=approved,
        now=now_ms(),
    )


def remove(tx: Transaction, kind: TrendKind, trend_id: int) -> None:
    """Remove one trend: it is gone, whatever its score."""
    tx.execute("DELETE FROM trends WHERE kind = :kind AND id = :id", kind=int(kind), id=trend_id)


def remove_review(tx: Transaction, kind: TrendKind, trend_id: int) -> None:
    """Forget what the staff said of something that is gone."""
    tx.execute(
        "DELETE FROM trend_reviews WHERE kind = :kind AND id = :id", kind=int(kind), id=trend_id
    )


def _trend(*columns: Any) -> Trend:
    trend_id, score, peak, peak_ms, body, approved = columns
    reviewed = None if approved is None else bool(approved)
    return Trend(trend_id, score, peak, peak_ms, _body.decode(body), reviewed)
