"""The hot reads: which posts stand on a page and what it shows of each, in one statement.

Reads: posts, post_stats, accounts, account_stats, favourites, follows, relations, mentions,
  tag_entries, public_entries, followed_tags, lists, list_members, filter_sets.
"""

from collections.abc import Collection, Sequence
from functools import cache
from typing import Any, Final

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, bucket_of
from arengo.social.follows.lists.model import List
from arengo.social.timelines.model import AccountFilter, Author, Counts, Line, Stretch, TagFilter
from arengo.storage import ReadTransaction
from arengo.storage.transaction import Engine, Row

# Of each post p of a page: `t` is what was boosted, so what is shown is COALESCE(t, p).
_LINE: Final = """
SELECT p.id, p.ver, p.account_id, COALESCE(t.id, p.id), COALESCE(t.ver, p.ver),
       COALESCE(t.account_id, p.account_id), COALESCE(t.root_id, p.root_id, t.id, p.id),
       COALESCE(t.flags, p.flags)
"""
_BOOSTED: Final = """
LEFT JOIN posts t ON t.bucket = ((p.boost_of_id >> 6) & 1023) AND t.id = p.boost_of_id
  AND t.visibility < 4  -- what waits for approval again is nobody's boost meanwhile
"""
_LINES: Final = f"{_LINE}, 1 FROM posts p {_BOOSTED} WHERE p.bucket IN :buckets AND p.id IN :ids"
# Two forms of one question: SQLite walks the list, PostgreSQL is asked table by table.
_AUTHORS: Final = {
    "sqlite": """
      SELECT a.id, a.ver, a.flags, s.followers, s.following, s.posts, s.last_post_id, a.username
      FROM json_each(:ids) j
      CROSS JOIN accounts a ON a.bucket = ((j.value >> 6) & 1023) AND a.id = j.value
      CROSS JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
    """,
    "postgresql": """
      SELECT a.id, a.ver, a.flags, s.followers, s.following, s.posts, s.last_post_id, a.username
      FROM accounts a JOIN account_stats s ON s.bucket = a.bucket AND s.account_id = a.id
      WHERE a.bucket IN :buckets AND a.id IN :ids
    """,
}
_COUNTS: Final = {
    "sqlite": """
      SELECT s.post_id, s.replies, s.boosts, s.favourites, s.quotes FROM json_each(:ids) j
      CROSS JOIN post_stats s ON s.bucket = ((j.value >> 6) & 1023) AND s.post_id = j.value
    """,
    "postgresql": """
      SELECT post_id, replies, boosts, favourites, quotes FROM post_stats
      WHERE bucket IN :buckets AND post_id IN :ids
    """,
}
# kind 0 is a boost, 5 the version of what the viewer filters; the others are of `favourites`.
_MARKS: Final = """
SELECT kind, post_id FROM favourites
WHERE bucket = :my_bucket AND account_id = :viewer AND kind IN (1, 2, 3, 4) AND post_id IN :ids
UNION ALL
SELECT 0, boost_of_id FROM posts
WHERE bucket = :my_bucket AND account_id = :viewer AND boost_of_id IN :ids
UNION ALL
SELECT 5, ver FROM filter_sets WHERE bucket = :my_bucket AND account_id = :viewer
"""

