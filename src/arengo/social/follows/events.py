"""What happened between two people: `by_id` did it, `target_id` is whom it is about."""

from arengo.base.events import Event
from arengo.base.ids import AccountId


class Followed(Event, frozen=True, kw_only=True):
    """Somebody follows somebody from now on; `accepted` when they had to ask before."""

    by_id: AccountId
    target_id: AccountId
    id: int
    accepted: bool = False


class FollowRequested(Event, frozen=True, kw_only=True):
    """Somebody asks to follow a locked account."""

    by_id: AccountId
    target_id: AccountId
    id: int


class FollowAccepted(Event, frozen=True, kw_only=True):
    """`by_id` accepted the request of `target_id`; Followed was announced too."""

    by_id: AccountId
    target_id: AccountId


class FollowRejected(Event, frozen=True, kw_only=True):
    """`by_id` refused the request of `target_id`."""

    by_id: AccountId
    target_id: AccountId


class FollowWithdrawn(Event, frozen=True, kw_only=True):
    """`by_id` does not ask `target_id` any more."""

    by_id: AccountId
    target_id: AccountId


class Unfollowed(Event, frozen=True, kw_only=True):
    """`by_id` does not follow `target_id` any more, whoever ended it."""

    by_id: AccountId
    target_id: AccountId


class Blocked(Event, frozen=True, kw_only=True):
    """`by_id` wants nothing to do with `target_id`."""

    by_id: AccountId
    target_id: AccountId


class Unblocked(Event, frozen=True, kw_only=True):
    """A block is over."""

    by_id: AccountId
    target_id: AccountId


class Muted(Event, frozen=True, kw_only=True):
    """`by_id` wants not to see `target_id`; `notifications` too."""

    by_id: AccountId
    target_id: AccountId
    notifications: bool


class Unmuted(Event, frozen=True, kw_only=True):
    """A mute is over."""

    by_id: AccountId
    target_id: AccountId
