"""admin/trends: the staff looks at what is about to be shown to everybody."""

from functools import partial
from typing import Final

from arengo.api.entities.admin_trends import AdminTag, AdminTrendsLink, admin_link, admin_tag
from arengo.api.entities.status import Status, json_list, statuses_json
from arengo.auth.roles.model import Permission
from arengo.base.errors import NotFound
from arengo.gate.answers import Answer
from arengo.gate.paging import OffsetForm, page_by_offset
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.social.discover.trends.actions import approve, reject
from arengo.social.discover.trends.model import KEPT, Trend, TrendKind
from arengo.social.discover.trends.queries import to_review
from arengo.social.posts.cards.queries import cards_by_id
from arengo.social.timelines.model import Tag as TagRow
from arengo.social.timelines.queries import page_of
from arengo.storage import ReadTransaction, Transaction

_PATH: Final = "/api/v1/admin/trends"
_STAFF: Final = Permission.MANAGE_TAXONOMIES
_READ: Final = "admin:read"
_says: Final = partial(acts, "POST", scope="admin:write", permission=_STAFF)


@reads(f"{_PATH}/tags", scope=_READ, permission=_STAFF, bounded=False, answers=list[AdminTag])
def list_tags(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return tags that are trends, also those that nobody has looked at or that were rejected."""
    limit = form.most(default=10, most=KEPT)
    found = to_review(tx, TrendKind.TAG, limit=limit, offset=form.start)
    items = [_tag(each, request) for each in found]
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


@reads(f"{_PATH}/statuses", scope=_READ, permission=_STAFF, bounded=False, answers=list[Status])
def list_statuses(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return statuses that are trends, whatever was said of them."""
    limit = form.most(default=20, most=KEPT)
    found = to_review(tx, TrendKind.POST, limit=limit, offset=form.start)
    items = json_list(_statuses(tx, request, [each.id for each in found]))
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


@reads(
    f"{_PATH}/links", scope=_READ, permission=_STAFF, bounded=False, answers=list[AdminTrendsLink]
)
def list_links(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return links that are trends, whatever was said of them."""
    limit = form.most(default=10, most=KEPT)
    found = to_review(tx, TrendKind.LINK, limit=limit, offset=form.start)
    items = _links(tx, request, found)
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


@_says(f"{_PATH}/tags/{{tag_id}}/approve", answers=AdminTag)
async def approve_tag(request: Request, tag_id: int) -> AdminTag:
    """Show a tag, now and whenever it comes back."""
    return _tag(await _say(request, TrendKind.TAG, tag_id, good=True), request)


@_says(f"{_PATH}/tags/{{tag_id}}/reject", answers=AdminTag)
async def reject_tag(request: Request, tag_id: int) -> AdminTag:
    """Show a tag no more."""
    return _tag(await _say(request, TrendKind.TAG, tag_id, good=False), request)


@_says(f"{_PATH}/statuses/{{post_id}}/approve", answers=Status)
async def approve_status(request: Request, post_id: int) -> bytes:
    """Show a status."""
    return await _status(request, await _say(request, TrendKind.POST, post_id, good=True))


@_says(f"{_PATH}/statuses/{{post_id}}/reject", answers=Status)
async def reject_status(request: Request, post_id: int) -> bytes:
    """Show a status no more."""
    return await _status(request, await _say(request, TrendKind.POST, post_id, good=False))


@_says(f"{_PATH}/links/{{card_id}}/approve", answers=AdminTrendsLink)
async def approve_link(request: Request, card_id: int) -> AdminTrendsLink:
    """Show a link."""
    return await _link(request, await _say(request, TrendKind.LINK, card_id, good=True))


@_says(f"{_PATH}/links/{{card_id}}/reject", answers=AdminTrendsLink)
async def reject_link(request: Request, card_id: int) -> AdminTrendsLink:
    """Show a link no more."""
    return await _link(request, await _say(request, TrendKind.LINK, card_id, good=False))


async def _say(request: Request, kind: TrendKind, trend_id: int, *, good: bool) -> Trend:
    """Write down what the staff says of a trend and return it; NotFound when it is none."""

    act = Act.APPROVE_TREND if good else Act.REJECT_TREND

    def verb(tx: Transaction) -> Trend:
        _trend(tx, kind, trend_id)
        say = approve if good else reject
        say(tx, kind=kind, trend_id=trend_id)
        note(tx, Deed(by=request.me, act=act, entry=trend_id, about=kind.name.lower()))
        return _trend(tx, kind, trend_id)

    return await request.write(verb)


def _trend(tx: ReadTransaction, kind: TrendKind, trend_id: int) -> Trend:
    for each in to_review(tx, kind, limit=KEPT, offset=0):
        if each.id == trend_id:
            return each
    raise NotFound


def _tag(trend: Trend, request: Request) -> AdminTag:
    tag = TagRow(trend.id, trend.body.name)
    origin = request.site.settings.origin
    return admin_tag(tag, trend.history, reviewed=trend.reviewed, origin=origin)


def _links(tx: ReadTransaction, request: Request, found: list[Trend]) -> list[AdminTrendsLink]:
    cards = cards_by_id(tx, [each.id for each in found])
    origin = request.site.settings.origin
    return [admin_link(each, cards[each.id], origin=origin) for each in found if each.id in cards]


async def _link(request: Request, trend: Trend) -> AdminTrendsLink:
    shown = await request.read(_links, request, [trend])
    if not shown:
        raise NotFound
    return shown[0]


def _statuses(tx: ReadTransaction, request: Request, ids: list[int]) -> list[bytes]:
    found = page_of(tx, ids, viewer=request.me)
    origin = request.site.settings.origin
    return statuses_json(tx, found, origin=origin, viewer=request.me)


async def _status(request: Request, trend: Trend) -> bytes:
    shown = await request.read(_statuses, request, [trend.id])
    if not shown:
        raise NotFound
    return shown[0]
