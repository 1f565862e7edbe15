"""OAuth: a code or a password becomes a token, a token is given back, what we can do is told."""

import functools
from collections.abc import Awaitable, Callable
from typing import Any, Final

import msgspec

from arengo.api.entities.oauth import (
    AuthorizationServer,
    UserInfo,
    authorization_server,
    user_info,
)
from arengo.api.entities.token import Token, token
from arengo.api.oauth_clients import client_credentials
from arengo.auth.oauth import errors
from arengo.auth.oauth.actions import issue_for_password, issue_token, revoke_token
from arengo.auth.oauth.errors import OAuthRefusal
from arengo.auth.oauth.grants import exchange_code
from arengo.auth.oauth.model import App, IssuedToken
from arengo.auth.oauth.policy import granted_scopes
from arengo.auth.oauth.queries import app_by_secret, holder_of_token
from arengo.auth.oauth.scopes import for_role
from arengo.auth.sessions.queries import sign_in_obstacle
from arengo.auth.sessions.signing_in import check_password
from arengo.auth.users.model import User, UserFlag
from arengo.gate.answers import EMPTY, Answer, json_answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction

Handler = Callable[..., Awaitable[Any]]


class ClientForm(msgspec.Struct, frozen=True, kw_only=True):
    """How an app proves to be itself; HTTP Basic does as well."""

    client_id: str | None = None
    client_secret: str | None = None


class TokenForm(ClientForm, frozen=True, kw_only=True):
    """The parameters of every type of grant."""

    grant_type: str = ""
    code: str | None = None
    redirect_uri: str | None = None
    code_verifier: str | None = None
    scope: str | None = None
    username: str | None = None
    password: str | None = None


class RevocationForm(ClientForm, frozen=True, kw_only=True):
    """RFC 7009."""

    token: str | None = None


def _speaks_oauth(handler: Handler) -> Handler:
    """Answer refusals as RFC 6749 writes them."""

    @functools.wraps(handler)
    async def answering(request: Request, **bound: Any) -> Any:
        try:
            return await handler(request, **bound)
        except OAuthRefusal as refusal:
            error = {"error": refusal.code, "error_description": refusal.message}
            return json_answer(error, status=refusal.answer_status)

    return answering


@acts("POST", "/oauth/token", access=Access.ANYONE, bucket="token", answers=Token)
@_speaks_oauth
async def create_token(request: Request, form: TokenForm) -> Token:
    """Hand out a token for a code, for a password, or to the app itself."""
    grants = dict(_GRANTS)
    if not request.site.settings.password_grant:
        del grants["password"]
    if not form.grant_type:
        raise errors.invalid_request("The parameter grant_type is missing.")
    grant = grants.get(form.grant_type)
    if grant is None:
        raise errors.unsupported_grant_type()
    return token(await grant(request, await _client(request, form), form))


@acts("POST", "/oauth/revoke", access=Access.ANYONE, bucket="token")
@_speaks_oauth
async def revoke(request: Request, form: RevocationForm) -> Answer:
    """Take a token back. One that is not known is revoked already."""
    if client_credentials(request, form.client_id, form.client_secret) is None and request.viewer:
        app_id = request.viewer.app_id
    else:
        app_id = (await _client(request, form)).id
    if not form.token:
        raise errors.not_yours()
    held = await request.read(holder_of_token, form.token, keys=request.site.keys)
    if held is not None:
        token_id, holder_id = held
        if holder_id != app_id:
            raise errors.not_yours()
        await request.write(revoke_token, token_id=token_id)
    return EMPTY


@reads("/.well-known/oauth-authorization-server", access=Access.ANYONE, answers=AuthorizationServer)
def show_authorization_server(_tx: ReadTransaction, request: Request) -> AuthorizationServer:
    """Tell apps what this server can do (RFC 8414)."""
    return authorization_server(request.site.settings)


@reads("/oauth/userinfo", scope="profile", answers=UserInfo)
def show_user_info(tx: ReadTransaction, request: Request) -> UserInfo:
    """Tell who holds the token, in the words of OpenID."""
    return user_info(account_by_id(tx, request.me), request.site.settings.origin)


@reads("/oauth/userinfo", method="POST", scope="profile", answers=UserInfo)
def show_user_info_for_post(tx: ReadTransaction, request: Request) -> UserInfo:
    """Tell the same for POST, as OpenID asks."""
    return show_user_info(tx, request)


async def _client(request: Request, form: ClientForm) -> App:
    """Return the app that proves to be itself; raises `invalid_client`."""
    given = client_credentials(request, form.client_id, form.client_secret)
    if given is None:
        raise errors.invalid_client()
    client_id, secret = given
    app = await request.read(app_by_secret, client_id=client_id, secret=secret)
    if app is None:
        raise errors.invalid_client()
    return app


async def _for_code(request: Request, app: App, form: TokenForm) -> IssuedToken:
    if not form.code or not form.redirect_uri:
        missing = "redirect_uri" if form.code else "code"
        raise errors.invalid_request(f"The parameter {missing} is missing.")
    issued = await request.write(
        exchange_code,
        app=app,
        code=form.code,
        redirect_uri=form.redirect_uri,
        verifier=form.code_verifier,
        keys=request.site.keys,
    )
    if issued is None:
        raise errors.invalid_grant()
    return issued


async def _for_app(request: Request, app: App, form: TokenForm) -> IssuedToken:
    return await request.write(
        issue_token,
        app_id=app.id,
        account_id=None,
        scopes=granted_scopes(app, form.scope),
        keys=request.site.keys,
    )


async def _for_password(request: Request, app: App, form: TokenForm) -> IssuedToken:
    scopes = granted_scopes(app, form.scope)
    user = await check_password(
        request.site.db,
        request.site.sign_ins,
        name=form.username or "",
        password=form.password or "",
        ip=request.ip,
    )
    if user is None or await request.read(_is_barred, user):
        raise errors.invalid_grant()
    issued = await request.write(
        issue_for_password,
        app_id=app.id,
        user=user,
        scopes=for_role(scopes, user.role),
        keys=request.site.keys,
    )
    if issued is None:
        raise errors.invalid_grant()
    return issued


def _is_barred(tx: ReadTransaction, user: User) -> bool:
    """A password alone does not open a login with a second factor."""
    return UserFlag.SECOND_FACTOR in user.flags or sign_in_obstacle(tx, user) is not None


_GRANTS: Final = {
    "authorization_code": _for_code,
    "client_credentials": _for_app,
    "password": _for_password,
}
