"""Generates a site of a given size straight into the tables: the same site from the same seed.

Large tables are written in the order of their keys: each page of the file is written once, instead
of most of them in every batch, and ten times the data take little more than ten times as long.
"""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from arengo.auth.oauth.actions import issue_token, register_app
from arengo.auth.sessions.actions import start_session
from arengo.auth.users.model import UserFlag
from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import BUCKETS, AccountId, bucket_of, make_id
from arengo.config.keys import Keys
from arengo.social.accounts.policy import handle_key
from arengo.storage import Database, Transaction
from arengo.storage.directory import Namespace, claim
from bench.library import LETTERS, library

BATCH: Final = 20_000
DAYS: Final = 80
SIGNED_IN: Final = 100  # people who open pages in a browser
NAMED: Final = 100  # people whose profiles are found by their name
TEXT: Final = (
    "The ferry was late again, so we counted the gulls on the harbour wall and talked about bread. "
    "Whoever has a good recipe for rye, tell me."
)
_OOB: Final = "urn:ietf:wg:oauth:2.0:oob"
Rows = Iterator[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Size:
    """How large a site is, and how many people's homes are read."""

    accounts: int
    posts: int
    viewers: int = 500


@dataclass(frozen=True, slots=True)
class Generated:
    """What the load needs to know: tokens of viewers, and some of whatever is asked for."""

    tokens: list[str]
    posts: list[int]
    accounts: list[int]
    lists: list[int]  # that of each viewer
    pages: list[str]  # addresses of posts
    sessions: list[str]  # cookies of the first viewers


async def generate(db: Database, keys: Keys, size: Size) -> Generated:
    """Fill an empty, migrated database."""
    chance = random.Random(2026)
    newest = now_ms()
    accounts = _draw_accounts(chance, size, newest)
    posts = _draw_posts(chance, size, accounts, newest)
    lists = {each: make_id(bucket_of(each)) for each in accounts[: size.viewers]}
    for sql, rows in _tables(chance, size, accounts, posts, lists):
        while batch := list(islice(rows, BATCH)):
            await db.write(_insert, sql, batch)
    await db.write(_name, accounts[:NAMED])
    await db.write(_analyse)
    tokens = [await db.write(_token, keys, AccountId(each)) for each in accounts[: size.viewers]]
    public = [post_id for post_id, (_, boost_of) in posts.items() if boost_of is None]
    number = {each: n for n, each in enumerate(accounts)}
    pages = [f"/@person{number[posts[each][0]]}/{each}" for each in public[:1_000]]
    people = accounts[: min(size.viewers, SIGNED_IN)]
    sessions = [await db.write(_session, keys, AccountId(each)) for each in people]
    return Generated(tokens, public[:5_000], accounts, list(lists.values()), pages, sessions)


def _insert(tx: Transaction, sql: str, rows: Sequence[Mapping[str, Any]]) -> None:
    tx.execute_many(sql, rows)


def _name(tx: Transaction, accounts: Sequence[int]) -> None:
    """Let profiles be found by name."""
    for n, account_id in enumerate(accounts):
        claim(tx, Namespace.HANDLE, handle_key(f"person{n}", None), account_id)


def _analyse(tx: Transaction) -> None:
    tx.execute("ANALYZE")


def _token(tx: Transaction, keys: Keys, account_id: AccountId) -> str:
    scopes = ("read", "write", "follow")
    app = register_app(tx, name="bench", redirect_uris=(_OOB,), scopes=scopes).app
    return issue_token(tx, app_id=app.id, account_id=account_id, scopes=scopes, keys=keys).text


def _session(tx: Transaction, keys: Keys, account_id: AccountId) -> str:
    return start_session(tx, account_id=account_id, network="", agent="", keys=keys).cookie


def _draw_accounts(chance: random.Random, size: Size, newest: int) -> list[int]:
    oldest = newest - 2 * DAYS * DAY_MS
    return [make_id(chance.randrange(BUCKETS), oldest + n) for n in range(size.accounts)]


def _draw_posts(
    chance: random.Random, size: Size, accounts: list[int], newest: int
) -> dict[int, tuple[int, int | None]]:
    """Return post → (author, boosted post): a few people write much, one post in six is a boost."""
    posts: dict[int, tuple[int, int | None]] = {}
    made: list[int] = []
    boosted: set[tuple[int, int]] = set()
    for n in range(size.posts):
        author = accounts[
            min(int(chance.paretovariate(0.8)) * 13 % len(accounts), len(accounts) - 1)
            if n % 2
            else chance.randrange(len(accounts))
        ]
        at = newest - int(chance.random() * DAYS * DAY_MS)
        post_id = make_id(bucket_of(author), at)
        target = chance.choice(made) if made and n % 6 == 0 else None
        if target is not None and (author, target) in boosted:
            target = None
        if target is not None:
            boosted.add((author, target))
        else:
            made.append(post_id)
        posts[post_id] = (author, target)
    return posts


def _tables(
    chance: random.Random,
    size: Size,
    accounts: list[int],
    posts: dict[int, tuple[int, int | None]],
    lists: dict[int, int],
) -> Iterator[tuple[str, Rows]]:
    yield (
        """
        INSERT INTO accounts (bucket, id, flags, username, display_name, note)
        VALUES (:bucket, :id, 8, :name, :name, 'I write about the valley.')
        """,
        ({"bucket": bucket_of(a), "id": a, "name": f"person{n}"} for n, a in enumerate(accounts)),
    )
    yield (
        """
        INSERT INTO account_stats (bucket, account_id, followers, following, posts)
        VALUES (:bucket, :id, 12, 34, 56)
        """,
        ({"bucket": bucket_of(a), "id": a} for a in accounts),
    )
    yield (
        """
        INSERT INTO users (bucket, id, flags, email, password_hash)
        VALUES (:bucket, :id, :flags, :email, '')
        """,
        (
            {
                "bucket": bucket_of(a),
                "id": a,
                "flags": int(UserFlag.CONFIRMED | UserFlag.APPROVED),
                "email": f"person{n}@example.org",
            }
            for n, a in enumerate(accounts[: size.viewers])
        ),
    )
    yield (
        """
        INSERT INTO posts
          (bucket, id, account_id, visibility, flags, boost_of_id, text, language)
        VALUES (:bucket, :id, :author, 0, 16, :boost_of, :text, 'en')
        """,
        (
            {
                "bucket": bucket_of(p),
                "id": p,
                "author": author,
                "boost_of": target,
                "text": "" if target else f"{TEXT} {p % 997}",
            }
            for p in sorted(posts, key=_in_bucket)
            for author, target in (posts[p],)
        ),
    )
    yield from _graph(chance, size, accounts, posts, lists)


def _graph(
    chance: random.Random,
    size: Size,
    accounts: list[int],
    posts: dict[int, tuple[int, int | None]],
    lists: dict[int, int],
) -> Iterator[tuple[str, Rows]]:
    edges = [  # drawn in the order of people, whatever the order of writing
        (a, t)
        for n, a in enumerate(accounts)
        for t in chance.sample(accounts, _followees(n, len(accounts)))
        if t != a
    ]
    for table, first, second in (
        ("follows", "account_id", "target_id"),
        ("followers", "target_id", "account_id"),
    ):
        yield (
            f"""
            INSERT INTO {table} (bucket, {first}, {second}, id)
            VALUES (:bucket, :one, :two, :id)
            """,
            (
                {
                    "bucket": bucket_of(owner),
                    "one": owner,
                    "two": other,
                    "id": make_id(bucket_of(owner)),
                }
                for owner, other in sorted(
                    edges if table == "follows" else ((t, a) for a, t in edges), key=_pair
                )
            ),
        )
    public = [(p, a) for p, (a, target) in posts.items() if target is None]
    yield from _news(accounts, size, public)
    followed: dict[int, list[int]] = {}
    for a, t in edges:
        if a in lists:
            followed.setdefault(a, []).append(t)
    yield from library(chance, lists, followed, public, accounts[-LETTERS:])
    yield (
        """
        INSERT INTO public_entries (bucket, post_id, account_id, flags)
        VALUES (:bucket, :id, :author, 1)
        """,
        (
            {"bucket": hour & 1023, "id": p, "author": a}
            for hour, p, a in sorted(((p >> 16) // 3_600_000, p, a) for p, a in public)
        ),
    )
    yield (
        """
        INSERT INTO post_stats (bucket, post_id, favourites, boosts, replies)
        VALUES (:bucket, :id, 3, 1, 2)
        """,
        (
            {"bucket": bucket_of(p), "id": p}
            for p in sorted((p for p, _ in public[::3]), key=_in_bucket)
        ),
    )
    yield (
        """
        INSERT INTO favourites (bucket, account_id, kind, post_id, id)
        VALUES (:bucket, :viewer, 1, :post, :id) ON CONFLICT DO NOTHING
        """,
        (
            {
                "bucket": bucket_of(v),
                "viewer": v,
                "post": chance.choice(public)[0],
                "id": make_id(bucket_of(v)),
            }
            for v in accounts[: size.viewers]
            for _ in range(100)
        ),
    )


def _news(
    accounts: list[int], size: Size, public: list[tuple[int, int]]
) -> Iterator[tuple[str, Rows]]:
    """Forty favourites for each viewer, and five answers to each of the first thousand posts."""
    news = [
        {
            "bucket": bucket_of(viewer),
            "viewer": viewer,
            "id": make_id(bucket_of(viewer)),
            "sender": sender,
            "sample": f"[{sender}]",
            "post": post,
            "key": f"favourite-{post}",
        }
        for n, viewer in enumerate(accounts[: size.viewers])
        for m in range(40)
        for sender in (accounts[(n * 41 + m) % len(accounts)],)
        for post in (public[(n * 40 + m) % len(public)][0],)
    ]
    yield (
        """
        INSERT INTO notifications (bucket, account_id, id, type, from_id, post_id, group_key)
        VALUES (:bucket, :viewer, :id, 6, :sender, :post, :key)
        """,
        ({name: each[name] for name in each if name != "sample"} for each in news),
    )
    yield (
        """
        INSERT INTO notification_groups
          (bucket, account_id, group_key, latest_id, first_id, count, type, post_id, sample)
        VALUES (:bucket, :viewer, :key, :id, :id, 1, 6, :post, :sample)
        """,
        ({name: each[name] for name in each if name != "sender"} for each in news),
    )
    answers = [
        (root, author, make_id(bucket_of(accounts[-1 - m]), (root >> 16) + 1_000 * (m + 1)), m)
        for root, author in public[:1_000]
        for m in range(5)
    ]
    yield (
        """
        INSERT INTO posts (bucket, id, account_id, visibility, flags, reply_to_id,
                           reply_to_account_id, root_id, text, language)
        VALUES (:bucket, :id, :author, 0, 17, :root, :asker, :root, :text, 'en')
        """,
        (
            {
                "bucket": bucket_of(answer),
                "id": answer,
                "author": accounts[-1 - m],
                "root": root,
                "asker": author,
                "text": TEXT,
            }
            for root, author, answer, m in answers
        ),
    )
    yield (
        """
        INSERT INTO thread_entries (bucket, root_id, post_id, parent_id, account_id)
        VALUES (:bucket, :root, :id, :root, :author)
        """,
        (
            {"bucket": bucket_of(root), "root": root, "id": answer, "author": accounts[-1 - m]}
            for root, _, answer, m in answers
        ),
    )


def _in_bucket(number: int) -> tuple[int, int]:
    """Return what rows with this id are ordered by."""
    return bucket_of(number), number


def _pair(edge: tuple[int, int]) -> tuple[int, int, int]:
    owner, other = edge
    return bucket_of(owner), owner, other


def _followees(number: int, most: int) -> int:
    """One viewer in ten follows 200 people, half follow 50, the others 12."""
    wanted = 200 if number % 10 == 0 else 50 if number % 2 else 12
    return min(wanted, most - 1)
