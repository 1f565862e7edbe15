"""Mastodon's Token: what an app gets, once."""

import msgspec

from arengo.auth.oauth.model import IssuedToken
from arengo.base.clock import SECOND_MS


class Token(msgspec.Struct, frozen=True, kw_only=True):
    """It does not expire; it is revoked."""

    access_token: str
    token_type: str
    scope: str
    created_at: int


def token(issued: IssuedToken) -> Token:
    """Show a new token."""
    return Token(
        access_token=issued.text,
        token_type="Bearer",  # noqa: S106  the name of the scheme
        scope=" ".join(issued.scopes),
        created_at=issued.created_ms // SECOND_MS,
    )
