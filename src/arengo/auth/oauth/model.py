"""The nouns of OAuth: apps, grants and tokens as the rest of the program sees them."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.base.records import dataclass

OOB: Final = "urn:ietf:wg:oauth:2.0:oob"


@dataclass(frozen=True, slots=True, kw_only=True)
class App:
    """A registered client; its secret is known only as a hash."""

    id: int
    client_id: str
    secret_hash: bytes
    name: str
    website: str | None
    redirect_uris: tuple[str, ...]
    scopes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisteredApp:
    """A new app with the only copy of its secret."""

    app: App
    client_secret: str


@dataclass(frozen=True, slots=True, kw_only=True)
class IssuedToken:
    """A new token: the only time that its text is known."""

    id: int
    text: str
    scopes: tuple[str, ...]
    created_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Grant:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Authorized:
    """An app that holds tokens of a user, for the page that lists them."""

    app: App
    scopes: tuple[str, ...]
    granted_ms: int
    seen_day: int
