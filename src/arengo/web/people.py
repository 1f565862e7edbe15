"""Turns people into rows of a list: who they are, and what is between them and whoever reads.

`people_rows(tx, request, ids)` for any list; a template shows it by `parts/person.html`.
"""

from collections.abc import Iterable, Sequence

from arengo.base.ids import AccountId
from arengo.gate.request import Request
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.follows.model import RelationshipState
from arengo.social.follows.queries import blocked_by, relationships
from arengo.storage import ReadTransaction
from arengo.web.context.people import Between, PersonRow
from arengo.web.views import account_view


def people_rows(
    tx: ReadTransaction, request: Request, ids: Iterable[int], *, with_blocked: bool = False
) -> tuple[PersonRow, ...]:
    """Return those of these people who are there for whoever asks, each once, in their order.

    Who blocks the reader or is blocked by them is left out, but for `with_blocked`.
    """
    wanted = [AccountId(each) for each in dict.fromkeys(ids)]
    found = accounts_by_id(tx, wanted)
    there = [found[each] for each in wanted if each in found and found[each].available]
    states = states_with(tx, request, [each.id for each in there])
    origin = request.site.settings.origin
    return tuple(
        person_row(each, states.get(each.id), origin=origin)
        for each in there
        if with_blocked or not _apart(states.get(each.id))
    )


def row_of(tx: ReadTransaction, request: Request, account: Account) -> PersonRow:
    """Return somebody with what is between oneself and them, blocked or not."""
    return people_rows(tx, request, [account.id], with_blocked=True)[0]


def states_with(
    tx: ReadTransaction, request: Request, ids: Sequence[AccountId]
) -> dict[AccountId, RelationshipState]:
    """Return what is between whoever asks and each of these; nothing for themselves and nobody."""
    viewer = request.viewer_id
    if viewer is None:
        return {}
    others = [each for each in ids if each != viewer]
    return {state.target_id: state for state in relationships(tx, viewer, others)}


def person_row(account: Account, state: RelationshipState | None, *, origin: str) -> PersonRow:
    """Return somebody as a list shows them."""
    return PersonRow(
        account=account_view(account, origin=origin),
        path=f"/@{account.acct}",
        about=account.note,
        locked=account.locked,
        between=between(state) if state else None,
    )


def between(state: RelationshipState) -> Between:
    """Return what templates are told about two people."""
    return Between(
        following=state.following,
        boosts=state.boosts,
        bell=state.notify,
        languages=state.languages,
        followed_by=state.followed_by,
        requested=state.requested,
        asks=state.requested_by,
        blocking=state.blocking,
        blocked_by=state.blocked_by,
        muting=state.muting,
        muted_until_ms=state.muting_expires_ms,
        endorsed=state.endorsed,
        note=state.note,
    )


def _apart(state: RelationshipState | None) -> bool:
    return state is not None and (state.blocking or state.blocked_by)


def hides_people(tx: ReadTransaction, request: Request, account: Account) -> bool:
    """Tell whether somebody does not show the reader whom they follow and who follows them."""
    viewer = request.viewer_id
    if viewer == account.id:
        return False
    hides = AccountFlag.HIDE_COLLECTIONS in account.flags
    return hides or (viewer is not None and bool(blocked_by(tx, viewer, [account.id])))
