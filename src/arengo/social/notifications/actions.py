"""The verbs of telling: notify, take back, dismiss, clear, and what happens when things go."""

from collections import Counter
from collections.abc import Iterable, Sequence

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, first_id_at, new_id, time_of
from arengo.social.notifications import policy
from arengo.social.notifications.events import Notified
from arengo.social.notifications.model import (
    SAMPLE_SIZE,
    Asked,
    News,
    Notification,
    NotificationType,
)
from arengo.social.notifications.push import actions as push
from arengo.social.notifications.requests import actions as requests
from arengo.social.notifications.requests.model import Willing
from arengo.social.notifications.store import groups, leaving, notifications
from arengo.storage import Transaction

_LOCK = requests.LOCK
_TO_MANY = (
    NotificationType.MENTION,
    NotificationType.BELL,
    NotificationType.UPDATE,
    NotificationType.QUOTE,
    NotificationType.COLLECTED,
    NotificationType.COLLECTION_UPDATE,
)


def notify(tx: Transaction, news: News, *, to_ids: Iterable[AccountId]) -> None:
    """Tell people of something, each of them once; who does not want to hear it is not told."""
    others = sorted(
        {each for each in to_ids if each != news.from_id or news.type in policy.OF_ONESELF}
    )
    if not others:
        return
    if news.type in policy.GROUPED:
        for each in others:
            _tell_in_group(tx, news, each)
        return
    _tell_singly(tx, news, _admitted(tx, news, others))


def renew(tx: Transaction, news: News, *, to_ids: Sequence[AccountId]) -> None:
    """Tell people again of what they were told before: the new notification replaces the old."""
    if to_ids and news.post_id is not None:
        gone = notifications.remove_about_of(tx, to_ids, news.post_id, [news.type])
        groups.remove(tx, gone)
    notify(tx, news, to_ids=to_ids)


def tell_late(tx: Transaction, told: Notification) -> None:
    """Add what was held back; nobody is alarmed. The lock is the caller's."""
    notifications.add(tx, [told])
    if told.type in policy.GROUPED:
        _put_in_group(tx, told, back_dated=True)
    else:
        groups.put(tx, [(told.account_id, policy.alone(told))])


def take_back(tx: Transaction, news: News, *, to_id: AccountId) -> None:
    """Let somebody not have been told. Nothing happens when they were not."""
    tx.lock(_LOCK, to_id)
    gone = notifications.remove_told(tx, to_id, news)
    if not gone:
        requests.take_back(tx, news, to_id=to_id)
    _leave_groups(tx, to_id, gone)


def dismiss(tx: Transaction, *, by: AccountId, notification_id: int) -> None:
    """Remove one of one's notifications; NotFound when it is not there."""
    tx.lock(_LOCK, by)
    gone = notifications.remove(tx, by, notification_id)
    if not gone and not requests.forget(tx, account_id=by, held_id=notification_id):
        raise NotFound
    _leave_groups(tx, by, gone)


def dismiss_group(tx: Transaction, *, by: AccountId, key: str, most: int) -> bool:
    """Remove some of a group of one's notifications; True while there is more of it.

    NotFound when there is no such group.
    """
    tx.lock(_LOCK, by)
    alone = policy.ungrouped_id(key)
    if alone is not None:
        dismiss(tx, by=by, notification_id=alone)
        return False
    if groups.by_key(tx, by, key) is None:
        raise NotFound
    gone = notifications.remove_group(tx, by, key, most=most)
    if len(gone) == most and notifications.first_of_group(tx, by, key) is not None:
        _leave_groups(tx, by, gone)
        return True
    groups.remove(tx, [(by, key)])
    return False


def clear(tx: Transaction, *, by: AccountId, before: int, most: int) -> bool:
    """Remove some of what one was told before an id; True while there is more."""
    tx.lock(_LOCK, by)
    gone = notifications.remove_before(tx, by, before, most=most)
    _leave_groups(tx, by, gone)
    if len(gone) == most:
        return True
    groups.remove_before(tx, by, before)
    return requests.forget_before(tx, account_id=by, before=before, most=most) == most


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Remove some of what an account that is going was told; returns how many."""
    gone = notifications.remove_before(tx, account_id, new_id(account_id), most=most)
    _leave_groups(tx, account_id, gone)
    if len(gone) < most:
        groups.remove_before(tx, account_id, new_id(account_id))
    return len(gone) or requests.erase(tx, account_id=account_id, most=most)


def forget_told_by(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Remove some of what others were told by an account that is going, and nothing else removes.

    The rest goes with the posts, favourites, boosts and follows that it was about.
    """
    found = leaving.told_by(tx, account_id, most=most)
    notifications.remove_all(tx, [(who, number) for who, number, _ in found])
    groups.remove(tx, [(who, key) for who, _, key in found])
    return len(found)


