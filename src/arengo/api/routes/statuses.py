"""Statuses: write, read, edit, delete."""

from collections.abc import Sequence
from typing import Final

import msgspec

from arengo.api.entities.history import (
    StatusEdit,
    StatusSource,
    status_history,
    status_source,
)
from arengo.api.entities.scheduled_status import ScheduledStatus, outcome_json
from arengo.api.entities.status import (
    Status,
    json_list,
    status_json,
)
from arengo.api.policy_names import quote_choice, reply_choice
from arengo.api.routes.timelines import rendered, visible_page, visible_statuses
from arengo.api.wishing import PollForm, StatusForm, media_ids, poll_wish, wish_of
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, parse_id
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.media.policy import FREE_KEPT_MS, REWRITING_MS
from arengo.social.posts import actions as posts
from arengo.social.posts.drafting import MOST_MEDIA
from arengo.social.posts.model import Changes, Description, Draft
from arengo.social.posts.plans.actions import schedule
from arengo.social.posts.queries import (
    history_of,
    own_post,
    visible_original,
)
from arengo.social.posts.threads.queries import context_of
from arengo.social.posts.wishes import draft_of, poll_of
from arengo.social.timelines.silenced import without_muted, without_silenced
from arengo.storage import ReadTransaction

MOST_IDS = 40
# By what an app says of the media: one that says nothing may be about to write the post anew.
_MEDIA_KEPT_MS: Final = {True: 0, False: FREE_KEPT_MS, None: REWRITING_MS}


