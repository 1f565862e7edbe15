"""Facts about logins that the rest of auth hears of."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """Whoever knew the old one is to be shut out; one session may stay."""

    account_id: AccountId
    keep_session_id: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmailConfirmed(Event):
    """An address answers: the first of a login, or a new one."""

    account_id: AccountId
    first: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRemoved(Event):
    """The login of an account is gone: nothing may be left that opens it."""

    account_id: AccountId
