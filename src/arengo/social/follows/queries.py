"""What other parts may ask about two people, always for many at once."""

from collections.abc import Collection, Sequence

from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId
from arengo.social.follows.domains.queries import of_blocked_domains
from arengo.social.follows.model import BATCH, FollowFlag, Kind, RelationshipState
from arengo.social.follows.store import follows, relations, requests
from arengo.storage import ReadTransaction

_BLOCKS = (Kind.BLOCK, Kind.BLOCKED_BY)


def relationships(
    tx: ReadTransaction, by: AccountId, target_ids: Sequence[AccountId]
) -> list[RelationshipState]:
    """Return what is between somebody and each of these, in their order; six statements."""
    targets = list(dict.fromkeys(target_ids))
    if not targets:
        return []
    following = {row.target_id: row for row in follows.follows_of(tx, by, targets)}
    followed_by = follows.followers_among(tx, by, targets)
    requested = requests.requests_by(tx, by, targets)
    requested_by = requests.requests_to(tx, by, targets)
    elsewhere = of_blocked_domains(tx, by, targets)
    states = _with_relations(tx, by, targets)
    return [
        replace(
            states[each],
            following=(row := following.get(each)) is not None,
            boosts=row is not None and FollowFlag.BOOSTS in row.flags,
            notify=row is not None and FollowFlag.NOTIFY in row.flags,
            languages=row.languages if row else (),
            followed_by=each in followed_by,
            requested=each in requested,
            requested_by=each in requested_by,
            domain_blocking=each in elsewhere,
        )
        for each in targets
    ]


def _with_relations(
    tx: ReadTransaction, by: AccountId, targets: Sequence[AccountId]
) -> dict[AccountId, RelationshipState]:
    states = {each: RelationshipState(target_id=each) for each in targets}
    for kind, target, expires_ms, note in relations.relations_of(tx, by, targets, now_ms=now_ms()):
        states[target] = _with_relation(states[target], kind, expires_ms, note)
    return states


def _with_relation(
    state: RelationshipState, kind: Kind, expires_ms: int | None, note: str | None
) -> RelationshipState:
    match kind:
        case Kind.BLOCK:
            return replace(state, blocking=True)
        case Kind.BLOCKED_BY:
            return replace(state, blocked_by=True)
        case Kind.MUTE:
            return replace(state, muting=True, muting_expires_ms=expires_ms)
        case Kind.MUTE_ALL:
            return replace(
                state, muting=True, muting_notifications=True, muting_expires_ms=expires_ms
            )
        case Kind.ENDORSED:
            return replace(state, endorsed=True)
        case Kind.NOTE:
            return replace(state, note=note or "")


def is_following(tx: ReadTransaction, follower: AccountId, target: AccountId) -> bool:
    """Return whether one follows the other."""
    return follows.follow_of(tx, follower, target) is not None


def followed_among(
    tx: ReadTransaction, by: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return whom of these somebody follows."""
    return {row.target_id for row in follows.follows_of(tx, by, people)} if people else set()


def followers_among(
    tx: ReadTransaction, target: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these follows somebody."""
    return follows.followers_among(tx, target, people) if people else set()


def blocks_between(tx: ReadTransaction, one: AccountId, other: AccountId) -> bool:
    """Return whether one of the two blocked the other."""
    return bool(relations.targets_of(tx, one, _BLOCKS, [other]))


def blocked_either_way(
    tx: ReadTransaction, by: AccountId, people: Collection[AccountId]
) -> set[AccountId]:
    """Return who of these is blocked by somebody, or has blocked them."""
    return relations.targets_of(tx, by, _BLOCKS, people) if people else set()


def blocked_by(tx: ReadTransaction, by: AccountId, people: Collection[AccountId]) -> set[AccountId]:
    """Return who of these has blocked `by`."""
    return relations.targets_of(tx, by, [Kind.BLOCKED_BY], people) if people else set()


def silences(tx: ReadTransaction, by: AccountId, people: Collection[AccountId]) -> set[AccountId]:
    """Return of whom among these somebody wants no notifications: blocked, or muted so."""
    found = relations.relations_of(tx, by, people, now_ms=now_ms()) if people else []
    return {target for kind, target, _, _ in found if kind in {*_BLOCKS, Kind.MUTE_ALL}}


def kept_apart(tx: ReadTransaction, by: AccountId, people: Collection[AccountId]) -> set[AccountId]:
    """Return whom of these somebody should not be shown: blocked by one of the two, or muted."""
    found = relations.relations_of(tx, by, people, now_ms=now_ms()) if people else []
    return {target for kind, target, _, _ in found if kind in {*_BLOCKS, Kind.MUTE, Kind.MUTE_ALL}}


def familiar_followers(
    tx: ReadTransaction, by: AccountId, targets: Collection[AccountId]
) -> dict[AccountId, list[AccountId]]:
    """Return who of those whom somebody follows follows each of these, last first."""
    found: dict[AccountId, list[AccountId]] = {each: [] for each in targets}
    for target, who in follows.familiar_followers(tx, by, targets) if targets else ():
        found[target].append(who)
    return found


def following_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, whom somebody follows), newest first."""
    return follows.following_page(
        tx, owner, before=before, after=after, upwards=upwards, limit=limit
    )


def followers_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who follows somebody), newest first."""
    return follows.followers_page(
        tx, owner, before=before, after=after, upwards=upwards, limit=limit
    )


def requests_page(
    tx: ReadTransaction, owner: AccountId, *, before: int, after: int, upwards: bool, limit: int
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who asks to follow somebody), newest first."""
    return requests.requests_page(
        tx, owner, before=before, after=after, upwards=upwards, limit=limit
    )


def relations_page(
    tx: ReadTransaction,
    owner: AccountId,
    *,
    kinds: Collection[Kind],
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[tuple[int, AccountId, int | None]]:
    """Return (cursor, whom it reaches, until when in ms), newest first."""
    now = now_ms()
    found = [
        row
        for kind in kinds
        for row in relations.relations_page(
            tx,
            owner,
            kind,
            now_ms=now,
            before=before,
            after=after,
            upwards=upwards,
            limit=limit,
        )
    ]
    found.sort(reverse=not upwards)
    page = found[:limit]
    return page[::-1] if upwards else page


def notify_followers_page(
    tx: ReadTransaction, target: AccountId, *, after: int = 0, limit: int = BATCH
) -> list[tuple[int, AccountId]]:
    """Return (cursor, who) of those who want to hear of every post, oldest follow first."""
    return follows.notified_followers(tx, target, after=after, limit=limit)


def count_requests(tx: ReadTransaction, owner: AccountId) -> int:
    """Return how many ask to follow somebody; no client shows more than 1,000."""
    return requests.count_requests(tx, owner, most=1_000)
