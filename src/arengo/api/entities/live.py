"""A status as many people see it at the same moment: rendered once for all who see the same."""

from collections.abc import Collection
from typing import Final

from msgspec.structs import replace

from arengo.api.entities.moving_parts import MOVING
from arengo.api.entities.status import statuses_json
from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.model import UNAVAILABLE
from arengo.social.timelines.live.queries import marks_of
from arengo.social.timelines.model import Page
from arengo.social.timelines.queries import page_of
from arengo.storage import ReadTransaction

_NOTHING: Final = (0, 0)


def live_status(
    tx: ReadTransaction, post_id: PostId, *, origin: str, viewers: Collection[AccountId]
) -> dict[AccountId, bytes]:
    """Return the status for each viewer who was found to see it; equal bytes are one object."""
    page = page_of(tx, [post_id], viewer=None)
    if not viewers or not _is_present(page):
        return {}
    (line,) = page.lines
    if line.shown_flags & MOVING:
        return {each: _own(tx, post_id, origin=origin, viewer=each) for each in viewers}
    marks = marks_of(tx, line, viewers)
    rendered: dict[tuple[int, int], bytes] = {}
    for viewer in viewers:
        seen = marks.get(viewer, _NOTHING)
        if seen not in rendered:  # the version of filters belongs to one viewer alone
            marked = replace(page, marks={line.shown_id: seen[0]}, filters_ver=seen[1])
            (rendered[seen],) = statuses_json(tx, marked, origin=origin, viewer=viewer)
    return {viewer: rendered[marks.get(viewer, _NOTHING)] for viewer in viewers}


def _own(tx: ReadTransaction, post_id: PostId, *, origin: str, viewer: AccountId) -> bytes:
    (body,) = statuses_json(tx, page_of(tx, [post_id], viewer=viewer), origin=origin, viewer=viewer)
    return body


def _is_present(page: Page) -> bool:
    people = page.authors.values()
    return bool(page.lines) and not any(author.flags & UNAVAILABLE for author in people)
