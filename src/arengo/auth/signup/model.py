"""The nouns of joining: what somebody fills in, and the invitations they may bring."""

import msgspec

from arengo.base.ids import AccountId


class SignUp(msgspec.Struct, frozen=True, kw_only=True):
    """A filled form. The password is here only until it is hashed."""

    username: str
    email: str
    password: str
    agreement: bool
    locale: str = "en"
    reason: str = ""
    invite_code: str = ""
    app_id: int | None = None
    must_wait: bool = False  # the staff looks at whoever comes from there


class InviteTerms(msgspec.Struct, frozen=True, kw_only=True):
    """What a new invitation is bound to; None is without bound."""

    max_uses: int | None
    expires_ms: int | None


class Invite(msgspec.Struct, frozen=True, kw_only=True):
    """A code that lets people in; `max_uses` and `expires_ms` may be without bound."""

    id: int
    account_id: AccountId
    code: str
    max_uses: int | None
    uses: int
    expires_ms: int | None

    def is_good(self, now_ms: int) -> bool:
        """Return whether it would let somebody in now."""
        in_time = self.expires_ms is None or self.expires_ms > now_ms
        return in_time and (self.max_uses is None or self.uses < self.max_uses)