# The first, uncorrelated half is computed once: most people block and mute nobody.
_UNRELATED: Final = """
(NOT EXISTS (SELECT 1 FROM relations r WHERE r.bucket = :my_bucket AND r.account_id = :viewer
             AND r.kind IN ({kinds}))
 OR NOT EXISTS (
   SELECT 1 FROM relations r WHERE r.bucket = :my_bucket AND r.account_id = :viewer
   AND r.kind IN ({kinds}) AND r.target_id IN (p.account_id, COALESCE(t.account_id, 0))
   AND (r.expires_ms IS NULL OR r.expires_ms > :now_ms)))
"""
_BLOCKED_NOR_MUTED: Final = _UNRELATED.format(kinds="1, 2, 3, 4")
_BLOCKED: Final = _UNRELATED.format(kinds="1, 2")
_MENTIONED: Final = """
EXISTS (SELECT 1 FROM mentions m WHERE m.bucket = :my_bucket AND m.account_id = :viewer
        AND m.post_id = p.id)
"""
_FOLLOWED: Final = """
EXISTS (SELECT 1 FROM follows g WHERE g.bucket = :my_bucket AND g.account_id = :viewer
        AND g.target_id = {whom})
"""
# As with `_UNRELATED`: most people have no exclusive list, and then this is one look for a page.
_NOT_ON_EXCLUSIVE_LIST: Final = """
(NOT EXISTS (SELECT 1 FROM lists l WHERE l.bucket = :my_bucket AND l.account_id = :viewer
             AND l.exclusive = 1)
 OR NOT EXISTS (
   SELECT 1 FROM lists l JOIN list_members i ON i.bucket = :my_bucket AND i.list_id = l.id
   WHERE l.bucket = :my_bucket AND l.account_id = :viewer AND l.exclusive = 1
   AND i.target_id = p.account_id))
"""
_MEMBER: Final = """
EXISTS (SELECT 1 FROM list_members i WHERE i.bucket = :my_bucket AND i.list_id = :list_id
        AND i.target_id = p.reply_to_account_id)
"""
_AS_FOLLOWER_WISHES: Final = """
(p.boost_of_id IS NULL OR (page.flags & 1) = 1)
AND (page.languages IS NULL OR p.language IS NULL
     OR page.languages LIKE '%"' || p.language || '"%')
"""
_NO_REPLY_TO_OTHERS: Final = """
p.reply_to_account_id IS NULL OR p.reply_to_account_id IN (p.account_id, :viewer)
"""
_KEEP_HOME: Final = f"""
(page.via_tag = 1 OR p.account_id = :viewer OR (
  (p.visibility < 3 OR {_MENTIONED}) AND {_AS_FOLLOWER_WISHES}
  AND ({_NO_REPLY_TO_OTHERS} OR {_FOLLOWED.format(whom="p.reply_to_account_id")})
  AND {_NOT_ON_EXCLUSIVE_LIST}))
AND {_BLOCKED_NOR_MUTED}
"""
_KEEP_LIST: Final = f"""
p.visibility < 3 AND (p.account_id = :viewer OR ({_AS_FOLLOWER_WISHES}))
AND ({_NO_REPLY_TO_OTHERS}
     OR (:replies = 1 AND {_MEMBER})
     OR (:replies = 2 AND {_FOLLOWED.format(whom="p.reply_to_account_id")}))
AND {_BLOCKED_NOR_MUTED}
"""
_KEEP_OPEN: Final = _BLOCKED_NOR_MUTED
_KEEP_ACCOUNT: Final = f"""
(p.visibility < 2 OR p.account_id = :viewer OR {_MENTIONED}
     OR (p.visibility = 2 AND {_FOLLOWED.format(whom="p.account_id")}))
AND {_BLOCKED}
"""

_SEEN: Final = f"""
{_LINE}, CASE WHEN (p.boost_of_id IS NULL OR t.id IS NOT NULL) AND {_KEEP_ACCOUNT} THEN 1 ELSE 0 END
FROM {{source}} {_BOOSTED} WHERE {{which}}
"""
_SEEN_LINES: Final = {
    "sqlite": _SEEN.format(
        source="json_each(:ids) j CROSS JOIN posts p",
        which="p.bucket = ((j.value >> 6) & 1023) AND p.id = j.value",
    ),
    "postgresql": _SEEN.format(source="posts p", which="p.bucket IN :buckets AND p.id IN :ids"),
}

