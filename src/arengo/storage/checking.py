"""Looks for damage: broken pages, a schema that is not ours, counters that count wrong."""

import secrets
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import BUCKETS, bucket_of
from arengo.storage.database import Database
from arengo.storage.migrations.runner import all_migrations, applied
from arengo.storage.transaction import ReadTransaction

SAMPLE: Final = 200
_WIDEST: Final = 64  # buckets in one statement: the whole of a large table would take too long
_OF_PEOPLE: Final = ("followers", "following", "posts")
_OF_POSTS: Final = ("favourites", "boosts", "quotes")
_DELETED: Final = 256  # of accounts.flags: its rows are being erased, counters do not matter


class Finding(msgspec.Struct, frozen=True):
    """Something that is not as it should be."""

    where: str
    words: str


def check_file(db: Database) -> list[Finding]:
    """Read every page of an SQLite file; PostgreSQL has its own tools for that."""
    if db.engine != "sqlite":
        return []
    from arengo.storage.sqlite.engine import (  # noqa: PLC0415  only where it is the engine
        Damaged,
        SqliteDatabase,
        check_integrity,
    )

    assert isinstance(db, SqliteDatabase)
    try:
        check_integrity(db.path)
    except Damaged as damage:
        return [Finding("file", str(damage))]
    return []


def check_schema(tx: ReadTransaction) -> list[Finding]:
    """Every migration that we know has been applied, and no other."""
    there = {number: name for number, name, _ in applied(tx)}
    known = {migration.number: migration.name for migration in all_migrations()}
    missing = [Finding("schema", f"{known[n]} was never applied") for n in known.keys() - there]
    foreign = [Finding("schema", f"{there[n]} is of a newer program") for n in there.keys() - known]
    return missing + foreign


def check_follows(tx: ReadTransaction) -> list[Finding]:
    """Each follow of a sample has its mirror at the one who is followed."""
    rows = _sample(
        tx, "SELECT account_id, target_id FROM follows WHERE bucket BETWEEN :low AND :high", 2
    )
    return [
        Finding("followers", f"{account_id} follows {target_id}, and the mirror is missing")
        for account_id, target_id in rows
        if not tx.value(
            """
            SELECT 1 FROM followers
            WHERE bucket = :bucket AND target_id = :target_id AND account_id = :account_id
            """,
            bucket=bucket_of(target_id),
            target_id=target_id,
            account_id=account_id,
        )
    ]


def check_counters(tx: ReadTransaction) -> list[Finding]:
    """The counters of a sample of accounts say what the rows say."""
    rows = _sample(
        tx,
        f"""
        SELECT s.account_id, a.username, s.followers, s.following, s.posts
        FROM account_stats s JOIN accounts a ON a.bucket = s.bucket AND a.id = s.account_id
        WHERE s.bucket BETWEEN :low AND :high AND a.flags & {_DELETED} = 0
        """,
        5,
    )
    findings = []
    for account_id, username, *shown in rows:
        real = tx.row(
            """
            SELECT
              (SELECT count(*) FROM followers WHERE bucket = :bucket AND target_id = :id),
              (SELECT count(*) FROM follows WHERE bucket = :bucket AND account_id = :id),
              (SELECT count(*) FROM posts
               WHERE bucket = :bucket AND account_id = :id AND visibility < 3)
            """,
            bucket=bucket_of(account_id),
            id=account_id,
        )
        assert real is not None
        findings += _different("account_stats", username, _OF_PEOPLE, shown, real)
    return findings


def check_blocks(tx: ReadTransaction) -> list[Finding]:
    """Each block of a sample is known to the one who is blocked."""
    rows = _sample(
        tx,
        """
        SELECT account_id, target_id FROM relations
        WHERE bucket BETWEEN :low AND :high AND kind = 1
        """,
        2,
    )
    return [
        Finding("relations", f"{account_id} blocks {target_id}, and the mirror is missing")
        for account_id, target_id in rows
        if not tx.value(
            """
            SELECT 1 FROM relations
            WHERE bucket = :bucket AND account_id = :id AND kind = 2 AND target_id = :target_id
            """,
            bucket=bucket_of(target_id),
            id=target_id,
            target_id=account_id,
        )
    ]


