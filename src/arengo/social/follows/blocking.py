"""The verbs of keeping away: block, mute and their undoing; and the note that one keeps."""

from arengo.base.clock import SECOND_MS, now_ms
from arengo.base.errors import Forbidden, Invalid
from arengo.base.ids import AccountId
from arengo.base.lanes import Lane
from arengo.base.text import clean_text
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows import events
from arengo.social.follows.following import end_follow
from arengo.social.follows.model import COMMENT_MAX, Kind
from arengo.social.follows.pairs import lock_pair
from arengo.social.follows.store import relations, requests
from arengo.storage import Transaction

_LONGEST_MUTE_S = 100 * 365 * 24 * 3600


def block(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Have nothing to do with each other: follows and requests end, both ways."""
    _require_other(tx, by, target)
    lock_pair(tx, by, target)
    for one, other in ((by, target), (target, by)):
        end_follow(tx, follower=one, followed=other)
        if requests.remove_request(tx, one, other):
            tx.announce(events.FollowWithdrawn(by_id=one, target_id=other))
    if relations.put_relation(tx, by, Kind.BLOCK, target):
        relations.put_relation(tx, target, Kind.BLOCKED_BY, by)
        tx.announce(events.Blocked(by_id=by, target_id=target))


def unblock(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """End a block. What it ended does not come back."""
    account_by_id(tx, target)
    lock_pair(tx, by, target)
    if relations.remove_relation(tx, by, Kind.BLOCK, target):
        relations.remove_relation(tx, target, Kind.BLOCKED_BY, by)
        tx.announce(events.Unblocked(by_id=by, target_id=target))


def mute(
    tx: Transaction,
    *,
    by: AccountId,
    target: AccountId,
    notifications: bool = True,
    duration_s: int = 0,
) -> None:
    """See nothing of somebody, for a while or (0) until further notice; again renews it."""
    _require_other(tx, by, target)
    lock_pair(tx, by, target)
    seconds = min(max(duration_s, 0), _LONGEST_MUTE_S)
    expires_ms = now_ms() + seconds * SECOND_MS if seconds else None
    kind, other = (Kind.MUTE, Kind.MUTE_ALL)[::-1] if notifications else (Kind.MUTE, Kind.MUTE_ALL)
    relations.remove_relation(tx, by, other, target)
    if relations.put_relation(tx, by, kind, target, expires_ms=expires_ms):
        tx.announce(events.Muted(by_id=by, target_id=target, notifications=notifications))
    if expires_ms is not None:
        tx.enqueue(
            "follows.end_mute",
            lane=Lane.MAINTENANCE,
            run_ms=expires_ms,
            by_id=by,
            target_id=target,
        )


def unmute(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """See somebody again."""
    account_by_id(tx, target)
    lock_pair(tx, by, target)
    ended = [relations.remove_relation(tx, by, kind, target) for kind in (Kind.MUTE, Kind.MUTE_ALL)]
    if any(ended):
        tx.announce(events.Unmuted(by_id=by, target_id=target))


def end_expired_mute(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Unmute somebody whose time is over; a mute that was renewed meanwhile stays."""
    lock_pair(tx, by, target)
    if relations.remove_expired_mute(tx, by, target, now_ms=now_ms()):
        tx.announce(events.Unmuted(by_id=by, target_id=target))


def set_note(tx: Transaction, *, by: AccountId, target: AccountId, comment: str) -> None:
    """Keep a private note about somebody; an empty one is none."""
    account_by_id(tx, target)
    text = clean_text(comment, multiline=True)
    if len(text) > COMMENT_MAX:
        words = f"Comment is too long (maximum is {COMMENT_MAX} characters)"
        raise Invalid(f"Validation failed: {words}")
    if text:
        relations.put_relation(tx, by, Kind.NOTE, target, note=text)
    else:
        relations.remove_relation(tx, by, Kind.NOTE, target)


def _require_other(tx: Transaction, by: AccountId, target: AccountId) -> None:
    account_by_id(tx, target)
    if by == target:
        raise Forbidden
