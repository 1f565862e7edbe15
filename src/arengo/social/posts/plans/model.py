"""The noun of plans."""

from arengo.base.ids import AccountId
from arengo.base.records import dataclass
from arengo.social.posts.wishes import Wish


@dataclass(frozen=True, slots=True)
class Plan:
    """A row of `plans`; without `due_ms` it is a draft."""

    id: int
    account_id: AccountId
    ver: int
    due_ms: int | None
    changed_ms: int
    problem: str | None
    wish: Wish
