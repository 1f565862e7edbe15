"""Folds a page of home into rows: boosts in a row, threads of one person, and where one was."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from arengo.web.context import PostView
from arengo.web.context.home import Row

LEAST_FOLDED: Final = 4  # boosts after each other
LEAST_OF_THREAD: Final = 3  # posts of one person, each the answer to the one before


def rows_of(posts: Sequence[PostView], *, read_id: int, read_ms: int) -> tuple[Row, ...]:
    """Return the rows of a page, newest first; the mark stands where what was read begins."""
    new = [post for post in posts if post.line_id > read_id]
    old = posts[len(new) :]
    here = [Row(here_ms=read_ms)] if read_id and new and old else []
    return (*_folded(new), *here, *_folded(old))


def _folded(posts: Sequence[PostView]) -> Iterator[Row]:
    for is_boost, group in groupby(posts, key=lambda post: post.boosted_by is not None):
        run = tuple(group)
        if not is_boost:
            yield from _threaded(run)
        elif len(run) >= LEAST_FOLDED:
            yield Row(boosts=run)
        else:
            yield from (Row(post=post) for post in run)


def _threaded(posts: Sequence[PostView]) -> Iterator[Row]:
    """Yield posts; a thread that somebody wrote in one go stands where its last post came."""
    chain: list[PostView] = []
    for post in posts:
        if chain and not _continues(chain[-1], post):
            yield from _rows_of_chain(chain)
            chain = []
        chain.append(post)
    yield from _rows_of_chain(chain)


def _continues(later: PostView, earlier: PostView) -> bool:
    return later.reply_to_id == earlier.id and later.author.handle == earlier.author.handle


def _rows_of_chain(chain: Sequence[PostView]) -> Iterator[Row]:
    if len(chain) >= LEAST_OF_THREAD:
        yield Row(post=chain[-1], sequel=tuple(chain[-2::-1]))
    else:
        yield from (Row(post=post) for post in chain)
