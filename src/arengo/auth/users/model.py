"""The nouns of local logins: who is behind a request, and in which state their login is."""

from enum import IntEnum, IntFlag

import msgspec

from arengo.base.ids import AccountId


class UserFlag(IntFlag):
    """Bits of `users.flags`."""

    CONFIRMED = 1
    APPROVED = 2
    DISABLED = 4
    SECOND_FACTOR = 8


class CodePurpose(IntEnum):
    """What a one-time code is for; stored, never reused."""

    CONFIRM_EMAIL = 1
    RESET_PASSWORD = 2
    SECOND_FACTOR = 3


class User(msgspec.Struct, frozen=True, kw_only=True):
    """A login. Its id is that of its account."""

    id: AccountId
    role: int
    flags: UserFlag
    email: str
    new_email: str | None
    password_hash: str
    totp_secret: bytes | None
    totp_step: int
    locale: str
    reason: str | None
    invite_id: int | None
    app_id: int | None
    signed_in_ms: int

    @property
    def may_sign_in(self) -> bool:
        """Return whether nothing but a password stands between this login and its account."""
        good = UserFlag.CONFIRMED | UserFlag.APPROVED
        return self.flags & (good | UserFlag.DISABLED) == good


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who is asking: a user through an app or a browser, or an app on its own.

    Never cached: it is read in the request's own transaction, so revocation holds at once.
    """

    account_id: AccountId | None
    app_id: int | None
    token_id: int | None
    session_id: int | None
    scopes: frozenset[str]
    role: int
    flags: UserFlag
    suspended: bool

    @property
    def barred(self) -> bool:
        """Return whether this user may do nothing: suspended, or with a login that is shut."""
        return self.suspended or UserFlag.DISABLED in self.flags

    def may(self, scope: str) -> bool:
        """Return whether a granted scope covers `scope`: `write` covers `write:statuses`."""
        return scope in self.scopes or scope.partition(":")[0] in self.scopes
