"""Refusals: what the product says no to, each with its HTTP status and Mastodon's words."""

from collections.abc import Mapping
from typing import ClassVar


class Refusal(Exception):
    """A request that is answered with an error. Doors render it; nothing of it was kept."""

    status: ClassVar[int] = 400
    words: ClassVar[str] = "Bad request"

    def __init__(
        self,
        message: str | None = None,
        *,
        details: Mapping[str, object] | None = None,
        headers: Mapping[str, str] | None = None,
    ) -> None:
        """Say it in our own words, or in the words of the class."""
        self.message = message or self.words
        self.details = details
        self.headers = headers or {}
        super().__init__(self.message)


class BadRequest(Refusal):
    """The request cannot be read at all."""


class Unauthorized(Refusal):
    """Nobody, or a token that is not valid (any more)."""

    status = 401
    words = "The access token is invalid"


class Forbidden(Refusal):
    """Somebody, but not allowed."""

    status = 403
    words = "This action is not allowed"


class NotFound(Refusal):
    """Absent, deleted, private or blocked: all look alike."""

    status = 404
    words = "Record not found"


class MethodNotAllowed(Refusal):
    """The path exists, the method does not."""

    status = 405
    words = "Method not allowed"


class Conflict(Refusal):
    """Somebody else was faster."""

    status = 409
    words = "Conflict"


class Gone(Refusal):
    """It was here, and is known to be gone."""

    status = 410
    words = "This resource has been deleted"


class TooLarge(Refusal):
    """More bytes than this route takes."""

    status = 413
    words = "Payload too large"


class Invalid(Refusal):
    """Well-formed, but against a rule; the message says which: `Validation failed: …`."""

    status = 422
    words = "Validation failed"


class TooMany(Refusal):
    """The bucket of this caller is empty."""

    status = 429
    words = "Too many requests"


class Busy(Refusal):
    """The server sheds load; try again after the time in Retry-After."""

    status = 503
    words = "The server is busy, try again in a moment"

    def __init__(self, message: str | None = None) -> None:
        """Always with a Retry-After."""
        super().__init__(message, headers={"Retry-After": "1"})
