"""What viewers keep and who writes to them: lists, bookmarks, letters; and a tag on some posts."""

import random
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from arengo.base.ids import bucket_of, make_id
from arengo.base.text.tags import tag_id

MEMBERS: Final = 30
BOOKMARKS: Final = 100
LETTERS: Final = 30
TAGS: Final = 50
_TAGGED: Final = 10  # of so many public posts one has a tag
Rows = Iterator[Mapping[str, Any]]
Tables = Iterator[tuple[str, Rows]]


def tag_names() -> list[str]:
    """Return the tags that posts have."""
    return [f"valley{number}" for number in range(TAGS)]


def library(
    chance: random.Random,
    lists: Mapping[int, int],
    followed: Mapping[int, Sequence[int]],
    posts: Sequence[tuple[int, int]],
    writers: Sequence[int],
) -> Tables:
    """Return what is to be inserted: `lists` has that of each viewer, `posts` (post, author)."""
    viewers = list(lists)
    yield from _lists(lists, followed)
    yield from _tags(posts)
    yield (
        """
        INSERT INTO favourites (bucket, account_id, kind, post_id, id)
        VALUES (:bucket, :viewer, 2, :post, :id) ON CONFLICT DO NOTHING
        """,
        (
            {"bucket": bucket_of(v), "viewer": v, "post": post, "id": make_id(bucket_of(v))}
            for v in viewers
            for post, _ in chance.sample(posts, min(BOOKMARKS, len(posts)))
        ),
    )
    yield from _letters(viewers, writers)


def _lists(lists: Mapping[int, int], followed: Mapping[int, Sequence[int]]) -> Tables:
    yield (
        """
        INSERT INTO lists (bucket, id, account_id, title)
        VALUES (:bucket, :id, :viewer, 'Neighbours')
        """,
        ({"bucket": bucket_of(v), "id": number, "viewer": v} for v, number in lists.items()),
    )
    yield (
        """
        INSERT INTO list_members (bucket, list_id, target_id, account_id, id)
        VALUES (:bucket, :list_id, :member, :viewer, :id)
        """,
        (
            {
                "bucket": bucket_of(v),
                "list_id": number,
                "member": member,
                "viewer": v,
                "id": make_id(bucket_of(v)),
            }
            for v, number in lists.items()
            for member in followed.get(v, ())[:MEMBERS]
        ),
    )


def _tags(posts: Sequence[tuple[int, int]]) -> Tables:
    ids = [(tag_id(name), name) for name in tag_names()]
    yield (
        "INSERT INTO tags (bucket, id, name) VALUES (:bucket, :id, :name)",
        ({"bucket": number & 1023, "id": number, "name": name.encode()} for number, name in ids),
    )
    yield (
        """
        INSERT INTO tag_entries (bucket, tag_id, post_id, account_id)
        VALUES (:bucket, :tag, :post, :author)
        """,
        (
            {"bucket": tag & 1023, "tag": tag, "post": post, "author": author}
            for n, (post, author) in enumerate(posts[::_TAGGED])
            for tag in (ids[n % TAGS][0],)
        ),
    )


def _letters(viewers: Sequence[int], writers: Sequence[int]) -> Tables:
    """Write a letter to every viewer from each of some people, older than all other posts."""
    pairs = [(v, w) for v in viewers for w in writers[:LETTERS]]
    began = writers[0] >> 16
    letters = [
        (v, w, make_id(bucket_of(w), began + n), make_id(bucket_of(v)))
        for n, (v, w) in enumerate(pairs)
    ]
    yield (
        """
        INSERT INTO posts (bucket, id, account_id, visibility, flags, text, language)
        VALUES (:bucket, :id, :author, 3, 16, 'A word between us.', 'en')
        """,
        ({"bucket": bucket_of(p), "id": p, "author": w} for _, w, p, _ in letters),
    )
    yield (
        "INSERT INTO mentions (bucket, account_id, post_id) VALUES (:bucket, :viewer, :post)",
        ({"bucket": bucket_of(v), "viewer": v, "post": p} for v, _, p, _ in letters),
    )
    yield (
        """
        INSERT INTO conversations (bucket, id, account_id, root_id, people, last_id, unread)
        VALUES (:bucket, :id, :viewer, :post, :people, :post, 1)
        """,
        (
            {"bucket": bucket_of(v), "id": c, "viewer": v, "post": p, "people": str(w)}
            for v, w, p, c in letters
        ),
    )
    yield (
        """
        INSERT INTO conversation_posts (bucket, account_id, post_id, conversation_id)
        VALUES (:bucket, :viewer, :post, :id)
        """,
        ({"bucket": bucket_of(v), "viewer": v, "post": p, "id": c} for v, _, p, c in letters),
    )