def check_post_counters(tx: ReadTransaction) -> list[Finding]:
    """The counters of a sample of posts say what the rows say."""
    rows = _sample(
        tx,
        """
        SELECT p.id, s.favourites, s.boosts, s.quotes
        FROM post_stats s JOIN posts p ON p.bucket = s.bucket AND p.id = s.post_id
        WHERE s.bucket BETWEEN :low AND :high
        """,
        4,
    )
    findings = []
    for post_id, *shown in rows:
        real = tx.row(
            """
            SELECT
              (SELECT count(*) FROM favourites WHERE kind = 1 AND post_id = :id),
              (SELECT count(*) FROM posts WHERE boost_of_id = :id),
              (SELECT count(*) FROM quotes
               WHERE bucket = :bucket AND quoted_id = :id AND state = 1)
            """,
            bucket=bucket_of(post_id),
            id=post_id,
        )
        assert real is not None
        findings += _different("post_stats", f"the post {post_id}", _OF_POSTS, shown, real)
    return findings


def check_polls(tx: ReadTransaction) -> list[Finding]:
    """The tallies of a sample of polls say what the votes say, of those that were held here."""
    rows = _sample(
        tx,
        """
        SELECT id, round, tallies, voters FROM polls
        WHERE bucket BETWEEN :low AND :high AND (flags & 8) = 0 ORDER BY bucket, id
        """,
        4,
    )
    findings = []
    for poll_id, round_, shown, voters in rows:
        tallies = msgspec.json.decode(shown, type=list[int])
        votes = [
            row[0]
            for row in tx.rows(
                "SELECT choices FROM poll_votes WHERE poll_id = :id AND round = :round",
                id=poll_id,
                round=round_,
            )
        ]
        real = [sum(choices >> n & 1 for choices in votes) for n in range(len(tallies))]
        if (tallies, voters) != (real, len(votes)):
            findings.append(Finding("polls", f"{poll_id} shows {shown}, the votes say {real}"))
    return findings


def check_lists(tx: ReadTransaction) -> list[Finding]:
    """Who is in a list of a sample is followed by its owner, or is the owner."""
    rows = _sample(
        tx,
        """
        SELECT m.account_id, m.target_id, m.list_id
        FROM list_members m
        LEFT JOIN lists l ON l.bucket = m.bucket AND l.id = m.list_id
        LEFT JOIN follows f ON f.bucket = m.bucket AND f.account_id = m.account_id
          AND f.target_id = m.target_id
        WHERE m.bucket BETWEEN :low AND :high
          AND (l.id IS NULL OR (f.id IS NULL AND m.target_id <> m.account_id))
        """,
        3,
    )
    return [
        Finding("list_members", f"{target_id} is in the list {list_id}, which cannot be")
        for _, target_id, list_id in rows
    ]


def check_offers(tx: ReadTransaction) -> list[Finding]:
    """Each reply of a sample that was offered is there, and everybody's once it is approved."""
    rows = _sample(
        tx,
        """
        SELECT o.post_id, p.id FROM reply_offers o
        LEFT JOIN posts p ON p.bucket = ((o.post_id >> 6) & 1023) AND p.id = o.post_id
        WHERE o.bucket BETWEEN :low AND :high
          AND (p.id IS NULL OR (o.state = 1 AND p.visibility = 4)
               OR (o.state <> 1 AND p.visibility <> 4))
        """,
        2,
    )
    return [
        Finding(
            "reply_offers",
            f"the reply {post_id} is not as decided" if there else f"the reply {post_id} is gone",
        )
        for post_id, there in rows
    ]


