"""Questions about plans: somebody's own, nobody sees another's."""

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.posts.plans import store
from arengo.social.posts.plans.model import Plan
from arengo.storage import ReadTransaction


def own_draft(tx: ReadTransaction, plan_id: int, *, by: AccountId) -> Plan:
    """Return one of somebody's drafts; NotFound for all else."""
    return _own(tx, plan_id, by=by, drafts=True)


def own_scheduled(tx: ReadTransaction, plan_id: int, *, by: AccountId) -> Plan:
    """Return something that somebody has scheduled; NotFound for all else."""
    return _own(tx, plan_id, by=by, drafts=False)


def own_plan(tx: ReadTransaction, plan_id: int, *, by: AccountId) -> Plan:
    """Return one of somebody's plans, a draft or scheduled; NotFound for all else."""
    plan = store.plan_by_id(tx, plan_id)
    if plan is None or plan.account_id != by:
        raise NotFound
    return plan


def plans_page(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    drafts: bool,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[Plan]:
    """Return somebody's drafts, or what they have scheduled, newest first."""
    found = store.page(
        tx, account_id, drafts=drafts, before=before, after=after, upwards=upwards, limit=limit
    )
    return found[::-1] if upwards else found


def _own(tx: ReadTransaction, plan_id: int, *, by: AccountId, drafts: bool) -> Plan:
    plan = own_plan(tx, plan_id, by=by)
    if (plan.due_ms is None) != drafts:
        raise NotFound
    return plan