def forget_sender(
    tx: Transaction, *, account_id: AccountId, from_id: AccountId, most: int = 200
) -> int:
    """Remove some of what one person was told about another; returns how many."""
    tx.lock(_LOCK, account_id)
    gone = notifications.remove_from(tx, account_id, from_id, most=most)
    _leave_groups(tx, account_id, gone)
    held = requests.forget_sender(tx, account_id=account_id, from_id=from_id, most=most)
    return max(len(gone), held)


def forget_post(tx: Transaction, *, account_id: AccountId, post_id: PostId, most: int = 200) -> int:
    """Remove some of what an author was told about a post that is gone; returns how many."""
    tx.lock(_LOCK, account_id)
    gone = notifications.remove_about(tx, account_id, post_id, most=most)
    _leave_groups(tx, account_id, gone)
    if len(gone) < most:
        groups.remove_about(tx, account_id, post_id)
        requests.forget_post_of(tx, people=[account_id], post_id=post_id)
    return len(gone)


def forget_post_of(tx: Transaction, *, people: Sequence[AccountId], post_id: PostId) -> None:
    """Remove what mentioned people, followers and boosters were told about a post."""
    if people:
        groups.remove(tx, notifications.remove_about_of(tx, people, post_id, _TO_MANY))
        requests.forget_post_of(tx, people=people, post_id=post_id)


def _admitted(tx: Transaction, news: News, people: Sequence[AccountId]) -> list[Willing]:
    return requests.admit(tx, news, notifications.willing(tx, news, people))


def _tell_singly(tx: Transaction, news: News, people: Sequence[Willing]) -> None:
    told = [_notification(news, each.id) for each in people]
    if told:
        notifications.add(tx, told)
        groups.put(tx, [(each.account_id, policy.alone(each)) for each in told])
    for who, each in zip(people, told, strict=True):
        _announce(tx, who, each)


def _tell_in_group(tx: Transaction, news: News, to_id: AccountId) -> None:
    tx.lock(_LOCK, to_id)
    for who in _admitted(tx, news, [to_id]):
        told = _notification(news, to_id)
        stormy = _is_stormy(tx, told)
        if not stormy:
            notifications.add(tx, [told])
            _announce(tx, who, told)
        _put_in_group(tx, told, back_dated=not stormy)


def _put_in_group(tx: Transaction, told: Notification, *, back_dated: bool) -> None:
    before = groups.by_key(tx, told.account_id, told.group_key)
    after = policy.joined(before, told)
    if before and told.id < before.latest_id and back_dated:  # or of the same millisecond
        after = after._replace(sample=_sample(tx, told.account_id, told.group_key))
    groups.put(tx, [(told.account_id, after)])


def _is_stormy(tx: Transaction, told: Notification) -> bool:
    """Look at the last minute: so many rows more would tell nothing more."""
    since = first_id_at(time_of(told.id) - policy.STORM_MS)
    recent = notifications.count_between(
        tx, told.account_id, told.type, after=since, before=told.id, most=policy.STORM
    )
    return recent >= policy.STORM


def _leave_groups(tx: Transaction, account_id: AccountId, keys: Sequence[str]) -> None:
    """Let groups say what is left of them; `keys` has the group of each row that went."""
    if not keys:
        return
    singles = [key for key in keys if policy.ungrouped_id(key) is not None]
    groups.remove(tx, [(account_id, key) for key in singles])
    for key, went in Counter(keys).items():
        if key not in singles:
            _shrink(tx, account_id, key, went)


def _shrink(tx: Transaction, account_id: AccountId, key: str, went: int) -> None:
    group = groups.by_key(tx, account_id, key)
    first_id = notifications.first_of_group(tx, account_id, key)
    if group is None or first_id is None:
        groups.remove(tx, [(account_id, key)])
        return
    left = _newest(tx, account_id, key)
    smaller = group._replace(
        latest_id=left[0][0],
        first_id=first_id,
        number=group.number - went,
        sample=tuple(who for _, who in left),
    )
    groups.put(tx, [(account_id, smaller)])


def _newest(tx: Transaction, account_id: AccountId, key: str) -> list[tuple[int, AccountId]]:
    return notifications.people_of_group(tx, account_id, key, Asked(limit=SAMPLE_SIZE))


def _sample(tx: Transaction, account_id: AccountId, key: str) -> tuple[AccountId, ...]:
    return tuple(who for _, who in _newest(tx, account_id, key))


def _notification(news: News, to_id: AccountId) -> Notification:
    number = new_id(to_id, news.at_ms)
    key = policy.group_key(news.type, notification_id=number, post_id=news.post_id)
    return Notification(to_id, number, news.type, news.from_id, news.post_id, key)


def _announce(tx: Transaction, who: Willing, told: Notification) -> None:
    tx.announce(Notified(account_id=told.account_id, id=told.id))
    if who.awake:
        push.wake(tx, told)
