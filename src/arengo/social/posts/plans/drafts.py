"""The verbs of drafts: keep, change, drop, publish. Nothing is checked but how large they are."""

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.ids import AccountId, new_id
from arengo.social.media.queries import uploads
from arengo.social.posts.model import Post
from arengo.social.posts.plans import store
from arengo.social.posts.plans.actions import LOCK, check, publish_later, published_under
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.policy import check_draft, check_version
from arengo.social.posts.plans.queries import own_draft
from arengo.social.posts.sequels import publish_all
from arengo.social.posts.wishes import Wish, drafts_of, settled
from arengo.storage import Transaction


def keep_draft(tx: Transaction, *, by: AccountId, wish: Wish, key: str | None = None) -> Plan:
    """Keep a wish that need not be complete. The same idempotency key keeps one."""
    earlier = store.plan_of_key(tx, by, key) if key else None
    if earlier and earlier.due_ms is None:
        return earlier
    tx.lock(LOCK, by)
    check_draft(wish, others=store.count_drafts(tx, by))
    plan = Plan(new_id(by), by, 1, None, now_ms(), None, wish)
    store.add_plan(tx, plan, key=None if earlier else key)
    _hold(tx, plan.id, wish.all_media_ids, by=by)
    return plan


def change_draft(
    tx: Transaction, *, by: AccountId, plan_id: int, wish: Wish, version: int | None
) -> Plan:
    """Replace what a draft says; Conflict when its version is another by now."""
    tx.lock(LOCK, by)
    plan = own_draft(tx, plan_id, by=by)
    check_version(plan, version)
    check_draft(wish, others=0)
    after = replace(plan, ver=plan.ver + 1, changed_ms=now_ms(), problem=None, wish=wish)
    store.change_plan(tx, after)
    store.release_media(tx, plan_id)
    _hold(tx, plan_id, wish.all_media_ids, by=by)
    return after


def drop_draft(tx: Transaction, *, by: AccountId, plan_id: int, version: int | None) -> None:
    """Forget a draft; its media are swept some day unless they are used."""
    tx.lock(LOCK, by)
    plan = own_draft(tx, plan_id, by=by)
    check_version(plan, version)
    store.delete_plan(tx, plan_id)


def publish_draft(
    tx: Transaction,
    *,
    by: AccountId,
    plan_id: int,
    version: int | None,
    key: str | None,
    host_name: str,
    most_characters: int,
) -> Post | Plan:
    """Publish a draft, or schedule it when it names a time; now it must be complete.

    The same idempotency key publishes once, and answers what was published.
    """
    earlier = published_under(tx, by, key)
    if earlier:
        return earlier
    tx.lock(LOCK, by)
    plan = own_draft(tx, plan_id, by=by)
    check_version(plan, version)
    if plan.wish.due_ms is None:
        wish = msgspec.structs.replace(plan.wish, idempotency_key=key)
        drafts = drafts_of(tx, wish, by=by, most_characters=most_characters)
        store.delete_plan(tx, plan_id)
        return publish_all(tx, by=by, drafts=drafts, host_name=host_name)
    wish = settled(tx, plan.wish, by=by)
    after = replace(plan, due_ms=wish.due_ms, changed_ms=now_ms(), problem=None, wish=wish)
    check(tx, after, host_name=host_name, most_characters=most_characters)
    store.change_plan(tx, after)
    publish_later(tx, after)
    return after


def _hold(tx: Transaction, plan_id: int, media_ids: Sequence[int], *, by: AccountId) -> None:
    """Keep those media that are there; the others may come later, or never."""
    store.hold_media(tx, plan_id, list(uploads(tx, media_ids, by=by)))
