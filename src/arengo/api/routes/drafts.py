"""Drafts on the server, our own addition: begun on one device, finished on another."""

import msgspec

from arengo.api.entities.scheduled_status import Draft, ScheduledStatus, drafts, outcome_json
from arengo.api.entities.status import Status
from arengo.api.wishing import SequelForm, StatusForm, key_of, sequels_of, wish_of
from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.posts.plans import drafts as verbs
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.queries import own_draft, plans_page
from arengo.social.posts.wishes import Wish
from arengo.storage import ReadTransaction


class VersionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which version one has read; without it, whatever is there."""

    version: int | None = None


class NewDraftForm(StatusForm, frozen=True, kw_only=True):
    """The parameters of a status, and the posts of a thread that go on below it."""

    sequels: list[SequelForm] | None = None  # None leaves those that are there


class DraftForm(NewDraftForm, frozen=True, kw_only=True):
    """The parameters of a draft, and which version of it they replace."""

    version: int


@reads("/api/arengo/v1/drafts", scope="read:statuses", answers=list[Draft])
def list_drafts(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return one's drafts, newest first."""
    found = plans_page(tx, request.me, drafts=True, **form.bounds())
    return page(request, _entities(tx, request, found), [each.id for each in found])


@acts("POST", "/api/arengo/v1/drafts", scope="write:statuses", answers=Draft)
async def keep_draft(request: Request, form: NewDraftForm) -> Draft:
    """Keep a status that need not be finished."""
    wish = await request.read(_wish, request=request, form=form)
    key = key_of(request)
    plan = await request.write(verbs.keep_draft, by=request.me, wish=wish, key=key)
    return await request.read(show_draft, request, plan.id)


@reads("/api/arengo/v1/drafts/{draft_id}", scope="read:statuses", answers=Draft)
def show_draft(tx: ReadTransaction, request: Request, draft_id: int) -> Draft:
    """Return one of one's drafts."""
    return _entities(tx, request, [own_draft(tx, draft_id, by=request.me)])[0]


@acts("PUT", "/api/arengo/v1/drafts/{draft_id}", scope="write:statuses", answers=Draft)
async def change_draft(request: Request, draft_id: int, form: DraftForm) -> Draft:
    """Replace what a draft says, unless another device was faster: 409."""
    wish = await request.read(_wish, request=request, form=form, draft_id=draft_id)
    await request.write(
        verbs.change_draft, by=request.me, plan_id=draft_id, wish=wish, version=form.version
    )
    return await request.read(show_draft, request, draft_id)


@acts("DELETE", "/api/arengo/v1/drafts/{draft_id}", scope="write:statuses", bucket="delete")
async def drop_draft(request: Request, draft_id: int, form: VersionForm) -> Answer:
    """Forget a draft."""
    await request.write(verbs.drop_draft, by=request.me, plan_id=draft_id, version=form.version)
    return EMPTY


@acts(
    "POST",
    "/api/arengo/v1/drafts/{draft_id}/publish",
    scope="write:statuses",
    bucket="post",
    answers=(Status, ScheduledStatus),
)
async def publish_draft(request: Request, draft_id: int, form: VersionForm) -> bytes:
    """Publish a draft; one that names a time is scheduled, and answered as such."""
    made = await request.write(
        verbs.publish_draft,
        by=request.me,
        plan_id=draft_id,
        version=form.version,
        key=key_of(request),
        host_name=request.site.settings.host_name,
        most_characters=request.site.settings.post_max_characters,
    )
    origin = request.site.settings.origin
    return await request.read(outcome_json, made, origin=origin, viewer=request.me)


def _wish(
    tx: ReadTransaction, *, request: Request, form: NewDraftForm, draft_id: int | None = None
) -> Wish:
    wish = wish_of(tx, request=request, form=form)
    sequels = sequels_of(form.sequels or [])
    if form.sequels is None and draft_id is not None:
        sequels = own_draft(tx, draft_id, by=request.me).wish.sequels
    # The key is the draft's own.
    return msgspec.structs.replace(wish, idempotency_key=None, sequels=sequels)


def _entities(tx: ReadTransaction, request: Request, found: list[Plan]) -> list[Draft]:
    return drafts(tx, found, by=request.me, origin=request.site.settings.origin)