_RANGE: Final = "{id} < :before AND {id} > :after"
_MINE: Final = """
SELECT target_id, flags, languages FROM follows
WHERE bucket = :my_bucket AND account_id = :viewer
UNION ALL SELECT CAST(:viewer AS bigint), 1, NULL
"""
_LISTED: Final = """
SELECT g.target_id, g.flags, g.languages
FROM list_members i JOIN follows g
  ON g.bucket = :my_bucket AND g.account_id = :viewer AND g.target_id = i.target_id
WHERE i.bucket = :my_bucket AND i.list_id = :list_id
UNION ALL SELECT i.target_id, 1, NULL FROM list_members i
WHERE i.bucket = :my_bucket AND i.list_id = :list_id AND i.target_id = :viewer
"""
# SQLite leaves an inner loop once its rows cannot enter the page; PostgreSQL must be told.
_FROM_PEOPLE: Final = {
    "sqlite": f"""
      SELECT p.id AS id, f.flags AS flags, f.languages AS languages, 0 AS via_tag
      FROM ({{people}}) f CROSS JOIN posts p
      WHERE p.bucket = ((f.target_id >> 6) & 1023) AND p.account_id = f.target_id
        AND {_RANGE.format(id="p.id")}
      ORDER BY p.id {{order}} LIMIT :limit
    """,
    "postgresql": f"""
      SELECT p.id, f.flags, f.languages, 0 AS via_tag
      FROM ({{people}}) f CROSS JOIN LATERAL (
        SELECT o.id FROM posts o
        WHERE o.bucket = ((f.target_id >> 6) & 1023) AND o.account_id = f.target_id
          AND {_RANGE.format(id="o.id")}
        ORDER BY o.id {{order}} LIMIT :limit) p
      ORDER BY p.id {{order}} LIMIT :limit
    """,
}
_FROM_TAGS: Final = {
    "sqlite": f"""
      SELECT e.post_id AS id, 1 AS flags, NULL AS languages, 1 AS via_tag
      FROM followed_tags f CROSS JOIN tag_entries e
      WHERE f.bucket = :my_bucket AND f.account_id = :viewer
        AND e.bucket = (f.tag_id & 1023) AND e.tag_id = f.tag_id
        AND {_RANGE.format(id="e.post_id")}
      ORDER BY e.post_id {{order}} LIMIT :limit
    """,
    "postgresql": f"""
      SELECT e.post_id, 1, NULL, 1
      FROM followed_tags f CROSS JOIN LATERAL (
        SELECT o.post_id FROM tag_entries o
        WHERE o.bucket = (f.tag_id & 1023) AND o.tag_id = f.tag_id
          AND {_RANGE.format(id="o.post_id")}
        ORDER BY o.post_id {{order}} LIMIT :limit) e
      WHERE f.bucket = :my_bucket AND f.account_id = :viewer
      ORDER BY e.post_id {{order}} LIMIT :limit
    """,
}
_FROM_TAG: Final = f"""
SELECT e.post_id AS id FROM tag_entries e
WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id AND {_RANGE.format(id="e.post_id")}
ORDER BY e.post_id {{order}} LIMIT :limit
"""
_FROM_ANY_TAG: Final = f"""
SELECT DISTINCT e.post_id AS id FROM tag_entries e
WHERE e.bucket IN :any_buckets AND e.tag_id IN :any_ids AND {_RANGE.format(id="e.post_id")}
ORDER BY e.post_id {{order}} LIMIT :limit
"""
_KEEP_ALL_TAGS: Final = """
AND :all_count = (SELECT count(*) FROM tag_entries e WHERE e.bucket IN :all_buckets
                  AND e.tag_id IN :all_ids AND e.post_id = p.id)
"""
_KEEP_NO_TAG: Final = """
AND NOT EXISTS (SELECT 1 FROM tag_entries e WHERE e.bucket IN :none_buckets
                AND e.tag_id IN :none_ids AND e.post_id = p.id)
"""
_FROM_PUBLIC: Final = f"""
SELECT e.post_id AS id FROM public_entries e
WHERE {_RANGE.format(id="e.post_id")} AND (e.flags & :wanted) = :wanted
ORDER BY e.post_id {{order}} LIMIT :limit
"""
_FROM_ACCOUNT: Final = f"""
SELECT o.id AS id FROM posts o
WHERE o.bucket = :bucket AND o.account_id = :account_id AND {_RANGE.format(id="o.id")}
  AND (o.flags & :unwanted) = 0 AND (o.flags & :wanted) = :wanted
  AND (:own_replies = 0 OR (o.flags & 1) = 0 OR o.reply_to_account_id = o.account_id)
  AND (:tag_id = 0 OR EXISTS (
    SELECT 1 FROM tag_entries e WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id
      AND e.post_id = o.id))
ORDER BY o.id {{order}} LIMIT :limit
"""


