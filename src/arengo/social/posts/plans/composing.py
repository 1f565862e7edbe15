"""The verbs of somebody who is writing: keep it as they go, send it, take it up again."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import Conflict, NotFound
from arengo.base.ids import AccountId, PostId
from arengo.social.media.actions import describe
from arengo.social.media.policy import FREE_KEPT_MS
from arengo.social.posts.actions import delete
from arengo.social.posts.model import QUOTE_CHOICE, REPLY_CHOICE, Description, Post, PostFlag
from arengo.social.posts.plans import store
from arengo.social.posts.plans.actions import LOCK, published_under, schedule
from arengo.social.posts.plans.drafts import change_draft, keep_draft
from arengo.social.posts.plans.holding import hold
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.plans.queries import own_plan, own_scheduled
from arengo.social.posts.polls.model import Poll, PollFlag
from arengo.social.posts.polls.policy import SHORTEST_S
from arengo.social.posts.polls.queries import poll_of
from arengo.social.posts.queries import own_post
from arengo.social.posts.sequels import publish_all
from arengo.social.posts.wishes import PollWish, Wish, drafts_of
from arengo.storage import Transaction

_CHOICES: Final = QUOTE_CHOICE | REPLY_CHOICE | PostFlag.LOCAL_ONLY
_GONE: Final = "What this was taken from was published or deleted meanwhile"
_PUT_OFF: Final = "What was scheduled was changed meanwhile"


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """What a text was taken from: a plan, as it was when it was read."""

    plan_id: int
    version: int


def send(
    tx: Transaction,
    *,
    by: AccountId,
    wish: Wish,
    source: Source | None = None,
    descriptions: Sequence[Description] = (),
    held_s: int = 0,
    host_name: str,
    most_characters: int,
) -> Post | Plan:
    """Publish a wish, schedule it, or hold it for some seconds first; what it was taken from goes.

    The same key does so once. A draft that was changed on another device stays as it is there,
    unless it says the very same; Conflict when the plan is gone, or what was scheduled waits for
    another time by now.
    """
    earlier = _sent_under(tx, by, wish.idempotency_key)
    if earlier:
        return earlier
    tx.lock(LOCK, by)
    if source:
        _take(tx, source, wish, by=by)
    for each in descriptions:
        describe(tx, by=by, media_id=each.media_id, description=each.words, focus=each.focus)
    if wish.due_ms is not None:
        return schedule(tx, by=by, wish=wish, host_name=host_name, most_characters=most_characters)
    if held_s:
        return hold(
            tx,
            by=by,
            wish=wish,
            seconds=held_s,
            host_name=host_name,
            most_characters=most_characters,
        )
    drafts = drafts_of(tx, wish, by=by, most_characters=most_characters)
    return publish_all(tx, by=by, drafts=drafts, host_name=host_name)


def keep(
    tx: Transaction,
    *,
    by: AccountId,
    wish: Wish,
    source: Source | None = None,
    descriptions: Sequence[Description] = (),
    key: str,
) -> Plan | None:
    """Keep what somebody is writing; None when the wish was sent under its own key already.

    Nothing is lost: when its draft was changed on another device, this becomes one of its own.
    """
    if _sent_under(tx, by, wish.idempotency_key):
        return None
    for each in descriptions:
        describe(tx, by=by, media_id=each.media_id, description=each.words, focus=each.focus)
    wish = msgspec.structs.replace(wish, idempotency_key=None)
    if source:
        try:
            return change_draft(
                tx, by=by, plan_id=source.plan_id, wish=wish, version=source.version
            )
        except (Conflict, NotFound):
            return keep_draft(tx, by=by, wish=wish)
    kept = keep_draft(tx, by=by, wish=wish, key=f"draft/{key}")
    if kept.wish == wish:
        return kept
    return change_draft(tx, by=by, plan_id=kept.id, wish=wish, version=None)


def unschedule(tx: Transaction, *, by: AccountId, plan_id: int) -> Plan:
    """Make a draft of what was scheduled."""
    tx.lock(LOCK, by)
    plan = own_scheduled(tx, plan_id, by=by)
    wish = msgspec.structs.replace(plan.wish, due_ms=None)
    draft = replace(plan, ver=plan.ver + 1, due_ms=None, changed_ms=now_ms(), wish=wish)
    store.change_plan(tx, draft)
    store.forget_key(tx, plan_id)
    return draft


def write_again(tx: Transaction, *, by: AccountId, post_id: PostId) -> Plan:
    """Delete an own post and keep what it said as a draft, with its pictures and its poll."""
    poll = poll_of(tx, post_id)
    post = own_post(tx, post_id, by=by)
    if post.boost_of_id:
        raise NotFound
    delete(tx, by=by, post_id=post_id, media_kept_ms=FREE_KEPT_MS)
    return keep_draft(tx, by=by, wish=_wish_of(post, poll))


def _take(tx: Transaction, source: Source, wish: Wish, *, by: AccountId) -> None:
    """Take a plan away that is going to be sent."""
    try:
        plan = own_plan(tx, source.plan_id, by=by)
    except NotFound:
        raise Conflict(_GONE) from None
    # A page that was left while it kept its draft does not know the newest version.
    if plan.ver == source.version or plan.wish == replace(wish, idempotency_key=None):
        store.delete_plan(tx, plan.id)
    elif plan.due_ms is not None:
        raise Conflict(_PUT_OFF)


def _sent_under(tx: Transaction, by: AccountId, key: str | None) -> Post | Plan | None:
    """Return what was published or scheduled under a key."""
    post = published_under(tx, by, key)
    plan = store.plan_of_key(tx, by, key) if key and not post else None
    return plan if plan and plan.due_ms is not None else post


def _wish_of(post: Post, poll: Poll | None) -> Wish:
    return Wish(
        text=post.text,
        spoiler=post.spoiler,
        visibility=post.meant,
        sensitive=PostFlag.SENSITIVE in post.flags,
        language=post.language,
        reply_to_id=post.reply_to_id,
        quote_of_id=post.quote_of_id,
        choices=int(post.flags & _CHOICES),
        says_who_quotes=True,
        says_who_replies=True,
        media_ids=tuple(media.id for media in post.extra.media),
        poll=_poll_wish(poll) if poll else None,
    )


def _poll_wish(poll: Poll) -> PollWish:
    left_s = (poll.ends_ms - now_ms()) // 1000
    return PollWish(
        options=poll.options,
        lasts_s=max(left_s, SHORTEST_S),
        multiple=PollFlag.MULTIPLE in poll.flags,
        hidden=PollFlag.HIDDEN in poll.flags,
    )
