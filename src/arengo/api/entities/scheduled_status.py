"""Mastodon's ScheduledStatus, and our own Draft."""

from collections.abc import Sequence

import msgspec

from arengo.api.entities.attachment import MediaAttachment, attachment
from arengo.api.entities.status import VISIBILITY_NAMES, status_json
from arengo.api.policy_names import quote_policy, reply_policy
from arengo.base.clock import iso
from arengo.base.ids import AccountId, time_of
from arengo.social.media.queries import uploads
from arengo.social.posts.model import Post, PostFlag
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.wishes import PollWish, Wish
from arengo.storage import ReadTransaction


class PlannedPoll(msgspec.Struct, frozen=True, kw_only=True):
    """The poll of a status that is not published yet."""

    options: list[str]
    expires_in: int | None
    multiple: bool
    hide_totals: bool


class PlannedStatus(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked for: the parameters with which it will be published."""

    text: str
    poll: PlannedPoll | None
    media_ids: list[str] | None
    sensitive: bool | None
    spoiler_text: str | None
    visibility: str | None
    language: str | None
    in_reply_to_id: str | None  # as a number, which the documentation says, JavaScript rounds it
    quoted_status_id: str | None
    quote_approval_policy: str
    application_id: str | None
    idempotency: str | None
    scheduled_at: None = None
    with_rate_limit: bool = False


class ScheduledStatus(msgspec.Struct, frozen=True, kw_only=True):
    """A status that is published at its time."""

    id: str
    scheduled_at: str
    params: PlannedStatus
    media_attachments: list[MediaAttachment]


class PlannedSequel(msgspec.Struct, frozen=True, kw_only=True):
    """A post of a thread that is published with the one before it."""

    status: str
    media_ids: list[str]


class DraftParams(msgspec.Struct, frozen=True, kw_only=True):
    """What a draft says, under the names with which it was sent."""

    status: str
    spoiler_text: str
    visibility: str | None
    sensitive: bool | None
    language: str | None
    in_reply_to_id: str | None
    quoted_status_id: str | None
    quote_approval_policy: str | None
    reply_policy: str | None
    local_only: bool
    media_ids: list[str]
    poll: PlannedPoll | None
    scheduled_at: str | None
    sequels: list[PlannedSequel]


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A status that is kept until it is finished."""

    id: str
    version: int
    created_at: str
    updated_at: str
    problem: str | None
    params: DraftParams
    media_attachments: list[MediaAttachment]


def scheduled_statuses(
    tx: ReadTransaction, plans: Sequence[Plan], *, by: AccountId, origin: str
) -> list[ScheduledStatus]:
    """Return what somebody has scheduled."""
    media = _media(tx, plans, by=by, origin=origin)
    return [
        ScheduledStatus(
            id=str(plan.id),
            scheduled_at=iso(plan.due_ms or 0),
            params=_planned(plan.wish),
            media_attachments=[media[each] for each in plan.wish.media_ids if each in media],
        )
        for plan in plans
    ]


def drafts(
    tx: ReadTransaction, plans: Sequence[Plan], *, by: AccountId, origin: str
) -> list[Draft]:
    """Return somebody's drafts."""
    media = _media(tx, plans, by=by, origin=origin)
    return [
        Draft(
            id=str(plan.id),
            version=plan.ver,
            created_at=iso(time_of(plan.id)),
            updated_at=iso(plan.changed_ms),
            problem=plan.problem,
            params=_params(plan.wish),
            media_attachments=[media[each] for each in plan.wish.media_ids if each in media],
        )
        for plan in plans
    ]


def outcome_json(
    tx: ReadTransaction, made: Post | Plan, *, origin: str, viewer: AccountId
) -> bytes:
    """Return what came of a wish: a status, or a scheduled one."""
    if isinstance(made, Post):
        return status_json(tx, made.id, origin=origin, viewer=viewer)
    return msgspec.json.encode(scheduled_statuses(tx, [made], by=viewer, origin=origin)[0])


def _media(
    tx: ReadTransaction, plans: Sequence[Plan], *, by: AccountId, origin: str
) -> dict[int, MediaAttachment]:
    found = uploads(tx, {each for plan in plans for each in plan.wish.all_media_ids}, by=by)
    return {
        media_id: attachment(media.attached, origin=origin, open_to_all=False)
        for media_id, media in found.items()
    }


def _planned(wish: Wish) -> PlannedStatus:
    return PlannedStatus(
        text=wish.text,
        poll=_poll(wish.poll),
        media_ids=[str(each) for each in wish.media_ids] or None,
        sensitive=wish.sensitive,
        spoiler_text=wish.spoiler or None,
        visibility=None if wish.visibility is None else VISIBILITY_NAMES[wish.visibility],
        language=wish.language,
        in_reply_to_id=_id(wish.reply_to_id),
        quoted_status_id=_id(wish.quote_of_id),
        quote_approval_policy=quote_policy(PostFlag(wish.choices)),
        application_id=_id(wish.app_id),
        idempotency=wish.idempotency_key,
    )


def _params(wish: Wish) -> DraftParams:
    return DraftParams(
        status=wish.text,
        spoiler_text=wish.spoiler,
        visibility=None if wish.visibility is None else VISIBILITY_NAMES[wish.visibility],
        sensitive=wish.sensitive,
        language=wish.language,
        in_reply_to_id=_id(wish.reply_to_id),
        quoted_status_id=_id(wish.quote_of_id),
        quote_approval_policy=quote_policy(PostFlag(wish.choices))
        if wish.says_who_quotes
        else None,
        reply_policy=reply_policy(PostFlag(wish.choices)) if wish.says_who_replies else None,
        local_only=bool(wish.choices & PostFlag.LOCAL_ONLY),
        media_ids=[str(each) for each in wish.media_ids],
        poll=_poll(wish.poll),
        scheduled_at=None if wish.due_ms is None else iso(wish.due_ms),
        sequels=[
            PlannedSequel(status=each.text, media_ids=[str(i) for i in each.media_ids])
            for each in wish.sequels
        ],
    )


def _id(number: int | None) -> str | None:
    return None if number is None else str(number)


def _poll(wish: PollWish | None) -> PlannedPoll | None:
    if wish is None:
        return None
    return PlannedPoll(
        options=list(wish.options),
        expires_in=wish.lasts_s,
        multiple=wish.multiple,
        hide_totals=wish.hidden,
    )
