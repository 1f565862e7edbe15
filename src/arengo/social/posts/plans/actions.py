"""The verbs of what is scheduled: schedule, put off, cancel, publish at its time."""

import msgspec
from msgspec.structs import replace

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.ids import AccountId, new_id
from arengo.base.lanes import Lane
from arengo.social.accounts.queries import account_by_id
from arengo.social.media.policy import not_attachable
from arengo.social.media.queries import uploads
from arengo.social.posts.model import Post
from arengo.social.posts.permission import answered, prepare_quote
from arengo.social.posts.plans import store
from arengo.social.posts.plans.events import PlanSetAside
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.policy import check_due, check_scheduled, day_of
from arengo.social.posts.plans.queries import own_scheduled
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.sequels import publish_all
from arengo.social.posts.store import keys
from arengo.social.posts.wishes import Wish, drafts_of, settled
from arengo.storage import ReadTransaction, Transaction

LOCK = "plans"
SUSPENDED = "The account was suspended at that time"


def schedule(
    tx: Transaction, *, by: AccountId, wish: Wish, host_name: str, most_characters: int
) -> Plan | Post:
    """Let a wish come true at its time. The same key schedules once, and answers what came of it.

    Raises what publishing it now would raise.
    """
    key = wish.idempotency_key
    earlier = published_under(tx, by, key) or (key and store.plan_of_key(tx, by, key))
    if earlier:
        return earlier
    tx.lock(LOCK, by)
    plan_id = new_id(by)
    plan = Plan(plan_id, by, 1, wish.due_ms, now_ms(), None, settled(tx, wish, by=by))
    check(tx, plan, host_name=host_name, most_characters=most_characters)
    store.add_plan(tx, plan, key=key)
    store.hold_media(tx, plan_id, wish.all_media_ids)
    publish_later(tx, plan)
    return plan


def reschedule(tx: Transaction, *, by: AccountId, plan_id: int, due_ms: int) -> Plan:
    """Choose another time for what was scheduled."""
    tx.lock(LOCK, by)
    plan = own_scheduled(tx, plan_id, by=by)
    wish = msgspec.structs.replace(plan.wish, due_ms=due_ms)
    after = replace(plan, due_ms=due_ms, changed_ms=now_ms(), wish=wish)
    check_time(tx, after)
    store.change_plan(tx, after)
    publish_later(tx, after)
    return after


def cancel(tx: Transaction, *, by: AccountId, plan_id: int) -> None:
    """Publish it never; its media are swept some day unless they are used."""
    tx.lock(LOCK, by)
    store.delete_plan(tx, own_scheduled(tx, plan_id, by=by).id)


def publish_due(tx: Transaction, *, plan_id: int, host_name: str, most_characters: int) -> None:
    """Publish what is due, once; nothing when it is gone, put off or a draft by now.

    Raises what publishing raises.
    """
    plan = _locked(tx, plan_id)
    if plan is None or plan.due_ms is None or plan.due_ms > now_ms():
        return
    if not account_by_id(tx, plan.account_id).available:
        set_aside(tx, plan_id=plan_id, problem=SUSPENDED)
        return
    publish_plan(tx, plan, host_name=host_name, most_characters=most_characters)


def publish_plan(tx: Transaction, plan: Plan, *, host_name: str, most_characters: int) -> Post:
    """Publish a plan and forget it; the caller has the lock."""
    by = plan.account_id
    drafts = drafts_of(tx, plan.wish, by=by, most_characters=most_characters)
    store.delete_plan(tx, plan.id)
    return publish_all(tx, by=by, drafts=drafts, host_name=host_name)


def set_aside(tx: Transaction, *, plan_id: int, problem: str) -> None:
    """Make a draft of what could not be published, saying why; what was put off waits on."""
    plan = _locked(tx, plan_id)
    if plan and plan.due_ms is not None and plan.due_ms <= now_ms():
        wish = msgspec.structs.replace(plan.wish, due_ms=None)
        aside = replace(plan, ver=plan.ver + 1, due_ms=None, problem=problem, wish=wish)
        store.change_plan(tx, replace(aside, changed_ms=now_ms()))
        store.forget_key(tx, plan_id)
        tx.announce(PlanSetAside(account_id=plan.account_id, plan_id=plan_id))


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 100) -> int:
    """Forget some plans of an account that is going; returns how many."""
    ids = store.ids_of_account(tx, account_id, limit=most)
    for plan_id in ids:
        store.delete_plan(tx, plan_id)
    return len(ids)


def published_under(tx: ReadTransaction, by: AccountId, key: str | None) -> Post | None:
    """Return what was published under an idempotency key."""
    known = keys.post_of_key(tx, by, key) if key else None
    return posts_by_id(tx, [known]).get(known) if known else None


def check(tx: ReadTransaction, plan: Plan, *, host_name: str, most_characters: int) -> None:
    """Raise what publishing this plan now would raise, and when its time cannot be."""
    check_time(tx, plan)
    check_content(tx, plan, host_name=host_name, most_characters=most_characters)


def check_content(tx: ReadTransaction, plan: Plan, *, host_name: str, most_characters: int) -> None:
    """Raise what publishing this plan now would raise."""
    by, wish = plan.account_id, plan.wish
    draft = drafts_of(tx, wish, by=by, most_characters=most_characters)[0]
    answered(tx, by, draft.reply_to_id)
    prepare_quote(tx, by, draft, host_name=host_name)
    found = uploads(tx, wish.all_media_ids, by=by)
    missing = [each for each in wish.all_media_ids if each not in found or found[each].post_id]
    if missing:
        raise not_attachable(missing)


def check_time(tx: ReadTransaction, plan: Plan) -> None:
    """Raise Invalid when a plan is too early, or one too many."""
    due_ms = plan.due_ms or 0
    check_due(due_ms, now_ms())
    day = day_of(due_ms)
    at_all, on_that_day = store.count_scheduled(
        tx, plan.account_id, but_id=plan.id, since_ms=day, until_ms=day + DAY_MS
    )
    check_scheduled(at_all=at_all, on_that_day=on_that_day)


def _locked(tx: Transaction, plan_id: int) -> Plan | None:
    """Return a plan that nobody else changes until this ends; None when it is gone."""
    plan = store.plan_by_id(tx, plan_id)
    if plan:
        tx.lock(LOCK, plan.account_id)
    return store.plan_by_id(tx, plan_id) if plan else None


def publish_later(tx: Transaction, plan: Plan) -> None:
    """Let a job publish a plan at its time; it stands or falls with this transaction."""
    tx.enqueue("plans.publish", run_ms=plan.due_ms, lane=Lane.INTERACTIVE, plan_id=plan.id)
