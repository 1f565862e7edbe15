"""The desk of joining: who may, and who waits to be let in."""

from typing import Annotated, Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import MAX_ID, AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.people import actions
from arengo.moderation.people.model import State, Wanted
from arengo.moderation.people.queries import people
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import FieldError, Form
from arengo.web.context.admin import Joining
from arengo.web.desks import HOME, may
from arengo.web.pages.admin.lines import person_line
from arengo.web.pages.admin.setting import set_by_staff
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

PATH: Final = f"{HOME}/registrations"
_ONE: Final = f"{PATH}/{{account_id}}"
_PER_PAGE: Final = 20
_WORDS_MAX: Final = 2_000
_FORBIDDEN: Final = 403


class OlderForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which part of those who wait is wanted."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


class WaveForm(msgspec.Struct, frozen=True, kw_only=True):
    """How many are let in at once."""

    number: Annotated[int, msgspec.Meta(ge=1, le=100)] = 10


class JoiningForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who may join, and what is said while nobody may."""

    mode: str = ""
    words: str = ""


@reads(PATH, access=Access.MEMBER, permission=Permission.MANAGE_USERS, bucket="page", bounded=False)
def show_joining(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show who waits, and how people join."""
    site = site_settings(tx)
    now = JoiningForm(mode=site.registrations, words=site.registrations_message)
    return _page(tx, request, now, before=form.before)


async def show_again(request: Request, form: JoiningForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.site.db.read(_page, request, form, expired, status=_FORBIDDEN)


@acts(
    "POST",
    PATH,
    access=Access.MEMBER,
    permission=Permission.MANAGE_SETTINGS,
    expired=show_again,
)
async def change_joining(request: Request, form: JoiningForm) -> Answer:
    """Say who may join from now on."""
    if len(form.words) > _WORDS_MAX:
        error = wrong("words", "text_long", most=_WORDS_MAX)
        return await request.site.db.read(_page, request, form, error)

    def verb(tx: Transaction) -> None:
        set_by_staff(tx, by=request.me, name="registrations", value=form.mode)
        set_by_staff(tx, by=request.me, name="registrations_message", value=form.words)

    try:
        await request.write(verb)
    except Invalid:
        error = wrong("mode", "choose_one")
        return await request.site.db.read(_page, request, form, error)
    return done(request, PATH, "saved")


@acts("POST", f"{PATH}/wave", access=Access.MEMBER, permission=Permission.MANAGE_USERS)
async def let_in_wave(request: Request, form: WaveForm) -> Answer:
    """Let in those who wait longest, some at once."""
    letters = request.site.settings.sends_letters
    number = await request.write(
        actions.approve_wave, by=request.me, most=form.number, letters=letters
    )
    return done(request, PATH, "let_in_wave" if number else "too_late")


@acts("POST", f"{_ONE}/approve", access=Access.MEMBER, permission=Permission.MANAGE_USERS)
async def let_in(request: Request, account_id: AccountId) -> Answer:
    """Let somebody in; somebody else of the staff may have been faster."""
    letters = request.site.settings.sends_letters
    try:
        await request.write(actions.approve, by=request.me, account_id=account_id, letters=letters)
    except (Forbidden, NotFound):
        return done(request, PATH, "too_late")
    return done(request, PATH, "let_in")


@acts("POST", f"{_ONE}/reject", access=Access.MEMBER, permission=Permission.MANAGE_USERS)
async def turn_away(request: Request, account_id: AccountId) -> Answer:
    """Turn somebody away: their account goes."""
    try:
        await request.write(actions.reject, by=request.me, account_id=account_id)
    except (Forbidden, NotFound):
        return done(request, PATH, "too_late")
    return done(request, PATH, "turned_away")


def _page(
    tx: ReadTransaction,
    request: Request,
    form: JoiningForm,
    *errors: FieldError,
    before: int = MAX_ID,
    status: int | None = None,
) -> Answer:
    frame = frame_of(tx, request, form=True)
    wanted = Wanted(
        local=True, states=frozenset({State.PENDING}), before=before, limit=_PER_PAGE + 1
    )
    found = people(tx, wanted)
    shown = found[:_PER_PAGE]
    origin = request.site.settings.origin
    return page_answer(
        request,
        "admin/registrations.html",
        frame,
        status=status,
        form=Form(action=PATH, values={"mode": form.mode, "words": form.words}, errors=errors),
        joining=Joining(
            waiting=tuple(person_line(each, origin=origin) for each in shown),
            older_url=f"{PATH}?before={shown[-1].account.id}" if len(found) > _PER_PAGE else "",
            may_decide=may(frame, Permission.MANAGE_SETTINGS),
        ),
    )
