"""The verbs of what was sent and is held for some seconds, so that its author can take it back."""

from typing import Final

import msgspec

from arengo.base.clock import SECOND_MS, now_ms
from arengo.base.ids import AccountId, new_id
from arengo.social.posts.model import Post
from arengo.social.posts.plans import store
from arengo.social.posts.plans.actions import (
    LOCK,
    check_content,
    publish_later,
    publish_plan,
    published_under,
)
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.queries import own_scheduled
from arengo.social.posts.wishes import Wish, settled
from arengo.storage import ReadTransaction, Transaction

MOST_HELD_S: Final = 60


def hold(
    tx: Transaction,
    *,
    by: AccountId,
    wish: Wish,
    seconds: int,
    host_name: str,
    most_characters: int,
) -> Plan:
    """Publish a wish after some seconds, by a job, as what is scheduled; the caller has the lock.

    Raises what publishing it now would raise.
    """
    due_ms = now_ms() + min(seconds, MOST_HELD_S) * SECOND_MS
    held = msgspec.structs.replace(settled(tx, wish, by=by), due_ms=due_ms)
    plan = Plan(new_id(by), by, 1, due_ms, now_ms(), None, held)
    check_content(tx, plan, host_name=host_name, most_characters=most_characters)
    store.add_plan(tx, plan, key=wish.idempotency_key)
    store.hold_media(tx, plan.id, wish.all_media_ids)
    publish_later(tx, plan)
    return plan


def publish_now(
    tx: Transaction, *, by: AccountId, plan_id: int, host_name: str, most_characters: int
) -> Post:
    """Publish at once what is held; NotFound when it is published, or taken back, already."""
    tx.lock(LOCK, by)
    plan = own_scheduled(tx, plan_id, by=by)
    return publish_plan(tx, plan, host_name=host_name, most_characters=most_characters)


def held_or_published(
    tx: ReadTransaction, *, by: AccountId, plan_id: int, key: str
) -> Plan | Post | None:
    """Return what became of something that was sent: the plan, or the post under its key."""
    plan = store.plan_by_id(tx, plan_id)
    if plan and plan.account_id == by:
        return plan
    return published_under(tx, by, key)
