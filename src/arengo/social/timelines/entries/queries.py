"""Questions about tags: who follows them, how much they are used."""

from collections import defaultdict
from collections.abc import Collection
from typing import Final

import msgspec

from arengo.base.clock import DAY_MS, today
from arengo.base.ids import AccountId, first_id_at, time_of
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.social.timelines.entries import store
from arengo.social.timelines.model import FollowedTag, Tag
from arengo.storage import ReadTransaction

DAYS: Final = 7
_MOST_USES: Final = 2_000  # beyond that a count says "a lot" all the same
_FURTHEST: Final = 1_000  # tags that a search can be leafed through


class DayOfTag(msgspec.Struct, frozen=True):
    """Uses of a tag on one day (Unix day number), and by how many people."""

    day: int
    uses: int
    accounts: int


def history_of(tx: ReadTransaction, tag_id: int) -> list[DayOfTag]:
    """Return the last seven days of a tag, today first."""
    last = today()
    first = last - DAYS + 1
    uses = store.recent_uses(tx, tag_id, after=first_id_at(first * DAY_MS), limit=_MOST_USES)
    people: dict[int, list[AccountId]] = defaultdict(list)
    for post_id, account_id in uses:
        people[time_of(post_id) // DAY_MS].append(account_id)
    days = range(last, first - 1, -1)
    return [DayOfTag(day, len(people[day]), len(set(people[day]))) for day in days]


def tags_beginning(
    tx: ReadTransaction, prefix: str, *, viewer: AccountId | None, limit: int, offset: int = 0
) -> list[Tag]:
    """Return tags in use that begin so, in order; first the one a viewer follows, used or not."""
    name = normalise_tag(prefix)
    if not name or offset >= _FURTHEST:
        return []
    own = Tag(tag_id(name), name)
    first = [own] if viewer and is_tag(name) and _follows_unused(tx, viewer, own) else []
    start = max(offset - len(first), 0)
    found = store.tags_by_prefix(tx, name.encode(), limit=limit, offset=start)
    return found if offset else [*first, *found][:limit]


def _follows_unused(tx: ReadTransaction, viewer: AccountId, tag: Tag) -> bool:
    return store.follows_tag(tx, viewer, tag.id) and not store.tags_by_id(tx, [tag.id])


def tags_by_id(tx: ReadTransaction, ids: Collection[int]) -> list[Tag]:
    """Return those of the tags that are in use."""
    return store.tags_by_id(tx, ids) if ids else []


def tags_page(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[Tag]:
    """Return tags in use by their ids, the highest first; for the staff."""
    found = store.tags_page(tx, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def followed_tags(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[FollowedTag]:
    """Return the tags that an account follows, last followed first."""
    found = store.followed_tags(
        tx, account_id, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def followed_tag_ids(tx: ReadTransaction, account_id: AccountId, ids: Collection[int]) -> set[int]:
    """Return which of these tags an account follows."""
    return store.followed_among(tx, account_id, ids) if ids else set()


def follows_tag(tx: ReadTransaction, account_id: AccountId, tag_id: int) -> bool:
    """Return whether an account follows a tag."""
    return store.follows_tag(tx, account_id, tag_id)
