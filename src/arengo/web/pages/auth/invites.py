"""The page on which people invite others."""

from typing import Final

import msgspec

from arengo.auth.roles.model import Permission, role_of
from arengo.auth.signup.actions import create_invite, expire_invite
from arengo.auth.signup.model import Invite
from arengo.auth.signup.policy import invite_terms
from arengo.auth.signup.queries import invites_of
from arengo.auth.users.model import Viewer
from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, Invalid
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form, InviteView
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.sessions import to_sign_in, with_language
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/settings/security/invites"
_FORBIDDEN: Final = 403
_ALL: Final = 1_000


class InviteForm(msgspec.Struct, frozen=True, kw_only=True):
    """How many people may join with it and for how many days; empty is without bound."""

    max_uses: str = ""
    days: str = ""


def may_invite(viewer: Viewer) -> bool:
    """Return whether the role of somebody lets them invite."""
    return role_of(viewer.role).may(Permission.INVITE_USERS)


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_invites(tx: ReadTransaction, request: Request) -> Answer:
    """Show the invitations that still count, and the form for another."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    _check(request.viewer)
    return _page(tx, request, InviteForm())


async def show_again(request: Request, form: InviteForm) -> Answer:
    """Show a form that was open too long once more."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    _check(request.viewer)
    return await request.read(_page, request, form, wrong("", "expired"), status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.PAGE, bucket="write", expired=show_again)
async def invite(request: Request, form: InviteForm) -> Answer:
    """Make an invitation."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    _check(request.viewer)
    try:
        terms = invite_terms(max_uses=_number(form.max_uses), days=_number(form.days))
        await request.write(
            create_invite, by=request.me, max_uses=terms.max_uses, expires_ms=terms.expires_ms
        )
    except Invalid as refusal:
        errors = field_errors(refusal) if refusal.details else (wrong("", "invites_many"),)
        return await request.read(_page, request, form, *errors)
    return redirect(with_language(request, _PATH, {}))


@acts("POST", f"{_PATH}/{{invite_id}}/expire", access=Access.PAGE, bucket="write")
async def expire(request: Request, invite_id: int) -> Answer:
    """End one of one's own invitations."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    await request.write(expire_invite, by=request.me, invite_id=invite_id)
    return redirect(with_language(request, _PATH, {}))


def _check(viewer: Viewer) -> None:
    if not may_invite(viewer):
        raise Forbidden


def _number(typed: str) -> int | None:
    """Read a number; what is none becomes one that is refused."""
    text = typed.strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0  # noqa: PLR2004


def _page(
    tx: ReadTransaction,
    request: Request,
    form: InviteForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    now = now_ms()
    good = [each for each in invites_of(tx, request.me, limit=_ALL) if each.is_good(now)]
    return page_answer(
        request,
        "auth/invites.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(
            action=_PATH, values={"max_uses": form.max_uses, "days": form.days}, errors=errors
        ),
        invites=tuple(_view(request, each) for each in good),
        closed=site_settings(tx).registrations == "closed",
    )


def _view(request: Request, each: Invite) -> InviteView:
    return InviteView(
        url=f"{request.site.settings.origin}/invite/{each.code}",
        uses=each.uses,
        max_uses=each.max_uses,
        expires_at_ms=each.expires_ms,
        expire_action=f"{_PATH}/{each.id}/expire",
    )
