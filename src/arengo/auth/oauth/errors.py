"""Refusals of OAuth: an error code that programs read, and a sentence for their authors."""

from typing import Final

from arengo.base.errors import Refusal

_UNAUTHORIZED: Final = 401
_FORBIDDEN: Final = 403


class OAuthRefusal(Refusal):
    """`code` is one of RFC 6749; doors answer it as `{"error", "error_description"}`."""

    def __init__(self, code: str, description: str, *, status: int = 400) -> None:
        """Name the error and say what to do about it."""
        super().__init__(description)
        self.code = code
        self.answer_status = status


def invalid_request(description: str) -> OAuthRefusal:
    """A parameter is missing or cannot be read."""
    return OAuthRefusal("invalid_request", description)


def invalid_client() -> OAuthRefusal:
    """Unknown app and wrong secret look alike."""
    return OAuthRefusal(
        "invalid_client",
        "Client authentication failed: the app is not known here, or its secret is not right.",
        status=_UNAUTHORIZED,
    )


def invalid_grant() -> OAuthRefusal:
    """Wrong, expired, used, another app's, another address: all look alike."""
    return OAuthRefusal(
        "invalid_grant",
        "The authorization grant is not valid, has expired, was used or revoked, or was meant "
        "for another app or address.",
    )


def invalid_scope() -> OAuthRefusal:
    """More was asked than the app registered, or a scope that does not exist."""
    return OAuthRefusal(
        "invalid_scope", "The requested scope is not known, or the app is not registered for it."
    )


def unsupported_grant_type() -> OAuthRefusal:
    """We do not hand out tokens this way."""
    return OAuthRefusal(
        "unsupported_grant_type", "This server does not give tokens for this type of grant."
    )


def not_yours() -> OAuthRefusal:
    """Only the app that holds a token may revoke it."""
    return OAuthRefusal(
        "unauthorized_client",
        "You are not authorized to revoke this token",
        status=_FORBIDDEN,
    )