def check_hidden(tx: ReadTransaction) -> list[Finding]:
    """Each hidden reply of a sample is hidden by whoever began the conversation."""
    rows = _sample(
        tx,
        """
        SELECT e.post_id FROM thread_entries e
        LEFT JOIN posts p ON p.bucket = e.bucket AND p.id = e.root_id
        WHERE e.bucket BETWEEN :low AND :high AND e.hider_id IS NOT NULL
          AND (p.id IS NULL OR p.account_id <> e.hider_id)
        """,
        1,
    )
    return [
        Finding("thread_entries", f"the reply {row[0]} is hidden by nobody who may") for row in rows
    ]


def check_sources(tx: ReadTransaction) -> list[Finding]:
    """Every source of news that people read is there, and counts them."""
    rows = tx.rows(
        """
        SELECT r.source_id, s.readers, r.people FROM (
          SELECT source_id, count(*) AS people FROM news_readers GROUP BY source_id
        ) AS r
        LEFT JOIN news_sources s ON s.id = r.source_id
        WHERE s.id IS NULL OR s.readers <> r.people
        """
    )
    return [
        Finding("news_sources", f"{source_id} counts {counted} readers, there are {people}")
        for source_id, counted, people in rows
    ]


def check_reactions(tx: ReadTransaction) -> list[Finding]:
    """The counts of reactions to announcements say what the rows say."""
    rows = tx.rows(
        """
        SELECT c.announcement_id, c.name, c.count, (
          SELECT count(*) FROM announcement_reactions r
          WHERE r.announcement_id = c.announcement_id AND r.name = c.name)
        FROM announcement_counts c ORDER BY c.announcement_id DESC, c.name LIMIT :most
        """,
        most=SAMPLE,
    )
    return [
        Finding("announcement_counts", f"{number} shows {seen} times {name}, there are {there}")
        for number, name, seen, there in rows
        if seen != there
    ]


def check_logins(tx: ReadTransaction) -> list[Finding]:
    """Each login of a sample has an account behind it."""
    rows = _sample(
        tx,
        """
        SELECT u.id FROM users u LEFT JOIN accounts a ON a.bucket = u.bucket AND a.id = u.id
        WHERE u.bucket BETWEEN :low AND :high AND a.id IS NULL
        """,
        1,
    )
    return [Finding("users", f"the login {row[0]} has no account") for row in rows]


CHECKS: Final[Mapping[str, Callable[[ReadTransaction], list[Finding]]]] = {
    "Comparing the schema": check_schema,
    "Comparing follows with their mirrors": check_follows,
    "Comparing blocks with their mirrors": check_blocks,
    "Counting again what counters say": check_counters,
    "Counting again what posts show": check_post_counters,
    "Counting votes again": check_polls,
    "Comparing lists with follows": check_lists,
    "Comparing replies with what was decided on them": check_offers,
    "Looking who hides replies": check_hidden,
    "Counting readers of news again": check_sources,
    "Counting reactions to announcements again": check_reactions,
    "Looking for logins without an account": check_logins,
}


def _different(
    where: str, who: str, names: Sequence[str], shown: Sequence[int], real: Sequence[int]
) -> list[Finding]:
    return [
        Finding(where, f"{who} shows {seen} {name}, there are {there}")
        for name, seen, there in zip(names, shown, real, strict=True)
        if seen != there
    ]


def _sample(tx: ReadTransaction, sql: str, columns: int) -> list[tuple[Any, ...]]:
    """Return up to SAMPLE rows, strip by strip from a bucket that is drawn each time."""
    found: list[tuple[Any, ...]] = []
    for low, high in _strips(secrets.randbelow(BUCKETS)):
        rows = tx.rows(f"{sql} LIMIT :most", low=low, high=high, most=SAMPLE - len(found))
        found += [row[:columns] for row in rows]
        if len(found) >= SAMPLE:
            break
    return found


def _strips(first: int) -> Iterator[tuple[int, int]]:
    """Cut the ring of buckets: narrow where a large site has enough, wider where nothing is."""
    low, width = first, 1
    for end in (BUCKETS, first):
        while low < end:
            high = min(low + width, end) - 1
            yield low, high
            low, width = high + 1, min(4 * width, _WIDEST)
        low = 0
