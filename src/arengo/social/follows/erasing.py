"""What is left between a deleted account and others, removed piece by piece."""

from arengo.base.ids import MAX_ID, AccountId
from arengo.social.follows.following import end_follow
from arengo.social.follows.model import BATCH, Kind
from arengo.social.follows.pairs import lock_pair
from arengo.social.follows.store import follows, relations, requests
from arengo.storage import Transaction

_OTHER_SIDE = {Kind.BLOCK: Kind.BLOCKED_BY, Kind.BLOCKED_BY: Kind.BLOCK}


def erase_some(tx: Transaction, *, account_id: AccountId, limit: int = BATCH) -> int:
    """Remove some of what an account has with others, on both sides; 0 when nothing is left."""
    return (
        _end_follows(tx, account_id, limit)
        or _drop_requests(tx, account_id, limit)
        or _drop_relations(tx, account_id, limit)
        or requests.remove_requests_by(tx, account_id, limit=limit)
        or relations.remove_kept_by_others(tx, account_id, limit=limit)
    )


def _end_follows(tx: Transaction, account_id: AccountId, limit: int) -> int:
    span = {"before": MAX_ID, "after": 0, "limit": limit}
    followed = follows.following_page(tx, account_id, upwards=False, **span)
    followers = follows.followers_page(tx, account_id, upwards=False, **span)
    pairs = {(account_id, other) for _, other in followed}
    pairs |= {(other, account_id) for _, other in followers}
    for follower, target in sorted(pairs, key=lambda pair: pair[0] ^ pair[1]):
        lock_pair(tx, follower, target)
        end_follow(tx, follower=follower, followed=target)
    return len(pairs)


def _drop_requests(tx: Transaction, account_id: AccountId, limit: int) -> int:
    page = requests.requests_page(
        tx, account_id, before=MAX_ID, after=0, upwards=False, limit=limit
    )
    for _, requester in page:
        requests.remove_request(tx, requester, account_id)
    return len(page)


def _drop_relations(tx: Transaction, account_id: AccountId, limit: int) -> int:
    found = relations.some_relations(tx, account_id, limit=limit)
    for kind, target in found:
        relations.remove_relation(tx, account_id, kind, target)
        if kind in _OTHER_SIDE:
            relations.remove_relation(tx, target, _OTHER_SIDE[kind], account_id)
    return len(found)
