"""What happened to notifications."""

from arengo.base.events import Event
from arengo.base.ids import AccountId, PostId
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Notified(Event):
    """Somebody was told something; in a storm this stays unsaid."""

    account_id: AccountId
    id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionArrived(Event):
    """Somebody hears at last of a post that names them: its author's request was accepted."""

    account_id: AccountId
    post_id: PostId


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestsMerged(Event):
    """All that somebody accepted has arrived among their notifications."""

    account_id: AccountId
