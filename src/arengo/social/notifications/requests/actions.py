"""The verbs of holding back: decide, hold, let go, forget; and what people decide themselves."""

from collections.abc import Collection, Iterable, Sequence

from arengo.base.clock import now_ms
from arengo.base.ids import MAX_ID, AccountId, PostId, new_id
from arengo.base.lanes import Lane
from arengo.social.notifications.model import News
from arengo.social.notifications.requests import policy
from arengo.social.notifications.requests.model import Held, Request, Rules, Verdict, Willing
from arengo.social.notifications.requests.store import held, policies, requests
from arengo.storage import Transaction

LOCK = "notifications"  # the same as for what is told


def admit(tx: Transaction, news: News, people: Sequence[Willing]) -> list[Willing]:
    """Return who is to be told now; for the others it is held back or dropped, as they wish."""
    at_ms = now_ms()
    return [each for each in people if _is_told(tx, news, each, at_ms)]


def change_policy(tx: Transaction, *, by: AccountId, rules: Rules) -> None:
    """Change some of one's rules, for what comes from now on."""
    tx.lock(LOCK, by)
    before = policy.unpacked(policies.rules_of(tx, by))
    policies.put_rules(tx, by, policy.packed({**before, **rules}))


def accept(tx: Transaction, *, by: AccountId, waiting: Iterable[Request]) -> None:
    """Hear some senders from now on; what was held back of them is moved by jobs."""
    tx.lock(LOCK, by)
    for each in waiting:
        policies.permit(tx, by, each.from_id)
        requests.begin_merging(tx, by, each.from_id)
        tx.enqueue(
            "notifications.merge", lane=Lane.FANOUT, account_id=by, from_id=int(each.from_id)
        )


def dismiss(tx: Transaction, *, by: AccountId, waiting: Iterable[Request]) -> None:
    """Let some requests be gone with all that they hold; more of it may be held back later."""
    tx.lock(LOCK, by)
    for each in waiting:
        requests.remove(tx, by, each.from_id)
        tx.enqueue(
            "notifications.forget_held",
            lane=Lane.MAINTENANCE,
            account_id=by,
            from_id=int(each.from_id),
            before=each.latest_id + 1,
        )


def take_some(
    tx: Transaction, *, account_id: AccountId, from_id: AccountId, before: int, most: int
) -> list[Held]:
    """Remove some of what is held back of a sender and return it, oldest first."""
    return held.take_some(tx, account_id, from_id, before=before, most=most)


def end_merging(tx: Transaction, *, account_id: AccountId, from_id: AccountId) -> bool:
    """Remove a request of which everything was moved; True when it was the last such one."""
    requests.remove(tx, account_id, from_id)
    return not requests.is_merging(tx, account_id)


def take_back(tx: Transaction, news: News, *, to_id: AccountId) -> None:
    """Let something not be held back that was taken back."""
    if held.remove_told(tx, to_id, news):
        _recount(tx, to_id, [news.from_id])


def forget(tx: Transaction, *, account_id: AccountId, held_id: int) -> bool:
    """Remove one that is held back; False when there is no such thing."""
    senders = held.remove(tx, account_id, held_id)
    _recount(tx, account_id, senders)
    return bool(senders)


def forget_before(tx: Transaction, *, account_id: AccountId, before: int, most: int) -> int:
    """Remove some of what is held back and older than an id; returns how many."""
    senders = held.remove_before(tx, account_id, before, most=most)
    _recount(tx, account_id, senders)
    return len(senders)


def forget_held(
    tx: Transaction, *, account_id: AccountId, from_id: AccountId, before: int, most: int
) -> int:
    """Remove some of what is held back of a sender; returns how many."""
    tx.lock(LOCK, account_id)
    gone = len(held.take_some(tx, account_id, from_id, before=before, most=most))
    _recount(tx, account_id, [from_id])
    return gone


def forget_post_of(tx: Transaction, *, people: Collection[AccountId], post_id: PostId) -> None:
    """Remove what is held back about a post that is gone."""
    for account_id, from_id in sorted(set(held.remove_about_of(tx, people, post_id))):
        _recount(tx, account_id, [from_id])


def forget_sender(tx: Transaction, *, account_id: AccountId, from_id: AccountId, most: int) -> int:
    """Remove some of what is held back of a sender whom one blocks; returns how many."""
    policies.forbid(tx, account_id, from_id)
    gone = held.take_some(tx, account_id, from_id, before=MAX_ID, most=most)
    _recount(tx, account_id, [from_id])
    return len(gone)


def erase(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Remove some of what an account that is going holds back, and what is held back of it."""
    return (
        len(held.remove_before(tx, account_id, new_id(account_id), most=most))
        or requests.remove_of(tx, account_id)
        or policies.remove_of(tx, account_id)
        or held.remove_by(tx, account_id, most=most)
        or requests.remove_by(tx, account_id)
        or policies.remove_about(tx, account_id)
    )


def _is_told(tx: Transaction, news: News, who: Willing, at_ms: int) -> bool:
    rules = policy.at_stake(who.rules, news, sender_flags=who.sender_flags or 0, at_ms=at_ms)
    if not rules:
        return True
    tx.lock(LOCK, who.id)
    found = policy.verdict(rules, policies.standing(tx, who.id, news))
    if found is Verdict.FILTER:
        _hold(tx, news, who.id)
    return found is Verdict.ACCEPT


def _hold(tx: Transaction, news: News, to_id: AccountId) -> None:
    kept = Held(new_id(to_id, news.at_ms), int(news.type), news.from_id, news.post_id)
    written = news.post_id if kept.type in policy.BY_SENDER else None
    held.add(tx, to_id, kept)
    requests.count_in(tx, to_id, kept, last_post_id=written)


def _recount(tx: Transaction, account_id: AccountId, senders: Collection[AccountId]) -> None:
    for each in sorted(set(senders)):
        requests.recount(tx, account_id, each, by_sender=policy.BY_SENDER)
