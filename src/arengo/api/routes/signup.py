"""Accounts, the beginning of: somebody signs up through an app."""

import msgspec
from msgspec.structs import replace

from arengo.api.entities.token import Token, token
from arengo.auth.oauth.actions import join
from arengo.auth.oauth.model import App
from arengo.auth.oauth.queries import app_by_id
from arengo.auth.signup.model import SignUp
from arengo.auth.signup.policy import check_sign_up
from arengo.auth.signup.queries import check_free
from arengo.auth.users.passwords import hash_password
from arengo.base.errors import Forbidden, Unauthorized
from arengo.gate.joining import must_wait
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.instance.queries import site_settings


class SignUpForm(msgspec.Struct, frozen=True, kw_only=True):
    """What an app asks of somebody who joins. A date of birth may come along; nobody reads it."""

    username: str = ""
    email: str = ""
    password: str = ""
    agreement: bool | None = None
    locale: str = "en"
    reason: str | None = None
    invite_code: str | None = None


@acts(
    "POST",
    "/api/v1/accounts",
    access=Access.APP,
    scope="write:accounts",
    bucket="sign_up",
    answers=Token,
)
async def create_account(request: Request, form: SignUpForm) -> Token:
    """Open an account and let the app in; it can do little until the address is confirmed."""
    app = await _asking_app(request)
    filled = SignUp(
        username=form.username,
        email=form.email,
        password=form.password,
        agreement=bool(form.agreement),
        locale=form.locale,
        reason=form.reason or "",
        invite_code=form.invite_code or "",
        app_id=app.id,
    )
    site = await request.read(site_settings)
    if site.registrations == "closed":
        raise Forbidden
    check_sign_up(filled, mode=site.registrations)
    await request.read(check_free, username=filled.username, email=filled.email)
    filled = replace(filled, must_wait=await must_wait(request, email=filled.email))
    issued = await request.write(
        join,
        app=app,
        form=filled,
        password_hash=await hash_password(filled.password),
        confirmed=request.site.settings.profile == "test",
        keys=request.site.keys,
    )
    return token(issued)


async def _asking_app(request: Request) -> App:
    """Return the app that asks in its own name: nobody signs up in the name of somebody else."""
    viewer = request.viewer
    if viewer is None or viewer.app_id is None:
        raise Unauthorized
    if viewer.account_id is not None:
        raise Forbidden("This method requires a client credentials authentication")
    app = await request.read(app_by_id, viewer.app_id)
    if app is None:
        raise Unauthorized
    return app
