"""The pages for a forgotten password: ask for a link, choose a new one."""

from typing import Final

import msgspec

from arengo.auth.users.actions import ask_reset, reset_password
from arengo.auth.users.passwords import hash_password
from arengo.auth.users.policy import password_problem, refuse
from arengo.auth.users.queries import user_of_reset
from arengo.base.errors import Invalid
from arengo.base.text.names import normalise_email
from arengo.config.keys import Keys
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, Frame
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.sessions import forget, with_language
from arengo.web.pages.frames import frame_of, page_answer

_FORGOT: Final = "/auth/forgot"
_RESET: Final = "/auth/reset"
_FORBIDDEN: Final = 403
_UNAVAILABLE: Final = 503


class AddressForm(msgspec.Struct, frozen=True, kw_only=True):
    """Whose password was forgotten."""

    email: str = ""


class NewPasswordForm(msgspec.Struct, frozen=True, kw_only=True):
    """The code of the link, and the new password."""

    code: str = ""
    password: str = ""


@reads(_FORGOT, access=Access.PAGE, bucket="page")
def show_forgot(tx: ReadTransaction, request: Request) -> Answer:
    """Ask for the address."""
    return _forgot_page(request, frame_of(tx, request, form=True))


async def show_forgot_again(request: Request, form: AddressForm) -> Answer:
    """Show a form that was open too long once more, with the address."""
    frame = await request.read(frame_of, request, form=True)
    error = wrong("", "expired")
    return _forgot_page(request, frame, email=form.email, errors=(error,), status=_FORBIDDEN)


@acts("POST", _FORGOT, access=Access.PAGE, bucket="mail", expired=show_forgot_again)
async def send_link(request: Request, form: AddressForm) -> Answer:
    """Send a link, if there is somebody to send it to: the page says the same either way."""
    frame = await request.read(frame_of, request, form=True)
    if not frame.letters:
        return _forgot_page(request, frame, status=_UNAVAILABLE)
    try:
        address = normalise_email(form.email)
    except Invalid as refusal:
        return _forgot_page(request, frame, email=form.email, errors=field_errors(refusal))
    await request.write(ask_reset, email=address, keys=request.site.keys)
    return page_answer(request, "auth/check_mail.html", frame, address=address, reason="reset")


@reads(_RESET, access=Access.PAGE, bucket="page")
def show_reset(tx: ReadTransaction, request: Request, form: NewPasswordForm) -> Answer:
    """Ask for the new password, if the link is still good."""
    frame = frame_of(tx, request, form=True)
    if user_of_reset(tx, form.code, keys=request.site.keys) is None:
        return _forgot_page(request, frame, errors=(wrong("", "link_invalid"),))
    return _reset_page(request, frame, form.code)


@acts("POST", _RESET, access=Access.PAGE, bucket="sign_in")
async def change_password(request: Request, form: NewPasswordForm) -> Answer:
    """Take the new password; every browser and app is signed out, and one signs in anew."""
    frame = await request.read(frame_of, request, form=True)
    keys = request.site.keys
    names = await request.read(_names, form.code, keys)
    if names is None:
        return _forgot_page(request, frame, errors=(wrong("", "link_invalid"),))
    problem = password_problem(form.password, username=names[0], email=names[1])
    if problem is not None:
        return _reset_page(request, frame, form.code, errors=field_errors(refuse(problem)))
    fresh = await hash_password(form.password)
    try:
        await request.write(reset_password, code=form.code, password_hash=fresh, keys=keys)
    except Invalid:  # the same link was faster in another window
        return _forgot_page(request, frame, errors=(wrong("", "link_invalid"),))
    forget(request)
    return redirect(with_language(request, "/auth/sign_in", {}))


def _names(tx: ReadTransaction, code: str, keys: Keys) -> tuple[str, str] | None:
    """Return what the password must not be: user name and address; None when the link is over."""
    user = user_of_reset(tx, code, keys=keys)
    return None if user is None else (account_by_id(tx, user.id).username, user.email)


def _forgot_page(
    request: Request,
    frame: Frame,
    *,
    email: str = "",
    errors: tuple[FieldError, ...] = (),
    status: int | None = None,
) -> Answer:
    shown = Form(action=_FORGOT, values={"email": email}, errors=errors)
    return page_answer(request, "auth/forgot_password.html", frame, status=status, form=shown)


def _reset_page(
    request: Request, frame: Frame, code: str, *, errors: tuple[FieldError, ...] = ()
) -> Answer:
    shown = Form(action=_RESET, hidden={"code": code}, errors=errors)
    return page_answer(request, "auth/reset_password.html", frame, form=shown)
