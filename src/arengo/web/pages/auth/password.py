"""The page to change the password, for whoever is signed in."""

from typing import Final

import msgspec

from arengo.auth.users.actions import change_own_password
from arengo.auth.users.passwords import hash_password
from arengo.auth.users.policy import password_problem, refuse
from arengo.auth.users.queries import user_by_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.proof import has_second_factor, proof_error
from arengo.web.pages.auth.sessions import to_sign_in
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/settings/security/password"


class ChangeForm(msgspec.Struct, frozen=True, kw_only=True):
    """The password of today (or a code of the second factor) and that of tomorrow."""

    current: str = ""
    password: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_password(tx: ReadTransaction, request: Request) -> Answer:
    """Ask for both."""
    return to_sign_in(request, _PATH) if request.viewer is None else _page(tx, request)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in")
async def take_password(request: Request, form: ChangeForm) -> Answer:
    """Take the new password and shut out everybody else; this browser stays signed in."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    user = await request.read(user_by_id, request.me)
    errors = await _errors(request, form)
    if errors:
        return await request.read(_page, request, errors)
    changed = await request.write(
        change_own_password,
        user=user,
        password_hash=await hash_password(form.password),
        keep_session_id=request.viewer.session_id,
    )
    if not changed:
        return await request.read(_page, request, (wrong("current", "password_wrong"),))
    frame = await request.read(frame_of, request, form=True)
    return page_answer(request, "auth/done.html", frame, what="password")


async def _errors(request: Request, form: ChangeForm) -> tuple[FieldError, ...]:
    """Return what is wrong; a code is only used up when the new password is a good one."""
    username, email = await request.read(_names, request)
    problem = password_problem(form.password, username=username, email=email)
    if problem is not None:
        return field_errors(refuse(problem))
    error = await proof_error(request, form.current, field="current")
    return () if error is None else (error,)


def _names(tx: ReadTransaction, request: Request) -> tuple[str, str]:
    return account_by_id(tx, request.me).username, user_by_id(tx, request.me).email


def _page(tx: ReadTransaction, request: Request, errors: tuple[FieldError, ...] = ()) -> Answer:
    return page_answer(
        request,
        "auth/change_password.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, errors=errors),
        second_factor=has_second_factor(tx, request),
    )
