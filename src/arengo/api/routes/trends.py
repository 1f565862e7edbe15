"""Trends: tags, statuses and links that are used more than they used to be."""

from typing import Final

from arengo.api.entities.filter import CONTEXTS_BY_NAME
from arengo.api.entities.filtered import without_hidden
from arengo.api.entities.status import Status, json_list
from arengo.api.entities.tag import Tag, tag_entity
from arengo.api.entities.trend import TrendsLink, trends_link
from arengo.api.routes.timelines import rendered
from arengo.gate.answers import Answer
from arengo.gate.paging import OffsetForm, PageForm, page, page_by_offset
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import posts_with_link, trending, trending_posts
from arengo.social.posts.cards.queries import cards_by_id
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.entries.queries import followed_tag_ids
from arengo.social.timelines.model import Page
from arengo.social.timelines.model import Tag as TagRow
from arengo.storage import ReadTransaction

_PUBLIC: Final = CONTEXTS_BY_NAME["public"]


class LinkForm(PageForm, frozen=True, kw_only=True):
    """The address of the article."""

    url: str = ""


@reads("/api/v1/trends/tags", access=Access.ANYONE, answers=list[Tag])
def list_tags(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return tags that are trends."""
    limit = form.most(default=10, most=20)
    found = trending(tx, TrendKind.TAG, limit=limit, offset=form.start)
    followed = _followed(tx, request, [each.id for each in found])
    items = [
        tag_entity(
            TagRow(each.id, each.body.name),
            each.history,
            origin=request.site.settings.origin,
            following=None if followed is None else each.id in followed,
        )
        for each in found
    ]
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


@reads("/api/v1/trends", access=Access.ANYONE, answers=list[Tag])
def list_trends(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return the same, at the address that it had before version 3.5."""
    return list_tags(tx, request, form)


@reads("/api/v1/trends/statuses", access=Access.ANYONE, answers=list[Status])
def list_statuses(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return statuses that many like, without those that the viewer would not see."""
    limit = form.most(default=20, most=40)
    count, ids = trending_posts(tx, viewer=request.viewer_id, limit=limit, offset=form.start)
    found = timelines.page_of(tx, ids, viewer=request.viewer_id)
    items = json_list(_statuses(tx, request, found))
    return page_by_offset(request, items, start=form.start, limit=limit, count=count)


@reads("/api/v1/trends/links", access=Access.ANYONE, answers=list[TrendsLink])
def list_links(tx: ReadTransaction, request: Request, form: OffsetForm) -> Answer:
    """Return links that many share."""
    limit = form.most(default=10, most=20)
    found = trending(tx, TrendKind.LINK, limit=limit, offset=form.start)
    cards = cards_by_id(tx, [each.id for each in found])
    origin = request.site.settings.origin
    items = [trends_link(each, cards[each.id], origin=origin) for each in found if each.id in cards]
    return page_by_offset(request, items, start=form.start, limit=limit, count=len(found))


@reads("/api/v1/timelines/link", access=Access.ANYONE, scope="read:statuses", answers=list[Status])
def list_statuses_with_link(tx: ReadTransaction, request: Request, form: LinkForm) -> Answer:
    """Return public statuses with a link that is a trend, by people who want to be found."""
    read, ids = posts_with_link(
        tx, form.url, viewer=request.viewer_id, **form.bounds(default=20, most=40)
    )
    found = timelines.page_of(tx, ids, viewer=request.viewer_id)
    return page(request, json_list(rendered(tx, request, found)), read)


def _statuses(tx: ReadTransaction, request: Request, found: Page) -> list[bytes]:
    viewer = request.viewer_id
    shown = without_hidden(tx, found, viewer=viewer, context=_PUBLIC) if viewer else found
    return rendered(tx, request, shown)


def _followed(tx: ReadTransaction, request: Request, ids: list[int]) -> set[int] | None:
    viewer = request.viewer_id
    return None if viewer is None else followed_tag_ids(tx, viewer, ids)
