"""Hashtags that the staff has approved, by the beginning of their names."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import reviews_of
from arengo.social.timelines.entries.queries import tags_beginning
from arengo.social.timelines.model import Tag
from arengo.storage import ReadTransaction

_STEP: Final = 200
_LOOKED_AT: Final = 1_000  # tags that begin so; beyond that nobody meant any of them


def approved_tags_beginning(
    tx: ReadTransaction, prefix: str, *, viewer: AccountId | None, limit: int, offset: int
) -> list[Tag]:
    """Return tags in use that begin so and that the staff has approved, in order."""
    approved: list[Tag] = []
    for start in range(0, _LOOKED_AT, _STEP):
        found = tags_beginning(tx, prefix, viewer=viewer, limit=_STEP, offset=start)
        reviews = reviews_of(tx, TrendKind.TAG, [tag.id for tag in found])
        approved += [tag for tag in found if reviews.get(tag.id)]
        if len(approved) >= offset + limit or len(found) < _STEP:
            break
    return approved[offset : offset + limit]
