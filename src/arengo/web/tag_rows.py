"""Tags with their last seven days, as pages show them."""

from collections.abc import Collection, Sequence
from typing import Final
from urllib.parse import quote

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId
from arengo.social.discover.trends.histories import histories
from arengo.social.discover.trends.model import TrendKind
from arengo.social.timelines.entries.queries import DayOfTag, followed_tag_ids
from arengo.social.timelines.model import Tag
from arengo.storage import ReadTransaction
from arengo.web.context.finding import DayView, TagRow

_WHOLE: Final = 100


def tag_path(name: str) -> str:
    """Return where the page of a tag is."""
    return f"/tags/{quote(name, safe='')}"


def tag_rows(
    tx: ReadTransaction, tags: Sequence[Tag], *, viewer: AccountId | None
) -> tuple[TagRow, ...]:
    """Return tags in their order, with what was public on each of the last days."""
    days = histories(tx, TrendKind.TAG, [tag.id for tag in tags])
    followed = followed_tag_ids(tx, viewer, [tag.id for tag in tags]) if viewer else None
    return tuple(
        tag_row(tag, [DayOfTag(*day) for day in days[tag.id]], followed=followed) for tag in tags
    )


def tag_row(tag: Tag, history: Sequence[DayOfTag], *, followed: Collection[int] | None) -> TagRow:
    """Return one tag; `followed` are those that whoever is signed in follows, None for nobody."""
    most = max((day.uses for day in history), default=0) or 1
    return TagRow(
        name=tag.name,
        url=tag_path(tag.name),
        days=tuple(
            DayView(at_ms=day.day * DAY_MS, uses=day.uses, height=-(-day.uses * _WHOLE // most))
            for day in reversed(history)
        ),
        uses=sum(day.uses for day in history),
        people=history[0].accounts if history else 0,
        following=None if followed is None else tag.id in followed,
    )
