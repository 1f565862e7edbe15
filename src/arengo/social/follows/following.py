"""The verbs of following: follow, unfollow, accept, reject, remove a follower."""

from msgspec.structs import replace

from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.base.ids import MAX_ID, AccountId, new_id
from arengo.social.accounts.actions import count
from arengo.social.accounts.model import FOLLOWEES_MAX, Account, AccountFlag
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows import events
from arengo.social.follows.model import BATCH, FollowFlag, FollowOptions, FollowRow, Kind
from arengo.social.follows.pairs import lock_pair
from arengo.social.follows.queries import blocks_between
from arengo.social.follows.store import follows, relations, requests
from arengo.storage import Transaction


def follow(
    tx: Transaction, *, by: AccountId, target: AccountId, options: FollowOptions | None = None
) -> None:
    """Follow somebody, or ask to when they are locked; again only changes the options.

    Raises NotFound for who is not there, Forbidden where a block stands between the two.
    """
    lock_pair(tx, by, target)
    follower, followed = account_by_id(tx, by), account_by_id(tx, target)
    _permit(tx, follower, followed)
    wishes = options or FollowOptions()
    present = follows.follow_of(tx, by, target)
    if present:
        changed = _with_options(present, wishes)
        if changed != present:
            follows.change_follow(tx, changed)
        return
    waiting = requests.request_of(tx, by, target)
    if waiting is None and follower.stats.following >= FOLLOWEES_MAX:
        raise Invalid(f"Validation failed: You cannot follow more than {FOLLOWEES_MAX} people")
    row = waiting or FollowRow(by, target, FollowFlag.BOOSTS, new_id(by), ())
    if followed.locked or AccountFlag.SILENCED in follower.flags:
        _ask(tx, _with_options(row, wishes), again=waiting is not None)
        return
    requests.remove_request(tx, by, target)
    _add(tx, _with_options(row, wishes))


def _permit(tx: Transaction, follower: Account, followed: Account) -> None:
    if not followed.available:
        raise NotFound
    if follower.id == followed.id or blocks_between(tx, follower.id, followed.id):
        raise Forbidden


def _with_options(row: FollowRow, options: FollowOptions) -> FollowRow:
    flags = row.flags
    for flag, wish in ((FollowFlag.BOOSTS, options.boosts), (FollowFlag.NOTIFY, options.notify)):
        if wish is not None:
            flags = flags | flag if wish else flags & ~flag
    languages = row.languages if options.languages is None else options.languages
    return FollowRow(row.account_id, row.target_id, flags, row.id, languages)


def _ask(tx: Transaction, row: FollowRow, *, again: bool) -> None:
    requests.put_request(tx, row)
    if not again:
        tx.announce(
            events.FollowRequested(by_id=row.account_id, target_id=row.target_id, id=row.id)
        )


def _add(tx: Transaction, row: FollowRow, *, accepted: bool = False) -> None:
    if not follows.add_follow(tx, row):
        return
    by, target = row.account_id, row.target_id
    _count_follow(tx, by, target, by=1)
    tx.announce(events.Followed(by_id=by, target_id=target, id=row.id, accepted=accepted))


def _count_follow(tx: Transaction, follower: AccountId, followed: AccountId, *, by: int) -> None:
    """In the order of ids, so that no two transactions wait for each other."""
    for account_id in sorted((follower, followed)):
        count(
            tx,
            account_id,
            following=by if account_id == follower else 0,
            followers=by if account_id == followed else 0,
        )


def unfollow(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Follow no longer, and ask no longer."""
    account_by_id(tx, target)
    lock_pair(tx, by, target)
    end_follow(tx, follower=by, followed=target)
    if requests.remove_request(tx, by, target):
        tx.announce(events.FollowWithdrawn(by_id=by, target_id=target))


def remove_follower(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Let somebody follow `by` no longer."""
    account_by_id(tx, target)
    lock_pair(tx, by, target)
    end_follow(tx, follower=target, followed=by)


def end_follow(tx: Transaction, *, follower: AccountId, followed: AccountId) -> None:
    """Remove a follow, whoever wants it gone. The pair is locked already."""
    if follows.remove_follow(tx, follower, followed):
        relations.remove_relation(tx, follower, Kind.ENDORSED, followed)
        _count_follow(tx, follower, followed, by=-1)
        tx.announce(events.Unfollowed(by_id=follower, target_id=followed))


def accept(tx: Transaction, *, by: AccountId, requester: AccountId) -> None:
    """Let somebody follow who asked; NotFound when nobody asks (any more)."""
    if not _accept(tx, by, requester):
        raise NotFound


def _accept(tx: Transaction, by: AccountId, requester: AccountId) -> bool:
    lock_pair(tx, by, requester)
    request = requests.request_of(tx, requester, by)
    if request is None:
        return False
    requests.remove_request(tx, requester, by)
    # A follow counts from its acceptance: its id is its place in lists.
    _add(tx, replace(request, id=new_id(requester)), accepted=True)
    tx.announce(events.FollowAccepted(by_id=by, target_id=requester))
    return True


def reject(tx: Transaction, *, by: AccountId, requester: AccountId) -> None:
    """Refuse somebody who asked; NotFound when nobody asks."""
    lock_pair(tx, by, requester)
    if not requests.remove_request(tx, requester, by):
        raise NotFound
    tx.announce(events.FollowRejected(by_id=by, target_id=requester))


def accept_some(tx: Transaction, *, by: AccountId, limit: int = BATCH) -> int:
    """Accept the oldest of those who ask, unless `by` is locked again; return how many it were."""
    if account_by_id(tx, by).locked:
        return 0
    page = requests.requests_page(tx, by, before=MAX_ID, after=0, upwards=True, limit=limit)
    for requester in sorted((who for _, who in page), key=lambda who: by ^ who):
        _accept(tx, by, requester)
    return len(page)
