"""The noun of plans."""

import msgspec

from arengo.base.ids import AccountId
from arengo.social.posts.wishes import Wish


class Plan(msgspec.Struct, frozen=True):
    """A row of `plans`; without `due_ms` it is a draft."""

    id: int
    account_id: AccountId
    ver: int
    due_ms: int | None
    changed_ms: int
    problem: str | None
    wish: Wish
