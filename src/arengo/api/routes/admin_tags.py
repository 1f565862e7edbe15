"""admin/tags: every hashtag in use, and whether it may be a trend."""

from typing import Final

import msgspec

from arengo.api.entities.admin_trends import AdminTag, admin_tag
from arengo.auth.roles.model import Permission
from arengo.base.errors import Invalid, NotFound
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.discover.trends.actions import approve, reject
from arengo.social.discover.trends.histories import histories
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import reviews_of
from arengo.social.timelines.entries.queries import DayOfTag, tags_by_id, tags_page
from arengo.social.timelines.model import Tag as TagRow
from arengo.storage import ReadTransaction

_PATH: Final = "/api/v1/admin/tags"
_ONE: Final = f"{_PATH}/{{tag_id}}"
_STAFF: Final = Permission.MANAGE_TAXONOMIES


class TagForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change. Tags are always usable and listed, and shown as they are stored."""

    trendable: bool | None = None
    usable: bool | None = None
    listable: bool | None = None


@reads(_PATH, scope="admin:read", permission=_STAFF, bounded=False, answers=list[AdminTag])
def list_tags(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the hashtags in use, by their ids."""
    found = tags_page(tx, **form.bounds(default=20, most=40))
    return page(request, _shown(tx, request, found), [each.id for each in found])


@reads(_ONE, scope="admin:read", permission=_STAFF, answers=AdminTag)
def show_tag(tx: ReadTransaction, request: Request, tag_id: int) -> AdminTag:
    """Return one of them."""
    found = tags_by_id(tx, [tag_id])
    if not found:
        raise NotFound
    return _shown(tx, request, found)[0]


@acts("PUT", _ONE, scope="admin:write", permission=_STAFF, answers=AdminTag)
async def change_tag(request: Request, tag_id: int, form: TagForm) -> AdminTag:
    """Say whether a hashtag may be a trend."""
    shown = await request.read(show_tag, request, tag_id)
    if form.usable is False or form.listable is False:
        raise Invalid("Validation failed: A hashtag cannot be made unusable or unlisted here")
    if form.trendable is not None:
        say = approve if form.trendable else reject
        act = Act.APPROVE_TAG if form.trendable else Act.REJECT_TAG
        deed = Deed(by=request.me, act=act, entry=tag_id, about=shown.name)
        await request.write(noted(say, lambda _: deed), kind=TrendKind.TAG, trend_id=tag_id)
    return await request.read(show_tag, request, tag_id)


def _shown(tx: ReadTransaction, request: Request, tags: list[TagRow]) -> list[AdminTag]:
    reviews = reviews_of(tx, TrendKind.TAG, [each.id for each in tags])
    days = histories(tx, TrendKind.TAG, [each.id for each in tags])
    origin = request.site.settings.origin
    return [
        admin_tag(
            each,
            [DayOfTag(*day) for day in days[each.id]],
            reviewed=reviews.get(each.id),
            origin=origin,
        )
        for each in tags
    ]
