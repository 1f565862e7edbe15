"""The desk of announcements: what everybody is told, drafts of it, and what is over."""

from datetime import UTC, datetime
from functools import partial
from typing import Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.clock import now_ms
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.announcements import actions
from arengo.social.instance.announcements.actions import Changes, Words
from arengo.social.instance.announcements.model import TEXT_MAX, Announcement
from arengo.social.instance.announcements.queries import all_announcements, announcement_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.admin import AnnouncementView
from arengo.web.desks import HOME
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{HOME}/announcements"
_ONE: Final = f"{_PATH}/{{announcement_id}}"
_SHOWN: Final = 100
_FORBIDDEN: Final = 403
_STAFF: Final = Permission.MANAGE_ANNOUNCEMENTS
_changes: Final = partial(acts, "POST", access=Access.MEMBER, permission=_STAFF)


class AnnouncementForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is said, when what it speaks of begins and ends, and when it is shown; times in UTC."""

    text: str = ""
    starts: str = ""
    ends: str = ""
    all_day: str = ""
    publish_at: str = ""
    draft: str = ""


@reads(_PATH, access=Access.MEMBER, permission=_STAFF, bucket="page")
def show_announcements(tx: ReadTransaction, request: Request) -> Answer:
    """Show announcements in every state, and the form for another."""
    return _desk(tx, request, AnnouncementForm())


async def show_again(request: Request, form: AnnouncementForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    return await request.read(_desk, request, form, wrong("", "expired"), status=_FORBIDDEN)


@_changes(_PATH, expired=show_again)
async def announce(request: Request, form: AnnouncementForm) -> Answer:
    """Tell everybody, now or at a time, or keep a draft."""
    times, errors = _times(form)
    if not errors:
        words = Words(
            text=form.text,
            starts_ms=times["starts"],
            ends_ms=times["ends"],
            all_day=bool(form.all_day),
            scheduled_ms=times["publish_at"],
        )
        verb = noted(actions.announce, partial(_deed, request, Act.ADD_ANNOUNCEMENT))
        try:
            await request.write(verb, words, published=not form.draft)
        except Invalid:
            errors = _problems(form, times)
    if errors:
        return await request.read(_desk, request, form, *errors)
    return done(request, _PATH, "saved")


@reads(_ONE, access=Access.MEMBER, permission=_STAFF, bucket="page")
def show_announcement(tx: ReadTransaction, request: Request, announcement_id: int) -> Answer:
    """Show one as a form."""
    return _page(tx, request, announcement_id, None)


async def show_one_again(request: Request, announcement_id: int, form: AnnouncementForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.read(_page, request, announcement_id, form, expired, status=_FORBIDDEN)


@_changes(_ONE, expired=show_one_again)
async def change_announcement(
    request: Request, announcement_id: int, form: AnnouncementForm
) -> Answer:
    """Let it say something else."""
    times, errors = _times(form)
    if not errors:
        changes = Changes(
            text=form.text,
            starts_ms=times["starts"] or 0,
            ends_ms=times["ends"] or 0,
            all_day=bool(form.all_day),
            scheduled_ms=times["publish_at"] or 0,
        )
        verb = noted(actions.change, partial(_deed, request, Act.CHANGE_ANNOUNCEMENT))
        try:
            await request.write(verb, announcement_id, changes)
        except Invalid:
            errors = _problems(form, times)
    if errors:
        return await request.read(_page, request, announcement_id, form, *errors)
    return done(request, _PATH, "saved")


@_changes(f"{_ONE}/publish")
async def publish(request: Request, announcement_id: int) -> Answer:
    """Let everybody see a draft."""
    verb = noted(actions.publish, partial(_deed, request, Act.PUBLISH_ANNOUNCEMENT))
    await request.write(verb, announcement_id)
    return done(request, _PATH, "announced")


@_changes(f"{_ONE}/withdraw")
async def withdraw(request: Request, announcement_id: int) -> Answer:
    """Make a draft of it, which nobody sees."""
    verb = noted(actions.withdraw, partial(_deed, request, Act.WITHDRAW_ANNOUNCEMENT))
    await request.write(verb, announcement_id)
    return done(request, _PATH, "withdrawn")


@_changes(f"{_ONE}/remove")
async def remove(request: Request, announcement_id: int) -> Answer:
    """Take it away with all reactions."""
    verb = noted(actions.remove, partial(_deed, request, Act.REMOVE_ANNOUNCEMENT))
    await request.write(verb, announcement_id)
    return done(request, _PATH, "taken_away")


def _deed(request: Request, act: Act, found: Announcement) -> Deed:
    return Deed(by=request.me, act=act, entry=found.id)


def _times(form: AnnouncementForm) -> tuple[dict[str, int | None], tuple[FieldError, ...]]:
    """Read the times, and say which of them are none."""
    read: dict[str, int | None] = {}
    errors = []
    for name in ("starts", "ends", "publish_at"):
        typed = getattr(form, name).strip()
        try:
            moment = datetime.fromisoformat(typed).replace(tzinfo=UTC) if typed else None
            read[name] = max(int(moment.timestamp() * 1000), 1) if moment else None
        except (ValueError, OverflowError):
            errors.append(wrong(name, "time_wrong"))
    return read, tuple(errors)


def _problems(form: AnnouncementForm, times: dict[str, int | None]) -> tuple[FieldError, ...]:
    """Say in the page's words why the verb refused it."""
    starts, ends = times["starts"], times["ends"]
    if not form.text.strip():
        return (wrong("text", "text_blank"),)
    if starts and ends and ends <= starts:
        return (wrong("ends", "ends_early"),)
    if len(form.text) > TEXT_MAX:
        return (wrong("text", "text_long", most=TEXT_MAX),)
    return (wrong("publish_at", "shown_already"),)


