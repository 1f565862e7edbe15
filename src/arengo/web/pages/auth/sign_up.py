"""The page to join."""

from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.auth.signup.actions import sign_up
from arengo.auth.signup.model import SignUp
from arengo.auth.signup.policy import check_sign_up
from arengo.auth.signup.queries import check_free
from arengo.auth.users.model import User, UserFlag
from arengo.auth.users.passwords import hash_password
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.joining import must_wait
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, Frame
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.sessions import begin
from arengo.web.pages.frames import frame_of, language_of, page_answer

_PATH: Final = "/auth/sign_up"
_FORBIDDEN: Final = 403


class InviteForm(msgspec.Struct, frozen=True, kw_only=True):
    """The code of an invitation, as its link carries it."""

    invite_code: str = ""


class SignUpForm(InviteForm, frozen=True, kw_only=True):
    """What somebody fills in."""

    username: str = ""
    email: str = ""
    password: str = ""
    reason: str = ""
    agreement: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_sign_up(tx: ReadTransaction, request: Request, form: InviteForm) -> Answer:
    """Show the form, or that nobody is let in at the moment."""
    frame = frame_of(tx, request, form=True)
    values = {"invite_code": form.invite_code} if form.invite_code else {}
    return _page(request, frame, site_settings(tx), values=values)


async def show_again(request: Request, form: SignUpForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    return _page(
        request,
        await request.read(frame_of, request, form=True),
        await request.read(site_settings),
        values=_typed(form),
        errors=(wrong("", "expired"),),
        status=_FORBIDDEN,
    )


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_up", expired=show_again)
async def create_login(request: Request, form: SignUpForm) -> Answer:
    """Open an account, or show the form again with everything that is wrong."""
    site = await request.read(site_settings)
    frame = await request.read(frame_of, request, form=True)
    if site.registrations == "closed":
        return _page(request, frame, site, status=_FORBIDDEN)
    try:
        user = await _join(request, _filled(request, form), site)
    except Invalid as refusal:
        return _page(request, frame, site, values=_typed(form), errors=field_errors(refusal))
    return await _joined(request, frame, user)


async def _join(request: Request, filled: SignUp, site: SiteSettings) -> User:
    check_sign_up(filled, mode=site.registrations)
    await request.read(check_free, username=filled.username, email=filled.email)
    filled = replace(filled, must_wait=await must_wait(request, email=filled.email))
    return await request.write(
        sign_up,
        form=filled,
        password_hash=await hash_password(filled.password),
        confirmed=request.site.settings.profile == "test",
        keys=request.site.keys,
    )


async def _joined(request: Request, frame: Frame, user: User) -> Answer:
    if UserFlag.CONFIRMED not in user.flags and not request.site.settings.sends_letters:
        return page_answer(request, "auth/by_hand.html", frame)
    if UserFlag.CONFIRMED not in user.flags:
        return page_answer(
            request, "auth/check_mail.html", frame, address=user.email, reason="confirm"
        )
    if user.may_sign_in:
        await begin(request, user)
    return page_answer(request, "auth/confirmed.html", frame, waiting=not user.may_sign_in)


def _filled(request: Request, form: SignUpForm) -> SignUp:
    return SignUp(
        username=form.username,
        email=form.email,
        password=form.password,
        agreement=form.agreement == "true",
        locale=language_of(request),
        reason=form.reason,
        invite_code=form.invite_code.strip(),
    )


def _typed(form: SignUpForm) -> dict[str, str]:
    """Return what the form shows again: everything but the password."""
    typed = {
        "username": form.username,
        "email": form.email,
        "reason": form.reason,
        "agreement": form.agreement,
    }
    return {**typed, "invite_code": form.invite_code} if form.invite_code else typed


def _page(
    request: Request,
    frame: Frame,
    site: SiteSettings,
    *,
    values: dict[str, str] | None = None,
    errors: tuple[FieldError, ...] = (),
    status: int | None = None,
) -> Answer:
    return page_answer(
        request,
        "auth/sign_up.html",
        frame,
        status=status,
        form=Form(action=_PATH, values=values or {}, errors=errors),
        mode=site.registrations,
        rules=tuple(rule.text for rule in site.rules),
    )
