"""The nouns of OAuth: apps, grants and tokens as the rest of the program sees them."""

from typing import Final

import msgspec

from arengo.base.ids import AccountId

OOB: Final = "urn:ietf:wg:oauth:2.0:oob"


class App(msgspec.Struct, frozen=True, kw_only=True):
    """A registered client; its secret is known only as a hash."""

    id: int
    client_id: str
    secret_hash: bytes
    name: str
    website: str | None
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


class RegisteredApp(msgspec.Struct, frozen=True, kw_only=True):
    """A new app with the only copy of its secret."""

    app: App
    client_secret: str


class IssuedToken(msgspec.Struct, frozen=True, kw_only=True):
    """A new token: the only time that its text is known."""

    id: int
    text: str
    scopes: tuple[str, ...]
    created_ms: int


class Grant(msgspec.Struct, frozen=True, kw_only=True):
    """An authorization code as it is stored."""

    bucket: int
    hash: bytes
    app_id: int
    account_id: AccountId
    redirect_uri: str
    scopes: tuple[str, ...]
    challenge: str | None
    expires_ms: int
    token_id: int | None


class Authorized(msgspec.Struct, frozen=True, kw_only=True):
    """An app that holds tokens of a user, for the page that lists them."""

    app: App
    scopes: tuple[str, ...]
    granted_ms: int
    seen_day: int