def _desk(
    tx: ReadTransaction,
    request: Request,
    form: AnnouncementForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    return page_answer(
        request,
        "admin/announcements.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PATH, values=_typed(form), errors=errors),
        announcements=tuple(_view(each) for each in all_announcements(tx, limit=_SHOWN)),
    )


def _page(
    tx: ReadTransaction,
    request: Request,
    announcement_id: int,
    form: AnnouncementForm | None,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    """Show one; without a form as it is."""
    found = announcement_by_id(tx, announcement_id)
    values = _typed(form) if form else _as_it_is(found)
    return page_answer(
        request,
        "admin/announcement.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=f"{_PATH}/{announcement_id}", values=values, errors=errors),
        announcement=_view(found),
    )


def _typed(form: AnnouncementForm) -> dict[str, str]:
    typed: dict[str, str] = msgspec.to_builtins(form)
    return typed


def _as_it_is(found: Announcement) -> dict[str, str]:
    return {
        "text": found.text,
        "starts": _local(found.starts_ms),
        "ends": _local(found.ends_ms),
        "all_day": "true" if found.all_day else "",
        "publish_at": _local(found.scheduled_ms),
        "draft": "",
    }


def _local(at_ms: int | None) -> str:
    """Write a time as browsers fill it in."""
    return f"{datetime.fromtimestamp(at_ms / 1000, tz=UTC):%Y-%m-%dT%H:%M}" if at_ms else ""


def _view(found: Announcement) -> AnnouncementView:
    return AnnouncementView(
        text=found.text,
        state=_state(found),
        path=f"{_PATH}/{found.id}",
        starts_ms=found.starts_ms,
        ends_ms=found.ends_ms,
        all_day=found.all_day,
        scheduled_ms=found.scheduled_ms,
    )


def _state(found: Announcement) -> str:
    if found.published_ms is None:
        return "draft" if found.scheduled_ms is None else "scheduled"
    return "shown" if found.is_current(now_ms()) else "over"
