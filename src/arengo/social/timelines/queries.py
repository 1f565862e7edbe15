"""Pages of timelines, ready for rendering."""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from operator import itemgetter
from typing import Final

from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.accounts.model import UNAVAILABLE
from arengo.social.follows.lists.model import List
from arengo.social.reactions.model import Reaction
from arengo.social.timelines import store
from arengo.social.timelines.model import (
    NOTHING,
    AccountFilter,
    Author,
    Line,
    Mark,
    Page,
    PublicFlag,
    Stretch,
    TagFilter,
)
from arengo.social.timelines.silenced import kept_from
from arengo.storage import ReadTransaction

_BITS: Final = {  # plain ints: flags of the enum cost a microsecond each
    0: int(Mark.BOOSTED),
    int(Reaction.FAVOURITE): int(Mark.FAVOURITED),
    int(Reaction.BOOKMARK): int(Mark.BOOKMARKED),
    int(Reaction.PIN): int(Mark.PINNED),
}
_THREAD_MUTE: Final = int(Reaction.THREAD_MUTE)
_FILTERS: Final = 5  # as in the store: no reaction is called so
_MUTED: Final = int(Mark.MUTED)
_UNAVAILABLE: Final = int(UNAVAILABLE)
_id: Final = itemgetter(0)
_SPARE: Final = 4  # read a little more than asked for: some will not be kept
_ROUNDS: Final = 8  # each reads twice as much: some six thousand lines that are not kept
_WHOLE_TAG: Final = TagFilter()
_Read = Callable[[Stretch], list[Line]]


def home(tx: ReadTransaction, stretch: Stretch, *, viewer: AccountId) -> Page:
    """Return a page of a viewer's home: each original once, newest first."""
    return _fill(tx, stretch, viewer, lambda part: store.home(tx, part, viewer=viewer))


def listed(tx: ReadTransaction, stretch: Stretch, *, of: List) -> Page:
    """Return a page of what the members of a list published, for its owner."""
    return _fill(
        tx, stretch, of.account_id, lambda part: store.listed(tx, part, of=of), asked_for=True
    )


def tagged(
    tx: ReadTransaction,
    stretch: Stretch,
    *,
    tag_id: int,
    viewer: AccountId | None,
    chosen: TagFilter = _WHOLE_TAG,
) -> Page:
    """Return a page of public posts with a tag."""
    return _fill(
        tx,
        stretch,
        viewer,
        lambda part: store.tagged(tx, part, tag_id=tag_id, chosen=chosen, viewer=viewer),
    )


def public(
    tx: ReadTransaction,
    stretch: Stretch,
    *,
    viewer: AccountId | None,
    only_local: bool = False,
    only_media: bool = False,
) -> Page:
    """Return a page of public posts, replies to others left out."""
    wanted = PublicFlag.LOCAL * only_local | PublicFlag.MEDIA * only_media
    return _fill(
        tx, stretch, viewer, lambda part: store.public(tx, part, wanted=wanted, viewer=viewer)
    )


def of_account(
    tx: ReadTransaction,
    stretch: Stretch,
    *,
    account_id: AccountId,
    chosen: AccountFilter,
    viewer: AccountId | None,
) -> Page:
    """Return a page of one account's posts and boosts that the viewer may see."""
    return _fill(
        tx,
        stretch,
        viewer,
        lambda part: store.of_account(
            tx, part, account_id=account_id, chosen=chosen, viewer=viewer
        ),
        asked_for=True,
    )


def page_of(tx: ReadTransaction, ids: Sequence[int], *, viewer: AccountId | None) -> Page:
    """Return a page of posts that were found visible, in the order of `ids`."""
    if not ids:
        return NOTHING
    by_id = {line.id: line for line in store.lines(tx, ids)}
    lines = [by_id[each] for each in ids if each in by_id]
    return _complete(tx, lines, store.authors(tx, _author_ids(lines)), viewer)


