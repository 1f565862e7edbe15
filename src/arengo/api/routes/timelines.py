"""Timelines: home, public, hashtag."""

from collections.abc import Sequence
from typing import Any

import msgspec

from arengo.api.entities.status import Status, json_list, statuses_json
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.entries.actions import tag_named
from arengo.social.timelines.model import NOTHING, Page, Stretch, TagFilter
from arengo.storage import ReadTransaction

MOST_TAGS = 4


class PublicForm(PageForm, frozen=True, kw_only=True):
    """What of the public timeline is wanted."""

    local: bool = False
    remote: bool = False
    only_media: bool = False


class TagForm(PublicForm, frozen=True, kw_only=True):
    """More tags that a post may, must or must not have."""

    any: list[str] = msgspec.field(default_factory=list)
    all: list[str] = msgspec.field(default_factory=list)
    none: list[str] = msgspec.field(default_factory=list)


def is_public_bounded(form: PublicForm) -> bool:
    """Tell whether every post counts: posts with media may be rare, and long to look for."""
    return not form.only_media


def is_tag_bounded(form: TagForm) -> bool:
    """Tell whether every post with the tag counts."""
    return not (form.only_media or form.any or form.all or form.none)


def stretch_of(form: PageForm) -> Stretch:
    """Return the stretch of a timeline that a client asked for."""
    return Stretch(**form.bounds(default=20, most=40))


def timeline(tx: ReadTransaction, request: Request, found: Page) -> Answer:
    """Answer with a page of statuses."""
    items = json_list(rendered(tx, request, found))
    return page(request, items, [line.id for line in found.lines])


def rendered(tx: ReadTransaction, request: Request, found: Page) -> list[bytes]:
    """Return each status of a page as the viewer sees it."""
    origin, viewer = request.site.settings.origin, request.viewer_id
    return statuses_json(tx, found, origin=origin, viewer=viewer)


def visible_statuses(tx: ReadTransaction, request: Request, ids: Sequence[Any]) -> list[bytes]:
    """Return those of these statuses that the viewer may see, in their order."""
    return rendered(tx, request, visible_page(tx, request, ids))


def visible_page(tx: ReadTransaction, request: Request, ids: Sequence[Any]) -> Page:
    """Return those of these posts that the viewer may see, in their order."""
    return timelines.seen_page_of(tx, ids, viewer=request.viewer_id)


@reads("/api/v1/timelines/home", scope="read:statuses", answers=list[Status])
def home(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return what the people and tags that one follows published."""
    return timeline(tx, request, timelines.home(tx, stretch_of(form), viewer=request.me))


@reads(
    "/api/v1/timelines/public",
    access=Access.ANYONE,
    scope="read:statuses",
    bounded=is_public_bounded,
    answers=list[Status],
)
def public(tx: ReadTransaction, request: Request, form: PublicForm) -> Answer:
    """Return public posts, newest first."""
    found = (
        NOTHING
        if form.remote
        else timelines.public(
            tx,
            stretch_of(form),
            viewer=request.viewer_id,
            only_local=form.local,
            only_media=form.only_media,
        )
    )
    return timeline(tx, request, found)


@reads(
    "/api/v1/timelines/tag/{hashtag}",
    access=Access.ANYONE,
    scope="read:statuses",
    bounded=is_tag_bounded,
    answers=list[Status],
)
def tagged(tx: ReadTransaction, request: Request, hashtag: str, form: TagForm) -> Answer:
    """Return public posts with a hashtag."""
    tag = tag_named(hashtag)
    chosen = TagFilter(
        any_ids=_tag_ids(form.any),
        all_ids=_tag_ids(form.all),
        none_ids=_tag_ids(form.none),
        only_media=form.only_media,
    )
    if form.remote:
        return timeline(tx, request, NOTHING)
    found = timelines.tagged(
        tx, stretch_of(form), tag_id=tag.id, chosen=chosen, viewer=request.viewer_id
    )
    return timeline(tx, request, found)


def _tag_ids(names: list[str]) -> frozenset[int]:
    return frozenset(tag_named(name).id for name in names[:MOST_TAGS])
