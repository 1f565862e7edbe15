"""The nouns: which people the staff asks for, and one of them with their login."""

from collections.abc import Collection
from enum import Enum

import msgspec

from arengo.auth.users.model import User
from arengo.base.ids import MAX_ID, AccountId
from arengo.social.accounts.model import Account


class State(Enum):
    """In which state somebody is asked for."""

    ACTIVE = "active"
    PENDING = "pending"
    DISABLED = "disabled"
    SILENCED = "silenced"
    SUSPENDED = "suspended"
    SENSITIVE = "sensitized"


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """Which people are asked for; None and empty are everybody."""

    local: bool | None = None
    states: frozenset[State] = frozenset()
    username: str = ""
    display_name: str = ""
    domain: str = ""
    email: str = ""
    network: str = ""
    roles: Collection[int] = ()
    invited_by: AccountId | None = None
    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int = 100


class SeenAt(msgspec.Struct, frozen=True):
    """The network from which somebody was signed in, and when last; shortened before it is kept."""

    network: str
    at_ms: int


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """An account with its login, if it has one here."""

    account: Account
    user: User | None
    seen: tuple[SeenAt, ...]
    invited_by: AccountId | None
