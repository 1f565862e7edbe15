"""The desk of roles: what each may do, who has it, and giving one."""

from typing import Final

import msgspec

from arengo.auth.roles.model import ROLES, Permission, role_named, role_of
from arengo.auth.users.queries import find_user, staff, user_by_id
from arengo.base.errors import Forbidden, NotFound
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.people.actions import change_role
from arengo.moderation.people.queries import people_by_id
from arengo.social.accounts.queries import find_account
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import FieldError, Form
from arengo.web.context.admin import PersonLine, RoleView
from arengo.web.desks import HOME
from arengo.web.pages.admin.lines import person_line
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.staff_words import shown_permissions

_PATH: Final = f"{HOME}/roles"
_FORBIDDEN: Final = 403


class RoleForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whom, and which role."""

    name: str = ""
    role: str = ""


@reads(
    _PATH, access=Access.MEMBER, permission=Permission.MANAGE_ROLES, bucket="page", bounded=False
)
def show_roles(tx: ReadTransaction, request: Request, form: RoleForm) -> Answer:
    """Show the roles with who has them; an address may name whom the form is about."""
    return _page(tx, request, form)


async def show_again(request: Request, form: RoleForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.site.db.read(_page, request, form, expired, status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.MEMBER, permission=Permission.MANAGE_ROLES, expired=show_again)
async def give_role(request: Request, form: RoleForm) -> Answer:
    """Give somebody another role, below one's own."""
    role = role_named(form.role)
    if role is None:
        return await _refuse(request, form, wrong("role", "choose_one"))

    def verb(tx: Transaction) -> None:
        account = find_account(tx, form.name.strip().removeprefix("@"), "")
        if account is None or find_user(tx, account.id) is None:
            raise NotFound
        change_role(tx, by=request.me, account_id=account.id, role=role.number)

    try:
        await request.write(verb)
    except NotFound:
        return await _refuse(request, form, wrong("name", "name_unknown"))
    except Forbidden:
        return await _refuse(request, form, wrong("", "role_high"))
    return done(request, _PATH, "saved")


async def _refuse(request: Request, form: RoleForm, error: FieldError) -> Answer:
    return await request.site.db.read(_page, request, form, error)


def _page(
    tx: ReadTransaction,
    request: Request,
    form: RoleForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    own = role_of(user_by_id(tx, request.me).role).number
    return page_answer(
        request,
        "admin/roles.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PATH, values={"name": form.name, "role": form.role}, errors=errors),
        roles=_roles(tx, request),
        given=tuple(number.name.lower() for number in ROLES if number < own),
    )


def _roles(tx: ReadTransaction, request: Request) -> tuple[RoleView, ...]:
    """Return the roles with the people who have them, the highest first."""
    held = people_by_id(tx, [each.id for each in staff(tx)])
    origin = request.site.settings.origin
    lines: dict[str, list[PersonLine]] = {}
    for line in (person_line(each, origin=origin) for each in held):
        lines.setdefault(line.role, []).append(line)
    return tuple(
        RoleView(
            key=role.number.name.lower(),
            permissions=shown_permissions(role),
            people=tuple(lines.get(role.number.name.lower(), ())),
        )
        for role in reversed(ROLES.values())
    )
