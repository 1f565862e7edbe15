"""Facts about logins that the rest of auth hears of."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class PasswordChanged(Event, frozen=True, kw_only=True):
    """Whoever knew the old one is to be shut out; one session may stay."""

    account_id: AccountId
    keep_session_id: int | None


class EmailConfirmed(Event, frozen=True, kw_only=True):
    """An address answers: the first of a login, or a new one."""

    account_id: AccountId
    first: bool


class LoginRemoved(Event, frozen=True, kw_only=True):
    """The login of an account is gone: nothing may be left that opens it."""

    account_id: AccountId
