"""The page between the password and the account: a code from the phone or from the list."""

from typing import Final

from arengo.auth.sessions.queries import sign_in_obstacle
from arengo.auth.sessions.signing_in import read_step
from arengo.auth.sessions.throttle import TooManyAttempts
from arengo.auth.users.model import User
from arengo.auth.users.queries import find_user
from arengo.auth.users.second_factor.actions import use_code
from arengo.config.keys import Keys
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, Frame
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.auth.sessions import (
    RETURN,
    STEP_COOKIE,
    begin,
    forget_step,
    read_cookie,
    safe_return,
    to_sign_in,
)
from arengo.web.pages.auth.sign_in import ReturnForm
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/auth/second_factor"
_TOO_MANY: Final = 429


class CodeForm(ReturnForm, frozen=True, kw_only=True):
    """The code as it was typed."""

    code: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_second_factor(tx: ReadTransaction, request: Request, form: ReturnForm) -> Answer:
    """Ask for the code, when the password was right a moment ago."""
    if _who(tx, request, request.site.keys) is None:
        return to_sign_in(request, safe_return(form.return_to))
    return _page(request, frame_of(tx, request, form=True), return_to=form.return_to)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in")
async def check_second_factor(request: Request, form: CodeForm) -> Answer:
    """Check the code and sign in."""
    user = await request.read(_who, request, request.site.keys)
    if user is None:
        return to_sign_in(request, safe_return(form.return_to))
    name = f"second factor {user.id}"
    try:
        request.site.sign_ins.attempt(name, request.ip)
    except TooManyAttempts as refusal:
        error = wrong("", "throttled", minutes=refusal.minutes)
        return await _again(request, form, error, status=_TOO_MANY)
    keys = request.site.keys
    if not await request.write(use_code, account_id=user.id, code=form.code, keys=keys):
        return await _again(request, form, wrong("code", "code_wrong"))
    request.site.sign_ins.forgive(name, request.ip)
    forget_step(request)
    target = safe_return(form.return_to)
    return redirect(target) if await begin(request, user) else to_sign_in(request, target)


def _who(tx: ReadTransaction, request: Request, keys: Keys) -> User | None:
    """Return whose second factor is to come, if the password is still that one."""
    step = read_step(keys, read_cookie(request, STEP_COOKIE))
    user = find_user(tx, step.account_id) if step else None
    if step is None or user is None or not step.fits(user):
        return None
    return None if sign_in_obstacle(tx, user) else user


async def _again(
    request: Request, form: CodeForm, error: FieldError, *, status: int | None = None
) -> Answer:
    frame = await request.read(frame_of, request, form=True)
    return _page(request, frame, return_to=form.return_to, errors=(error,), status=status)


def _page(
    request: Request,
    frame: Frame,
    *,
    return_to: str,
    errors: tuple[FieldError, ...] = (),
    status: int | None = None,
) -> Answer:
    shown = Form(action=_PATH, hidden={RETURN: safe_return(return_to)}, errors=errors)
    return page_answer(request, "auth/second_factor.html", frame, status=status, form=shown)