class MediaAttributes(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit changes of an attachment."""

    id: str
    description: str | None = None
    focus: str | None = None


class EditForm(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of an edit; what is absent stays as it is."""

    status: str | None = None
    spoiler_text: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    quote_approval_policy: str | None = None
    reply_policy: str | None = None
    media_ids: list[str] | None = None
    poll: PollForm | msgspec.UnsetType | None = msgspec.UNSET
    media_attributes: list[MediaAttributes] = msgspec.field(default_factory=list)


class DeletionForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whether the media of a status go with it; else another one may have them for a while."""

    delete_media: bool | None = None


class BatchForm(msgspec.Struct, frozen=True, kw_only=True):
    """Several ids at once."""

    id: list[str] = msgspec.field(default_factory=list)


class Context(msgspec.Struct, frozen=True, kw_only=True):
    """What stands before and after a status."""

    ancestors: list[Status]
    descendants: list[Status]


@acts(
    "POST",
    "/api/v1/statuses",
    scope="write:statuses",
    bucket="post",
    answers=(Status, ScheduledStatus),
)
async def create_status(request: Request, form: StatusForm) -> bytes:
    """Publish a post, or schedule it for a time; an Idempotency-Key does so once."""
    by = request.me
    if form.scheduled_at:
        return await _schedule(request, form)
    draft = await request.read(_draft, request=request, form=form)
    host = request.site.settings.host_name
    post = await request.write(posts.publish, by=by, draft=draft, host_name=host)
    return await request.read(_one, request, post.id)


@reads("/api/v1/statuses", access=Access.ANYONE, scope="read:statuses", answers=list[Status])
def list_statuses(tx: ReadTransaction, request: Request, form: BatchForm) -> bytes:
    """Return those of up to 40 statuses that the viewer may see."""
    ids = [number for number in map(parse_id, form.id[:MOST_IDS]) if number is not None]
    return json_list(visible_statuses(tx, request, list(dict.fromkeys(ids))))


@reads("/api/v1/statuses/{status_id}", access=Access.ANYONE, scope="read:statuses", answers=Status)
def show_status(tx: ReadTransaction, request: Request, status_id: PostId) -> bytes:
    """Return one status."""
    found = visible_statuses(tx, request, [status_id])
    if not found:
        raise NotFound
    return found[0]


@acts("PUT", "/api/v1/statuses/{status_id}", scope="write:statuses", bucket="post", answers=Status)
async def edit_status(request: Request, status_id: PostId, form: EditForm) -> bytes:
    """Change an own post."""
    by = request.me
    await request.write(
        posts.change,
        by=by,
        post_id=status_id,
        changes=_changes(form),
        host_name=request.site.settings.host_name,
        most_characters=request.site.settings.post_max_characters,
    )
    return await request.read(_one, request, status_id)


@acts(
    "DELETE",
    "/api/v1/statuses/{status_id}",
    scope="write:statuses",
    bucket="delete",
    answers=Status,
)
async def delete_status(request: Request, status_id: PostId, form: DeletionForm) -> bytes:
    """Delete an own post; the answer carries its text so that it can be written again."""
    by, kept_ms = request.me, _MEDIA_KEPT_MS[form.delete_media]
    before = await request.read(_status_with_text, request=request, post_id=status_id, by=by)
    await request.write(posts.delete, by=by, post_id=status_id, media_kept_ms=kept_ms)
    return before


@reads(
    "/api/v1/statuses/{status_id}/context",
    access=Access.ANYONE,
    scope="read:statuses",
    bounded=False,
    answers=Context,
)
def show_context(tx: ReadTransaction, request: Request, status_id: PostId) -> bytes:
    """Return the conversation around a status."""
    post = visible_original(tx, status_id, viewer=request.viewer_id)
    context = context_of(tx, post, viewer=request.viewer_id)
    before = _around(tx, request, context.ancestors)
    after = _around(tx, request, context.descendants)
    return b'{"ancestors":%b,"descendants":%b}' % (before, after)


@reads(
    "/api/v1/statuses/{status_id}/history",
    access=Access.ANYONE,
    scope="read:statuses",
    answers=list[StatusEdit],
)
def show_history(tx: ReadTransaction, request: Request, status_id: PostId) -> bytes:
    """Return every state of a status, oldest first."""
    post = visible_original(tx, status_id, viewer=request.viewer_id)
    return status_history(tx, post, history_of(tx, post), origin=request.site.settings.origin)


@reads("/api/v1/statuses/{status_id}/source", scope="read:statuses", answers=StatusSource)
def show_source(tx: ReadTransaction, request: Request, status_id: PostId) -> StatusSource:
    """Return what was typed, for editing."""
    return status_source(own_post(tx, status_id, by=request.me))


def _one(tx: ReadTransaction, request: Request, post_id: PostId) -> bytes:
    return status_json(tx, post_id, origin=request.site.settings.origin, viewer=request.viewer_id)


def _status_with_text(
    tx: ReadTransaction, *, request: Request, post_id: PostId, by: AccountId
) -> bytes:
    post = own_post(tx, post_id, by=by)
    return _one(tx, request, post_id)[:-1] + b',"text":' + msgspec.json.encode(post.text) + b"}"


def _around(tx: ReadTransaction, request: Request, ids: Sequence[PostId]) -> bytes:
    found = visible_page(tx, request, ids)
    shown = without_silenced(tx, found, viewer=request.viewer_id)
    wanted = without_muted(tx, shown, viewer=request.viewer_id)
    return json_list(rendered(tx, request, wanted))


async def _schedule(request: Request, form: StatusForm) -> bytes:
    made = await request.write(
        schedule,
        by=request.me,
        wish=await request.read(wish_of, request=request, form=form),
        host_name=request.site.settings.host_name,
        most_characters=request.site.settings.post_max_characters,
    )
    origin = request.site.settings.origin
    return await request.read(outcome_json, made, origin=origin, viewer=request.me)


def _draft(tx: ReadTransaction, *, request: Request, form: StatusForm) -> Draft:
    wish = wish_of(tx, request=request, form=form)
    most = request.site.settings.post_max_characters
    return draft_of(tx, wish, by=request.me, most_characters=most)


def _changes(form: EditForm) -> Changes:
    asked = None if form.poll is msgspec.UNSET else poll_wish(form.poll)
    return Changes(
        text=form.status,
        spoiler=form.spoiler_text,
        sensitive=form.sensitive,
        language=form.language,
        quote_choice=quote_choice(form.quote_approval_policy),
        reply_choice=reply_choice(form.reply_policy),
        media_ids=None if form.media_ids is None else media_ids(form.media_ids),
        poll=poll_of(asked),
        drops_poll=form.poll is not msgspec.UNSET and asked is None,
        descriptions=tuple(
            Description(media_id=parse_id(each.id) or 0, words=each.description, focus=each.focus)
            for each in form.media_attributes[:MOST_MEDIA]
        ),
    )
