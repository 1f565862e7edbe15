"""Mastodon's Tag."""

from collections.abc import Sequence

import msgspec

from arengo.base.clock import DAY_MS, SECOND_MS
from arengo.social.accounts.rendering import tag_url
from arengo.social.timelines.entries.queries import DayOfTag
from arengo.social.timelines.model import Tag as TagRow


class TagHistory(msgspec.Struct, frozen=True):
    """How much a hashtag was used on one day."""

    day: str
    uses: str
    accounts: str


class Tag(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A hashtag; `following` and `featuring` only for somebody signed in."""

    id: str
    name: str
    url: str
    history: list[TagHistory]
    following: bool | msgspec.UnsetType = msgspec.UNSET
    featuring: bool | msgspec.UnsetType = msgspec.UNSET


def tag_history(days: Sequence[DayOfTag]) -> list[TagHistory]:
    """Return how much something was used, day by day."""
    return [
        TagHistory(str(day.day * DAY_MS // SECOND_MS), str(day.uses), str(day.accounts))
        for day in days
    ]


def tag_entity(
    tag: TagRow,
    history: Sequence[DayOfTag],
    *,
    origin: str,
    following: bool | None = None,
    featuring: bool | None = None,
) -> Tag:
    """Return the entity of a hashtag."""
    return Tag(
        id=str(tag.id),
        name=tag.name,
        url=tag_url(origin, tag.name),
        history=tag_history(history),
        following=msgspec.UNSET if following is None else following,
        featuring=msgspec.UNSET if featuring is None else featuring,
    )
