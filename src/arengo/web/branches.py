"""The replies below a post as a tree, and which part of it stands on a page. Ids only."""

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Final

import msgspec

from arengo.base.ids import PostId

DEPTH: Final = 3
MOST_IN_BRANCH: Final = 40
_Children = Mapping[int, Sequence[int]]


class Twig(msgspec.Struct, frozen=True):
    """A reply, the answers that stand below it, and how many more of them stand on its own page."""

    id: int
    answers: tuple["Twig", ...] = ()
    more: int = 0

    def ids(self) -> Iterator[int]:
        """Return all that stand on the page."""
        yield self.id
        for each in self.answers:
            yield from each.ids()


def children_of(
    root: int, seen: Collection[int], parents: Mapping[PostId, PostId]
) -> dict[int, list[int]]:
    """Return post → its answers, oldest first; under a gap they move to what stands above it."""
    shown = {*seen, root}
    children: dict[int, list[int]] = defaultdict(list)
    for each in sorted(seen):
        above: int = parents.get(PostId(each), root)
        while above not in shown:
            above = parents.get(PostId(above), root)
        children[above].append(each)
    return children


def twig(post_id: int, children: _Children, *, room: int = MOST_IN_BRANCH) -> Twig:
    """Return a reply with what stands below it: so deep, and so many in all."""
    kept = _kept(post_id, children, room)
    return _grown(post_id, children, kept)


def _kept(post_id: int, children: _Children, room: int) -> set[int]:
    """Choose generation by generation, so that nobody's first answer hides a whole other branch."""
    generation, kept = [post_id], {post_id}
    for _ in range(DEPTH - 1):
        generation = [each for parent in generation for each in children.get(parent, ())]
        generation = generation[: max(0, room - len(kept))]
        kept.update(generation)
    return kept


def _grown(post_id: int, children: _Children, kept: Collection[int]) -> Twig:
    answers = children.get(post_id, ())
    return Twig(
        post_id,
        tuple(_grown(each, children, kept) for each in answers if each in kept),
        sum(_size(each, children) for each in answers if each not in kept),
    )


def _size(post_id: int, children: _Children) -> int:
    """Count a reply and all below it."""
    waiting, found = [post_id], 0
    while waiting:
        found += 1
        waiting.extend(children.get(waiting.pop(), ()))
    return found
