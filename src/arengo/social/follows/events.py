"""What happened between two people: `by_id` did it, `target_id` is whom it is about."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Followed(Event):
    """Somebody follows somebody from now on; `accepted` when they had to ask before."""

    by_id: AccountId
    target_id: AccountId
    id: int
    accepted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRequested(Event):
    """Somebody asks to follow a locked account."""

    by_id: AccountId
    target_id: AccountId
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowAccepted(Event):
    """`by_id` accepted the request of `target_id`; Followed was announced too."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowRejected(Event):
    """`by_id` refused the request of `target_id`."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowWithdrawn(Event):
    """`by_id` does not ask `target_id` any more."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unfollowed(Event):
    """`by_id` does not follow `target_id` any more, whoever ended it."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked(Event):
    """`by_id` wants nothing to do with `target_id`."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Unblocked(Event):
    """A block is over."""

    by_id: AccountId
    target_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class Muted(Event):
    """`by_id` wants not to see `target_id`; `notifications` too."""

    by_id: AccountId
    target_id: AccountId
    notifications: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Unmuted(Event):
    """A mute is over."""

    by_id: AccountId
    target_id: AccountId
