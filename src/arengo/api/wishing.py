"""What a status is to be, read out of a request: to be published now, at a time, or kept."""

from datetime import UTC, datetime

import msgspec

from arengo.api.entities.status import VISIBILITY_BY_NAME
from arengo.api.policy_names import choices
from arengo.base.errors import Invalid
from arengo.base.ids import parse_id
from arengo.gate.request import Request
from arengo.social.posts.drafting import MOST_KEY
from arengo.social.posts.model import WrittenWith
from arengo.social.posts.wishes import PollWish, Sequel, Wish
from arengo.storage import ReadTransaction


class PollForm(msgspec.Struct, frozen=True, kw_only=True):
    """What a status asks; without options it asks nothing."""

    options: list[str] = msgspec.field(default_factory=list)
    expires_in: int | None = None
    multiple: bool = False
    hide_totals: bool = False


class SequelForm(msgspec.Struct, frozen=True, kw_only=True):
    """A post of a thread that is published with the one before it."""

    status: str = ""
    media_ids: list[str] = msgspec.field(default_factory=list)


class StatusForm(msgspec.Struct, frozen=True, kw_only=True):
    """The parameters of a new status."""

    status: str = ""
    media_ids: list[str] = msgspec.field(default_factory=list)
    in_reply_to_id: str | None = None
    sensitive: bool | None = None
    spoiler_text: str = ""
    visibility: str | None = None
    language: str | None = None
    poll: PollForm | None = None
    scheduled_at: str | None = None
    quoted_status_id: str | None = None
    quote_approval_policy: str | None = None
    reply_policy: str | None = None
    local_only: bool = False


def wish_of(tx: ReadTransaction, *, request: Request, form: StatusForm) -> Wish:
    """Return what is asked for in our words; raises Invalid for a visibility that is none."""
    app_id = request.viewer.app_id if request.viewer else None
    app = request.site.apps.name_of(tx, app_id) if app_id else None
    if form.visibility and form.visibility not in VISIBILITY_BY_NAME:
        raise Invalid(f"'{form.visibility[:30]}' is not a valid visibility")
    return Wish(
        text=form.status,
        spoiler=form.spoiler_text,
        visibility=VISIBILITY_BY_NAME[form.visibility] if form.visibility else None,
        sensitive=form.sensitive,
        language=form.language or None,
        reply_to_id=_post_id(form.in_reply_to_id),
        quote_of_id=_post_id(form.quoted_status_id),
        choices=int(
            choices(
                quote=form.quote_approval_policy,
                reply=form.reply_policy,
                local_only=form.local_only,
            )
        ),
        says_who_quotes=bool(form.quote_approval_policy),
        says_who_replies=bool(form.reply_policy),
        media_ids=media_ids(form.media_ids),
        poll=poll_wish(form.poll),
        app=WrittenWith(*app) if app else None,
        app_id=app_id if app else None,
        idempotency_key=key_of(request),
        due_ms=due_ms(form.scheduled_at),
    )


def sequels_of(forms: list[SequelForm]) -> tuple[Sequel, ...]:
    """Return what goes on below a post."""
    return tuple(Sequel(text=each.status, media_ids=media_ids(each.media_ids)) for each in forms)


def key_of(request: Request) -> str | None:
    """Return the idempotency key of a request, as much of it as is kept."""
    return request.header("idempotency-key")[:MOST_KEY] or None


def due_ms(text: str | None) -> int | None:
    """Return the time that is asked for; without a zone it is UTC."""
    if not text:
        return None
    try:
        at = datetime.fromisoformat(text)
        return int((at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp() * 1000)
    except (ValueError, OverflowError):
        raise Invalid("Record invalid") from None


def poll_wish(form: PollForm | None) -> PollWish | None:
    """Return the poll that is asked for; one without anything in it is none."""
    if form is None or not (form.options or form.expires_in):
        return None
    return PollWish(
        options=tuple(form.options),
        lasts_s=form.expires_in,
        multiple=form.multiple,
        hidden=form.hide_totals,
    )


def _post_id(text: str | None) -> int | None:
    return (parse_id(text) or 0) if text else None


def media_ids(texts: list[str]) -> tuple[int, ...]:
    """Return ids of media; what is no id names none that exists."""
    return tuple(parse_id(text) or 0 for text in texts)