def _statement(source: str, keep: str, order: str) -> str:
    return f"""
    WITH page AS ({source.format(order=order)})
    {_LINE}, CASE WHEN (p.boost_of_id IS NULL OR t.id IS NOT NULL) AND {keep} THEN 1 ELSE 0 END
    FROM page CROSS JOIN posts p {_BOOSTED}
    WHERE p.bucket = ((page.id >> 6) & 1023) AND p.id = page.id
    """


def _home(engine: Engine, order: str) -> str:
    followed = _FROM_PEOPLE[engine].format(people=_MINE, order=order)
    tagged = _FROM_TAGS[engine].format(order=order)
    both = f"SELECT * FROM ({followed}) a UNION ALL SELECT * FROM ({tagged}) b"
    return _statement(both, _KEEP_HOME, order)


def _listed(engine: Engine, order: str) -> str:
    members = _FROM_PEOPLE[engine].format(people=_LISTED, order=order)
    return _statement(members, _KEEP_LIST, order)


_ENGINES: Final[tuple[Engine, ...]] = ("sqlite", "postgresql")
_ORDERS: Final = ("DESC", "ASC")
_HOME: Final = {(e, o): _home(e, o) for e in _ENGINES for o in _ORDERS}
_LIST: Final = {(e, o): _listed(e, o) for e in _ENGINES for o in _ORDERS}
_PUBLIC: Final = {o: _statement(_FROM_PUBLIC, _KEEP_OPEN, o) for o in _ORDERS}
_ACCOUNT: Final = {o: _statement(_FROM_ACCOUNT, _KEEP_ACCOUNT, o) for o in _ORDERS}


def lines(tx: ReadTransaction, ids: Sequence[int]) -> list[Line]:
    """Return the lines of posts that exist, in no order; visibility is the caller's."""
    return tx.all(Line, _LINES, buckets=_buckets(ids), ids=list(ids))


def seen_lines(
    tx: ReadTransaction, ids: Collection[int], *, viewer: AccountId | None
) -> list[Line]:
    """Return the lines of posts that exist, in no order; those that are kept may be seen."""
    sql = _SEEN_LINES[tx.engine]
    return tx.all(Line, sql, now_ms=now_ms(), **_keys(tx, ids), **_viewer(viewer))


def authors(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Author]:
    """Return what a page needs to know of its authors."""
    found = tx.all(Author, _AUTHORS[tx.engine], **_keys(tx, ids))
    return {author.id: author for author in found}


def counts(tx: ReadTransaction, ids: Collection[int]) -> dict[int, Counts]:
    """Return the counters of those posts that have any."""
    rows = tx.rows(_COUNTS[tx.engine], **_keys(tx, ids))
    return {row[0]: Counts(*row[1:]) for row in rows}


def marks(tx: ReadTransaction, ids: Collection[int], *, viewer: AccountId) -> list[Row]:
    """Return (kind, post) of what the viewer did; kind 0 is a boost, 5 what they filter."""
    return tx.rows(_MARKS, ids=list(ids), **_viewer(viewer))


def home(tx: ReadTransaction, stretch: Stretch, *, viewer: AccountId) -> list[Line]:
    """Return what the people and tags that a viewer follows published, kept or not."""
    sql = _HOME[tx.engine, _order(stretch)]
    return tx.all(Line, sql, now_ms=now_ms(), **_viewer(viewer), **_range(stretch))