def seen_page_of(
    tx: ReadTransaction,
    ids: Collection[int],
    *,
    viewer: AccountId | None,
    people: Collection[int] = (),
) -> Page:
    """Return a page of those of the posts that the viewer may see, in the order of `ids`.

    Among its authors are also these `people`, as far as they exist.
    """
    found = store.seen_lines(tx, ids, viewer=viewer) if ids else []
    by_id = {line.id: line for line in found if line.kept}
    asked = _author_ids(found) | set(people)
    authors = store.authors(tx, asked) if asked else {}
    gone = {each.id for each in authors.values() if each.flags & _UNAVAILABLE}
    lines = [by_id[each] for each in ids if each in by_id]
    return _complete(tx, [each for each in lines if _present(each, authors, gone)], authors, viewer)


def _fill(
    tx: ReadTransaction,
    stretch: Stretch,
    viewer: AccountId | None,
    read: _Read,
    *,
    asked_for: bool = False,
) -> Page:
    """Read on from the last id read (not the last one kept) until the page is full.

    `asked_for`: the viewer chose whose posts these are, so it does not matter who is silenced.
    """
    kept: dict[int, Line] = {}
    authors: dict[int, Author] = {}
    part = replace(stretch, limit=stretch.limit + _SPARE)
    for _ in range(_ROUNDS):
        found = _without_gaps(read(part), part)
        authors.update(store.authors(tx, _author_ids(found) - authors.keys()))
        gone = {each.id for each in authors.values() if each.flags & _UNAVAILABLE}
        hidden = set() if asked_for else kept_from(tx, authors.values(), viewer)
        for line in found:
            if line.kept and line.author_id not in hidden and _present(line, authors, gone):
                kept.setdefault(line.shown_id, line)
        if len(kept) >= stretch.limit or len(found) < part.limit:
            break
        edge = found[-1].id
        part = replace(part, after=edge) if part.upwards else replace(part, before=edge)
        part = replace(part, limit=2 * part.limit)
    lines = list(kept.values())[: stretch.limit]
    return _complete(tx, lines[::-1] if stretch.upwards else lines, authors, viewer)


def _without_gaps(lines: list[Line], part: Stretch) -> list[Line]:
    """Two sources, each cut at the limit: below the limit of both together there are gaps.

    A post may come from both and be kept for one of them only, so all its lines stay together.
    """
    found = sorted(lines, key=_id, reverse=not part.upwards)
    end = part.limit
    while end < len(found) and found[end].id == found[end - 1].id:
        end += 1
    return found[:end]


def _complete(
    tx: ReadTransaction, lines: list[Line], authors: dict[int, Author], viewer: AccountId | None
) -> Page:
    shown = {line.shown_id for line in lines}
    counts = store.counts(tx, shown) if shown else {}
    marks, filters_ver = _marks(tx, lines, viewer) if viewer and shown else ({}, 0)
    return Page(lines, authors, counts, marks, filters_ver)


def _marks(tx: ReadTransaction, lines: list[Line], viewer: AccountId) -> tuple[dict[int, int], int]:
    """Return what the viewer did with each post, and the version of what they filter."""
    ids = {line.shown_id for line in lines} | {line.thread_id for line in lines}
    muted_threads: set[int] = set()
    marks: dict[int, int] = defaultdict(int)
    filters_ver = 0
    for kind, post_id in store.marks(tx, ids, viewer=viewer):
        if kind == _THREAD_MUTE:
            muted_threads.add(post_id)
        elif kind == _FILTERS:
            filters_ver = post_id
        else:
            marks[post_id] |= _BITS[kind]
    for line in lines:
        if line.thread_id in muted_threads:
            marks[line.shown_id] |= _MUTED
    return marks, filters_ver


def _author_ids(lines: Sequence[Line]) -> set[int]:
    return {line.author_id for line in lines} | {line.shown_author_id for line in lines}


def _present(line: Line, authors: dict[int, Author], gone: set[int]) -> bool:
    """Tell whether both authors are there and neither suspended nor deleted."""
    by, shown = line.author_id, line.shown_author_id
    return by in authors and shown in authors and by not in gone and shown not in gone
