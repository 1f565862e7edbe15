"""What happened to notifications."""

from arengo.base.events import Event
from arengo.base.ids import AccountId, PostId


class Notified(Event, frozen=True, kw_only=True):
    """Somebody was told something; in a storm this stays unsaid."""

    account_id: AccountId
    id: int


class MentionArrived(Event, frozen=True, kw_only=True):
    """Somebody hears at last of a post that names them: its author's request was accepted."""

    account_id: AccountId
    post_id: PostId


class RequestsMerged(Event, frozen=True, kw_only=True):
    """All that somebody accepted has arrived among their notifications."""

    account_id: AccountId
