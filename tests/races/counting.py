"""Counts again what counters say, and returns every one that is wrong."""

from typing import Any

from arengo.storage import ReadTransaction
from tests.world import World

_STATS = """
SELECT a.id, s.followers, s.following, s.posts,
  (SELECT count(*) FROM followers f WHERE f.target_id = a.id),
  (SELECT count(*) FROM follows f WHERE f.account_id = a.id),
  (SELECT count(*) FROM posts p WHERE p.account_id = a.id AND p.visibility < 3)
FROM accounts a LEFT JOIN account_stats s ON s.account_id = a.id ORDER BY a.id LIMIT 1000
"""

_POST_STATS = """
SELECT p.id, s.favourites, s.boosts, s.replies,
  (SELECT count(*) FROM favourites f WHERE f.post_id = p.id AND f.kind = 1),
  (SELECT count(*) FROM posts b WHERE b.boost_of_id = p.id),
  (SELECT count(*) FROM posts r WHERE r.reply_to_id = p.id AND r.visibility < 2)
FROM posts p LEFT JOIN post_stats s ON s.post_id = p.id ORDER BY p.id LIMIT 1000
"""

_GROUPS = """
SELECT g.latest_id, g.count, 0, 0,
  (SELECT count(*) FROM notifications n
   WHERE n.account_id = g.account_id AND n.group_key = g.group_key), 0, 0
FROM notification_groups g ORDER BY g.latest_id LIMIT 1000
"""

_HALF_FOLLOWS = """
SELECT count(*) FROM follows a FULL JOIN followers b
  ON a.account_id = b.account_id AND a.target_id = b.target_id AND a.id = b.id
WHERE a.id IS NULL OR b.id IS NULL
"""

_WITHOUT_POST = """
SELECT count(*) FROM post_stats s LEFT JOIN posts p ON p.id = s.post_id WHERE p.id IS NULL
"""


async def wrong_counts(world: World) -> list[Any]:
    """Return the rows whose counters (columns 1 to 3) are not what is there (4 to 6)."""
    return await world.db.read(_wrong_counts)


def _wrong_counts(tx: ReadTransaction) -> list[Any]:
    wrong: list[Any] = [
        (kind, *row)
        for kind, sql in (("account", _STATS), ("post", _POST_STATS), ("group", _GROUPS))
        for row in tx.rows(sql)
        if tuple(counter or 0 for counter in row[1:4]) != tuple(row[4:7])
    ]
    for kind, sql in (("half a follow", _HALF_FOLLOWS), ("counts of no post", _WITHOUT_POST)):
        if found := tx.value(sql):
            wrong.append((kind, found))
    return wrong
