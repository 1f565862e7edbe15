"""One person at the desk of people: what the staff knows of them, and what it may do."""

from typing import Final

import msgspec

from arengo.auth.roles.model import Permission, role_of
from arengo.auth.users.model import UserFlag
from arengo.auth.users.queries import user_by_id
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.queries import entries_about
from arengo.moderation.people import actions
from arengo.moderation.people.letters import WHY_MAX, read_why
from arengo.moderation.people.model import Person
from arengo.moderation.people.queries import person
from arengo.social.accounts.model import AccountFlag
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, Frame
from arengo.web.context.admin import StaffPerson
from arengo.web.desks import may, person_path
from arengo.web.pages.admin.lines import audit_lines, person_line, views_of
from arengo.web.pages.admin.users import PATH
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

_ONE: Final = f"{PATH}/{{account_id}}"
_ENTRIES: Final = 20
_FORBIDDEN: Final = 403


class MeasureForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, and what the person is told by mail."""

    what: str = ""
    why: str = ""
    tell: str = ""


class SureForm(msgspec.Struct, frozen=True, kw_only=True):
    """The box that says: I am sure."""

    sure: str = ""


@reads(_ONE, access=Access.MEMBER, permission=Permission.MANAGE_USERS, bucket="page", bounded=False)
def show_person(tx: ReadTransaction, request: Request, account_id: AccountId) -> Answer:
    """Show somebody, the measures that may be taken, and what was done before."""
    return _page(tx, request, account_id, MeasureForm(tell="true"))


async def show_again(request: Request, account_id: AccountId, form: MeasureForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.site.db.read(_page, request, account_id, form, expired, status=_FORBIDDEN)


@acts(
    "POST",
    f"{_ONE}/measure",
    access=Access.MEMBER,
    permission=Permission.MANAGE_USERS,
    expired=show_again,
)
async def take_measure(request: Request, account_id: AccountId, form: MeasureForm) -> Answer:
    """Cover, shut, limit or suspend somebody, or only write to them."""
    if form.what not in actions.ACTS:
        return await _again(request, account_id, form, wrong("what", "choose_one"))
    try:
        why = read_why(form.why)
    except Invalid:
        return await _again(request, account_id, form, wrong("why", "text_long", most=WHY_MAX))
    tells = bool(form.tell) and request.site.settings.sends_letters
    await request.write(
        actions.act,
        by=request.me,
        account_id=account_id,
        what=form.what,
        why=why if tells else None,
    )
    return done(request, person_path(account_id), "saved")


@acts("POST", f"{_ONE}/undo/{{what}}", access=Access.MEMBER, permission=Permission.MANAGE_USERS)
async def undo_measure(request: Request, account_id: AccountId, what: str) -> Answer:
    """Take back what was done to somebody."""
    if what not in actions.UNDOS:
        raise NotFound
    await request.write(actions.undo, by=request.me, account_id=account_id, what=what)
    return done(request, person_path(account_id), "saved")


@acts(
    "POST",
    f"{_ONE}/delete",
    access=Access.MEMBER,
    permission=Permission.DELETE_USER_DATA,
)
async def delete_person(request: Request, account_id: AccountId, form: SureForm) -> Answer:
    """Delete a suspended account for good."""
    if not form.sure:
        return await _again(request, account_id, MeasureForm(), wrong("sure", "not_sure"))
    await request.write(actions.delete, by=request.me, account_id=account_id)
    return done(request, PATH, "account_deleted")


async def _again(
    request: Request, account_id: AccountId, form: MeasureForm, error: FieldError
) -> Answer:
    return await request.site.db.read(_page, request, account_id, form, error)


def _page(
    tx: ReadTransaction,
    request: Request,
    account_id: AccountId,
    form: MeasureForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    frame = frame_of(tx, request, form=True)
    return page_answer(
        request,
        "admin/person.html",
        frame,
        status=status,
        person=_view(tx, request, frame, person(tx, account_id)),
        form=Form(
            action=f"{person_path(account_id)}/measure",
            values={"what": form.what, "why": form.why, "tell": form.tell},
            errors=errors,
        ),
    )


def _view(tx: ReadTransaction, request: Request, frame: Frame, found: Person) -> StaffPerson:
    account, user = found.account, found.user
    actor = role_of(user_by_id(tx, request.me).role)
    is_equal = user is not None and role_of(user.role).number >= actor.number
    known = views_of(tx, request, [found.invited_by] if found.invited_by else [])
    reads_log = may(frame, Permission.VIEW_AUDIT_LOG)
    log = entries_about(tx, account.id, limit=_ENTRIES) if reads_log else []
    suspended = AccountFlag.SUSPENDED in account.flags
    return StaffPerson(
        line=person_line(found, origin=request.site.settings.origin),
        posts=account.stats.posts,
        followers=account.stats.followers,
        following=account.stats.following,
        signed_in_ms=user.signed_in_ms if user else 0,
        networks=tuple(each.network for each in found.seen[:5]),
        invited_by=known.get(found.invited_by or 0),
        measures=() if is_equal else _measures(found),
        undos=() if is_equal else _undos(found),
        may_be_admitted=user is not None and UserFlag.APPROVED not in user.flags,
        may_be_deleted=suspended and not is_equal and may(frame, Permission.DELETE_USER_DATA),
        is_equal=is_equal,
        entries=audit_lines(tx, request, log),
    )


def _measures(found: Person) -> tuple[str, ...]:
    """Return what may be done: what was done already is not offered again."""
    account, user = found.account.flags, found.user
    offered = (
        ("none", True),
        ("sensitive", AccountFlag.SENSITIVE not in account),
        ("disable", user is not None and UserFlag.DISABLED not in user.flags),
        ("silence", AccountFlag.SILENCED not in account),
        ("suspend", AccountFlag.SUSPENDED not in account),
    )
    return tuple(key for key, holds in offered if holds)


def _undos(found: Person) -> tuple[str, ...]:
    account, user = found.account.flags, found.user
    offered = (
        ("unsensitive", AccountFlag.SENSITIVE in account),
        ("enable", user is not None and UserFlag.DISABLED in user.flags),
        ("unsilence", AccountFlag.SILENCED in account),
        ("unsuspend", AccountFlag.SUSPENDED in account),
    )
    return tuple(key for key, holds in offered if holds)
