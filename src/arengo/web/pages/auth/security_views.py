"""The security page: what it shows of a login."""

from typing import Final

import msgspec

from arengo.auth.oauth.model import Authorized
from arengo.auth.oauth.queries import authorized_apps
from arengo.auth.passkeys.model import MOST, Passkey
from arengo.auth.passkeys.queries import passkeys_of
from arengo.auth.sessions.model import Session
from arengo.auth.sessions.queries import sessions_of
from arengo.auth.users.model import UserFlag, Viewer
from arengo.auth.users.queries import count_recovery_codes, user_by_id
from arengo.auth.users.second_factor.actions import waiting_secret
from arengo.auth.users.second_factor.totp import address_of
from arengo.base.clock import DAY_MS
from arengo.base.ids import time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import (
    AppView,
    AuthorizedApp,
    FieldError,
    Form,
    SecondFactor,
    Security,
    SessionView,
)
from arengo.web.context.passkeys import Passkeys, PasskeyView
from arengo.web.pages.auth.browsers import browser_name
from arengo.web.pages.auth.invites import may_invite
from arengo.web.pages.auth.proof import has_second_factor
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.scopes import explain_scopes

PATH: Final = "/settings/security"
_UNPROCESSABLE: Final = 422
_ACTIONS: Final[dict[SecondFactor, str]] = {
    "off": f"{PATH}/second_factor",
    "enrolling": f"{PATH}/second_factor/confirm",
    "on": f"{PATH}/second_factor/end",
}


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """What this one view shows besides the state: errors, and codes that are shown once."""

    enrolling: bool = False
    errors: tuple[FieldError, ...] = ()
    recovery_errors: tuple[FieldError, ...] = ()
    passkey_errors: tuple[FieldError, ...] = ()
    recovery_codes: tuple[str, ...] = ()


async def security_page(request: Request, shown: Shown) -> Answer:
    """Show the page to whoever is signed in."""
    assert request.viewer is not None
    frame = await request.read(frame_of, request, form=True)
    security = await request.read(_security, request, request.viewer, shown)
    passkeys = await request.read(_passkeys, request, shown)
    wrong = shown.errors or shown.recovery_errors or shown.passkey_errors
    return page_answer(
        request,
        "auth/security.html",
        frame,
        status=_UNPROCESSABLE if wrong else 200,
        security=security,
        passkeys=passkeys,
    )


def _security(tx: ReadTransaction, request: Request, viewer: Viewer, shown: Shown) -> Security:
    user = user_by_id(tx, request.me)
    state, secret = _second_factor(tx, request, shown)
    on = state == "on"
    return Security(
        sessions=tuple(_session(each, viewer) for each in sessions_of(tx, request.me)),
        apps=tuple(_app(each) for each in authorized_apps(tx, request.me)),
        second_factor=state,
        email=user.email,
        new_email=user.new_email or "",
        may_invite=may_invite(viewer),
        form=Form(action=_ACTIONS[state], errors=shown.errors),
        secret=_in_fours(secret),
        qr_url=_qr(tx, request, secret) if secret else "",
        recovery_codes=shown.recovery_codes,
        recovery_codes_left=count_recovery_codes(tx, request.me) if on else 0,
        recovery_form=Form(action=f"{PATH}/recovery_codes", errors=shown.recovery_errors)
        if on
        else None,
    )


def _passkeys(tx: ReadTransaction, request: Request, shown: Shown) -> Passkeys:
    own = passkeys_of(tx, request.me)
    return Passkeys(
        own=tuple(_passkey(each) for each in own),
        form=Form(action=f"{PATH}/passkeys", errors=shown.passkey_errors),
        second_factor=has_second_factor(tx, request),
        full=len(own) >= MOST,
    )


def _passkey(passkey: Passkey) -> PasskeyView:
    action = f"{PATH}/passkeys/{passkey.id}"
    return PasskeyView(
        id=str(passkey.id),
        name=passkey.name,
        made_at_ms=time_of(passkey.id),
        used_at_ms=passkey.used_ms,
        remove_action=f"{action}/remove",
        rename_action=action,
    )


def _second_factor(tx: ReadTransaction, request: Request, shown: Shown) -> tuple[SecondFactor, str]:
    """Return the state, and the secret while it is being set up."""
    if UserFlag.SECOND_FACTOR in user_by_id(tx, request.me).flags:
        return "on", ""
    secret = waiting_secret(tx, request.me, keys=request.site.keys) if shown.enrolling else None
    return ("enrolling", secret) if secret else ("off", "")


def _qr(tx: ReadTransaction, request: Request, secret: str) -> str:
    import segno  # noqa: PLC0415  not needed at the start

    name = account_by_id(tx, request.me).username
    address = address_of(secret, name=name, site=request.site.settings.host_name)
    url: str = segno.make(address, micro=False).svg_data_uri(scale=4, border=4, light="#fff")
    return url


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _session(session: Session, viewer: Viewer) -> SessionView:
    return SessionView(
        browser=browser_name(session.agent),
        network=session.network,
        created_at_ms=session.began_ms,
        used_at_ms=session.seen_ms,
        current=session.id == viewer.session_id,
        revoke_action=f"{PATH}/sessions/{session.id}/revoke",
    )


def _app(authorized: Authorized) -> AuthorizedApp:
    app = authorized.app
    return AuthorizedApp(
        app=AppView(name=app.name, website=app.website or ""),
        groups=explain_scopes(authorized.scopes),
        granted_at_ms=authorized.granted_ms,
        used_at_ms=authorized.seen_day * DAY_MS if authorized.seen_day else None,
        revoke_action=f"{PATH}/apps/{app.id}/revoke",
    )
