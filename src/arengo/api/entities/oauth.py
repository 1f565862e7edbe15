"""What the OAuth endpoints tell about this server and about who holds a token."""

import msgspec

from arengo.auth.oauth.scopes import SCOPES
from arengo.config.settings import Settings
from arengo.social.accounts.model import Account
from arengo.social.accounts.rendering import account_url, file_url, profile_url


class AuthorizationServer(msgspec.Struct, frozen=True, kw_only=True):
    """RFC 8414."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    revocation_endpoint: str
    userinfo_endpoint: str
    app_registration_endpoint: str
    scopes_supported: list[str]
    response_types_supported: list[str]
    response_modes_supported: list[str]
    grant_types_supported: list[str]
    token_endpoint_auth_methods_supported: list[str]
    code_challenge_methods_supported: list[str]
    service_documentation: str


class UserInfo(msgspec.Struct, frozen=True, kw_only=True):
    """The claims of OpenID's UserInfo that we have."""

    iss: str
    sub: str
    name: str
    preferred_username: str
    profile: str
    picture: str


def authorization_server(settings: Settings) -> AuthorizationServer:
    """Show what this server can do."""
    origin = settings.origin
    grants = ["authorization_code", "client_credentials"]
    return AuthorizationServer(
        issuer=f"{origin}/",
        authorization_endpoint=f"{origin}/oauth/authorize",
        token_endpoint=f"{origin}/oauth/token",
        revocation_endpoint=f"{origin}/oauth/revoke",
        userinfo_endpoint=f"{origin}/oauth/userinfo",
        app_registration_endpoint=f"{origin}/api/v1/apps",
        scopes_supported=list(SCOPES),
        response_types_supported=["code"],
        response_modes_supported=["query"],
        grant_types_supported=[*grants, "password"] if settings.password_grant else grants,
        token_endpoint_auth_methods_supported=["client_secret_basic", "client_secret_post"],
        code_challenge_methods_supported=["S256"],
        service_documentation="https://docs.joinmastodon.org/",
    )


def user_info(account: Account, origin: str) -> UserInfo:
    """Show who holds a token; without a picture of their own, the site's."""
    picture = account.avatar
    return UserInfo(
        iss=f"{origin}/",
        sub=account_url(origin, account.username),
        name=account.display_name or account.username,
        preferred_username=account.username,
        profile=profile_url(account, origin=origin),
        picture=file_url(origin, picture.key) if picture else f"{origin}/static/avatar.svg",
    )
