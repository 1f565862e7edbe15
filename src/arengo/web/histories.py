"""The history of a post: each state with what became other since the one before."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from arengo.social.posts.model import Edit
from arengo.web.context.threads import Change, Version
from arengo.web.diffing import Piece, diff


def versions_of(edits: Sequence[Edit]) -> tuple[Version, ...]:
    """Return the states, which come oldest first, newest first."""
    if not edits:
        return ()
    later = [_version(before, after) for before, after in pairwise(edits)]
    return (*later[::-1], _first(edits[0]))


def _first(edit: Edit) -> Version:
    return Version(
        at_ms=edit.at_ms, text=_unchanged(edit.text), warning=_unchanged(edit.spoiler), first=True
    )


def _unchanged(text: str) -> tuple[Piece, ...]:
    return (Piece("same", text),) if text else ()


def _version(before: Edit, after: Edit) -> Version:
    old = {each.id for each in before.extra.media}
    new = {each.id for each in after.extra.media}
    return Version(
        at_ms=after.at_ms,
        text=diff(before.text, after.text),
        warning=diff(before.spoiler, after.spoiler),
        changes=tuple(_changes(before, after)),
        media_added=len(new - old),
        media_removed=len(old - new),
    )


def _changes(before: Edit, after: Edit) -> Iterator[Change]:
    if before.sensitive != after.sensitive:
        yield "covered" if after.sensitive else "uncovered"
    words = {each.id: each.description for each in before.extra.media}
    if any(words.get(each.id, each.description) != each.description for each in after.extra.media):
        yield "described"
    if change := _poll(before, after):
        yield change


def _poll(before: Edit, after: Edit) -> Change | None:
    if before.extra.poll == after.extra.poll:
        return None
    if before.extra.poll is None:
        return "poll_new"
    return "poll_gone" if after.extra.poll is None else "poll_other"
