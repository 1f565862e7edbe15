"""Counts for the staff, over all buckets.

Reads: accounts, users, posts, favourites, follows, media, reports, tag_entries, visits.
"""

from typing import Any, Final

from arengo.base.clock import DAY_MS
from arengo.storage import ReadTransaction

_IN_SPAN: Final = "{id} >= :low AND {id} < :high"
_DAY: Final = f"(s.id >> 16) / {DAY_MS}"
_MOST: Final = 400
_POSTS: Final = f"""
SELECT p.id AS id, p.account_id AS who FROM posts p
JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
WHERE {_IN_SPAN.format(id="p.id")}
"""
# A row of visits is a week with a bit for each of its days; 1970 began on a Thursday.
_ACTIVE: Final = f"""
SELECT (CAST(v.week * 7 - 3 + d.n AS bigint) * {DAY_MS}) << 16 AS id, v.account_id AS who
FROM visits v
JOIN (SELECT 0 AS n UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3
      UNION ALL SELECT 4 UNION ALL SELECT 5 UNION ALL SELECT 6) d ON ((v.days >> d.n) & 1) = 1
WHERE v.week >= (:first + 3) / 7 AND v.week <= (:last + 3) / 7
  AND v.week * 7 - 3 + d.n >= :first AND v.week * 7 - 3 + d.n <= :last
"""
_OF_DOMAIN: Final = "JOIN accounts a ON a.bucket = (({id} >> 6) & 1023) AND a.id = {id}"
_TAGGED: Final = f"""
SELECT e.post_id AS id, e.account_id AS who FROM tag_entries e
WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id AND {_IN_SPAN.format(id="e.post_id")}
"""
# Each source gives (id, who): the id tells the day, and every `who` counts once.
SOURCES: Final = {
    "active_users": _ACTIVE,
    "new_users": f"SELECT u.id AS id, u.id AS who FROM users u WHERE {_IN_SPAN.format(id='u.id')}",
    "interactions": f"""
      SELECT f.id AS id, f.id AS who FROM favourites f
      WHERE f.kind = 1 AND {_IN_SPAN.format(id="f.id")}
      UNION ALL
      SELECT p.id, p.id FROM posts p
      WHERE {_IN_SPAN.format(id="p.id")}
        AND (p.boost_of_id IS NOT NULL OR p.reply_to_id IS NOT NULL)
    """,
    "opened_reports": f"""
      SELECT r.id AS id, r.id AS who FROM reports r WHERE {_IN_SPAN.format(id="r.id")}
    """,
    "resolved_reports": f"""
      SELECT (r.closed_ms << 16) AS id, r.id AS who FROM reports r
      WHERE r.closed_ms IS NOT NULL AND {_IN_SPAN.format(id="(r.closed_ms << 16)")}
    """,
    "tag_accounts": _TAGGED,
    "tag_uses": _TAGGED.replace("e.account_id AS who", "e.post_id AS who"),
    "tag_servers": f"""
      SELECT e.post_id AS id, a.host_id AS who FROM tag_entries e
      {_OF_DOMAIN.format(id="e.account_id")}
      WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id AND a.host_id <> 0
        AND {_IN_SPAN.format(id="e.post_id")}
    """,
    "instance_accounts": f"""
      SELECT a.id AS id, a.id AS who FROM accounts a
      WHERE a.domain = :domain AND {_IN_SPAN.format(id="a.id")}
    """,
    "instance_statuses": _POSTS.replace("p.account_id AS who", "p.id AS who")
    + " AND a.domain = :domain",
    "instance_reports": f"""
      SELECT r.id AS id, r.id AS who FROM reports r {_OF_DOMAIN.format(id="r.target_id")}
      WHERE a.domain = :domain AND {_IN_SPAN.format(id="r.id")}
    """,
    "instance_follows": f"""
      SELECT f.id AS id, f.id AS who FROM follows f {_OF_DOMAIN.format(id="f.target_id")}
      WHERE a.domain = :domain AND {_IN_SPAN.format(id="f.id")}
    """,
    "instance_followers": f"""
      SELECT f.id AS id, f.id AS who FROM follows f {_OF_DOMAIN.format(id="f.account_id")}
      WHERE a.domain = :domain AND {_IN_SPAN.format(id="f.id")}
    """,
}
# Each kind gives (name, how many).
SHARES: Final = {
    "languages": f"""
      SELECT COALESCE(p.language, 'und'), COUNT(*) FROM posts p
      JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
      WHERE a.host_id = 0 AND p.boost_of_id IS NULL AND {_IN_SPAN.format(id="p.id")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
    "servers": f"""
      SELECT a.domain, COUNT(*) FROM posts p
      JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
      WHERE a.host_id <> 0 AND a.domain IS NOT NULL AND {_IN_SPAN.format(id="p.id")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
    "tag_servers": f"""
      SELECT a.domain, COUNT(*) FROM tag_entries e {_OF_DOMAIN.format(id="e.account_id")}
      WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id AND a.domain IS NOT NULL
        AND {_IN_SPAN.format(id="e.post_id")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
    "tag_languages": f"""
      SELECT COALESCE(p.language, 'und'), COUNT(*) FROM tag_entries e
      JOIN posts p ON p.bucket = ((e.post_id >> 6) & 1023) AND p.id = e.post_id
      WHERE e.bucket = (:tag_id & 1023) AND e.tag_id = :tag_id
        AND {_IN_SPAN.format(id="e.post_id")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
    "instance_languages": f"""
      SELECT COALESCE(p.language, 'und'), COUNT(*) FROM posts p
      JOIN accounts a ON a.bucket = p.bucket AND a.id = p.account_id
      WHERE a.domain = :domain AND p.boost_of_id IS NULL AND {_IN_SPAN.format(id="p.id")}
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
    "instance_accounts": """
      SELECT a.username, COUNT(*) FROM accounts a
      JOIN follows f ON f.target_id = a.id
      WHERE a.domain = :domain AND f.id < :high
      GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
    """,
}
_APP: Final = {
    "sqlite": "json_extract(p.extra, '$.app.name')",
    "postgresql": "(CAST(p.extra AS json) -> 'app' ->> 'name')",
}


def by_day(tx: ReadTransaction, source: str, **values: Any) -> list[tuple[int, int]]:
    """Return (day, how many) of one of `SOURCES`."""
    rows = tx.rows(
        f"""
        SELECT {_DAY}, COUNT(DISTINCT s.who) FROM ({SOURCES[source]}) s
        GROUP BY 1 ORDER BY 1 LIMIT {_MOST}
        """,
        **values,
    )
    return [(row[0], row[1]) for row in rows]


_WEEKLY: Final = {
    "posts": f"{_POSTS.replace('p.account_id AS who', 'p.id AS who')} AND a.host_id = 0",
    "active": _ACTIVE,
    "joined": SOURCES["new_users"],
}


def by_week(tx: ReadTransaction, source: str, **values: int) -> dict[int, int]:
    """Return week (a Unix week number that begins on Monday) → how many of `_WEEKLY`."""
    rows = tx.rows(
        f"""
        SELECT ({_DAY} + 3) / 7, COUNT(DISTINCT s.who) FROM ({_WEEKLY[source]}) s
        GROUP BY 1 ORDER BY 1 LIMIT {_MOST}
        """,
        **values,
    )
    return {row[0]: row[1] for row in rows}


def altogether(tx: ReadTransaction, source: str, **values: Any) -> int:
    """Return how many there are of one of `SOURCES`, each once."""
    return int(tx.value(f"SELECT COUNT(DISTINCT s.who) FROM ({SOURCES[source]}) s", **values))


def media_bytes_by_day(
    tx: ReadTransaction, *, domain: str, low: int, high: int
) -> list[tuple[int, int]]:
    """Return (day, bytes) of what people of a server uploaded."""
    rows = tx.rows(
        f"""
        SELECT (m.id >> 16) / {DAY_MS}, SUM(m.bytes) FROM media m
        JOIN accounts a ON a.bucket = m.bucket AND a.id = m.account_id
        WHERE a.domain = :domain AND {_IN_SPAN.format(id="m.id")}
        GROUP BY 1 ORDER BY 1 LIMIT {_MOST}
        """,
        domain=domain,
        low=low,
        high=high,
    )
    return [(row[0], int(row[1])) for row in rows]


def shares(tx: ReadTransaction, kind: str, **values: Any) -> list[tuple[str, int]]:
    """Return (name, how many) of one of `SHARES`, the most first."""
    return [(row[0], row[1]) for row in tx.rows(SHARES[kind], **values)]


def apps(tx: ReadTransaction, *, low: int, high: int, most: int) -> list[tuple[str, int]]:
    """Return (app, how many posts were written with it), the most first."""
    app = _APP[tx.engine]
    rows = tx.rows(
        f"""
        SELECT {app}, COUNT(*) FROM posts p
        WHERE p.boost_of_id IS NULL AND {app} IS NOT NULL AND {_IN_SPAN.format(id="p.id")}
        GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT :most
        """,
        low=low,
        high=high,
        most=most,
    )
    return [(row[0], row[1]) for row in rows]


def media_bytes(tx: ReadTransaction) -> int:
    """Return how much room media take."""
    return int(tx.value("SELECT COALESCE(SUM(bytes), 0) FROM media"))


def database_bytes(tx: ReadTransaction) -> int:
    """Return how much room the database takes."""
    if tx.engine == "postgresql":
        return int(tx.value("SELECT pg_database_size(current_database())"))
    return int(
        tx.value("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    )


def engine_version(tx: ReadTransaction) -> str:
    """Return the version of the database."""
    if tx.engine == "postgresql":
        return str(tx.value("SELECT current_setting('server_version')"))
    return str(tx.value("SELECT sqlite_version()"))


def joined_and_active(
    tx: ReadTransaction, *, low: int, high: int, first: int, last: int
) -> list[tuple[int, int]]:
    """Return (who, day) of everybody who joined in a span: when they joined, and were active."""
    rows = tx.rows(
        f"""
        SELECT DISTINCT s.who, {_DAY} FROM ({_ACTIVE} UNION ALL SELECT u.id, u.id FROM users u) s
        JOIN users j ON j.bucket = ((s.who >> 6) & 1023) AND j.id = s.who
        WHERE j.id >= :low AND j.id < :high AND s.id >= :low AND s.id < :high
        ORDER BY 1, 2 LIMIT 1000000
        """,
        low=low,
        high=high,
        first=first,
        last=last,
    )
    return [(row[0], row[1]) for row in rows]
