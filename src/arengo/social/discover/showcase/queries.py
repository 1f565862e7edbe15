"""Questions about people who want to be found."""

from collections.abc import Sequence

from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import versions_by_id
from arengo.social.discover.showcase import store
from arengo.social.discover.showcase.store import Order
from arengo.social.follows.queries import kept_apart
from arengo.storage import ReadTransaction

_FURTHEST = 10_000  # people whom one can leaf through


def people_to_meet(
    tx: ReadTransaction, *, viewer: AccountId | None, order: Order, limit: int, offset: int
) -> list[AccountId]:
    """Return people who want to be found, without those whom the viewer blocked or muted."""
    if offset >= _FURTHEST:
        return []
    return findable(tx, store.page(tx, order, limit=limit, offset=offset), viewer=viewer)


def findable(
    tx: ReadTransaction, people: Sequence[AccountId], *, viewer: AccountId | None
) -> list[AccountId]:
    """Return those of these people, in their order, whom a viewer may be shown unasked."""
    if not people:
        return []
    versions = versions_by_id(tx, people)
    apart = kept_apart(tx, viewer, people) if viewer else set()
    return [
        each
        for each in people
        if each not in apart
        and (known := versions.get(each)) is not None
        and known.available
        and known.flags & AccountFlag.DISCOVERABLE
        and not known.flags & AccountFlag.SILENCED
    ]


def newest_posts(tx: ReadTransaction, *, after: int, most: int) -> list[tuple[int, int]]:
    """Return (author, newest public post) of those who wrote since a post."""
    return store.newest_posts(tx, after=after, most=most)
