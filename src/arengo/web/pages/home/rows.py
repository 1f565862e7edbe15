"""Folds a page of home into rows: boosts in a row become one, and where one was is marked."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Final

from arengo.web.context import PostView
from arengo.web.context.home import Row

LEAST_FOLDED: Final = 4  # boosts after each other


def rows_of(posts: Sequence[PostView], *, read_id: int, read_ms: int) -> tuple[Row, ...]:
    """Return the rows of a page, newest first; the mark stands where what was read begins."""
    new = [post for post in posts if post.line_id > read_id]
    old = posts[len(new) :]
    here = [Row(here_ms=read_ms)] if read_id and new and old else []
    return (*_folded(new), *here, *_folded(old))


def _folded(posts: Sequence[PostView]) -> Iterator[Row]:
    for is_boost, group in groupby(posts, key=lambda post: post.boosted_by is not None):
        run = tuple(group)
        if is_boost and len(run) >= LEAST_FOLDED:
            yield Row(boosts=run)
        else:
            yield from (Row(post=post) for post in run)