def listed(tx: ReadTransaction, stretch: Stretch, *, of: List) -> list[Line]:
    """Return what the members of a list published, kept or not; its owner is the viewer."""
    return tx.all(
        Line,
        _LIST[tx.engine, _order(stretch)],
        list_id=of.id,
        replies=int(of.replies),
        now_ms=now_ms(),
        **_viewer(of.account_id),
        **_range(stretch),
    )


def tagged(
    tx: ReadTransaction,
    stretch: Stretch,
    *,
    tag_id: int,
    chosen: TagFilter,
    viewer: AccountId | None,
) -> list[Line]:
    """Return public posts with a tag, or others beside it or instead."""
    sql = _tagged(
        _order(stretch), bool(chosen.any_ids), bool(chosen.all_ids), bool(chosen.none_ids)
    )
    params: dict[str, Any] = {"wanted": 8 * chosen.only_media}
    if chosen.any_ids:
        params |= _tag_keys("any", {tag_id, *chosen.any_ids})
    else:
        params["tag_id"] = tag_id
    if chosen.all_ids:
        params |= {**_tag_keys("all", chosen.all_ids), "all_count": len(chosen.all_ids)}
    if chosen.none_ids:
        params |= _tag_keys("none", chosen.none_ids)
    return tx.all(Line, sql, now_ms=now_ms(), **params, **_viewer(viewer), **_range(stretch))


@cache
def _tagged(order: str, *kinds: bool) -> str:
    any_ids, all_ids, none_ids = kinds
    keep = f"(p.flags & :wanted) = :wanted AND {_KEEP_OPEN}"
    keep += _KEEP_ALL_TAGS if all_ids else ""
    keep += _KEEP_NO_TAG if none_ids else ""
    return _statement(_FROM_ANY_TAG if any_ids else _FROM_TAG, keep, order)


def _tag_keys(name: str, ids: Collection[int]) -> dict[str, list[int]]:
    return {f"{name}_ids": list(ids), f"{name}_buckets": list({each & 1023 for each in ids})}


def public(
    tx: ReadTransaction, stretch: Stretch, *, wanted: int, viewer: AccountId | None
) -> list[Line]:
    """Return public posts whose entry has all `wanted` flags."""
    sql = _PUBLIC[_order(stretch)]
    return tx.all(Line, sql, wanted=wanted, now_ms=now_ms(), **_viewer(viewer), **_range(stretch))


def of_account(
    tx: ReadTransaction,
    stretch: Stretch,
    *,
    account_id: AccountId,
    chosen: AccountFilter,
    viewer: AccountId | None,
) -> list[Line]:
    """Return posts and boosts of one account."""
    return tx.all(
        Line,
        _ACCOUNT[_order(stretch)],
        bucket=bucket_of(account_id),
        account_id=account_id,
        unwanted=2 if chosen.exclude_boosts or chosen.only_media else 0,
        wanted=8 if chosen.only_media else 0,
        own_replies=int(chosen.exclude_replies),
        tag_id=chosen.tag_id or 0,
        now_ms=now_ms(),
        **_viewer(viewer),
        **_range(stretch),
    )


def _keys(tx: ReadTransaction, ids: Collection[int]) -> dict[str, Any]:
    keys: dict[str, Any] = {"ids": list(ids)}
    return keys if tx.engine == "sqlite" else {**keys, "buckets": _buckets(ids)}


def _buckets(ids: Collection[int]) -> list[int]:
    return list({bucket_of(each) for each in ids})


def _viewer(viewer: AccountId | None) -> dict[str, Any]:
    return {"viewer": viewer or 0, "my_bucket": bucket_of(viewer or 0)}


def _range(stretch: Stretch) -> dict[str, Any]:
    return {"before": stretch.before, "after": stretch.after, "limit": stretch.limit}


def _order(stretch: Stretch) -> str:
    return "ASC" if stretch.upwards else "DESC"
