"""The verbs of writing: publish, edit, delete."""

import msgspec
from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, new_id
from arengo.base.lanes import Lane
from arengo.social.accounts.actions import count as count_account
from arengo.social.collections.addresses import may_name_collections
from arengo.social.media.actions import attach, describe_attached, detach, set_free
from arengo.social.posts.boosting import remove_boost, unboost
from arengo.social.posts.drafting import edited_draft
from arengo.social.posts.events import PostDeleted, PostEdited
from arengo.social.posts.mentioning import resolve_mentions
from arengo.social.posts.model import (
    Changes,
    Draft,
    Extra,
    Post,
    PostFlag,
    Visibility,
)
from arengo.social.posts.offering import (
    announce_new,
    asked_again,
    counted,
    offered,
    withhold,
)
from arengo.social.posts.permission import answered, check_quoting, prepare_quote
from arengo.social.posts.policy import chosen, chosen_anew
from arengo.social.posts.polls.actions import change_poll, open_poll, remove_poll
from arengo.social.posts.polls.model import Question
from arengo.social.posts.queries import own_post, present_state
from arengo.social.posts.store import counters, edits, keys, mentioned, posts
from arengo.storage import Transaction


def publish(tx: Transaction, *, by: AccountId, draft: Draft, host_name: str) -> Post:
    """Publish a post. The same idempotency key publishes once and answers with the same post.

    Raises NotFound when the post it answers is not there for its author.
    """
    earlier = _published_before(tx, by, draft.idempotency_key)
    if earlier:
        return earlier
    parent = answered(tx, by, draft.reply_to_id)
    quoted, draft = prepare_quote(tx, by, draft, host_name=host_name)
    post_id = PostId(new_id(by, draft.at_ms))
    mentions = resolve_mentions(tx, draft.handles, by=by, host_name=host_name)
    media = attach(tx, by=by, media_ids=draft.media_ids, post_id=post_id)
    question = draft.poll.question if draft.poll else None
    extra = Extra(mentions, draft.tags, media, draft.app, poll=question, quoted=quoted)
    post = offered(tx, _compose(post_id, by, draft, parent, extra), parent)
    posts.add_post(tx, post)
    if draft.poll:
        open_poll(tx, by=by, post_id=post_id, poll=draft.poll)
    mentioned.add_mentions(tx, post.id, post.reader_ids)
    if draft.idempotency_key:
        keys.keep_key(tx, by, draft.idempotency_key, post.id)
    as_post, as_reply = counted(post)
    if parent and not counters.count(tx, parent.id, replies=as_reply):
        raise NotFound
    if not count_account(tx, by, posts=as_post, last_post_id=post.id if as_post else None):
        raise NotFound  # erased meanwhile
    announce_new(tx, post)
    return post


def change(
    tx: Transaction,
    *,
    by: AccountId,
    post_id: PostId,
    changes: Changes,
    host_name: str,
    most_characters: int,
) -> Post:
    """Change parts of an own post; the others stay as they are, whoever changes those meanwhile."""
    before = _locked(tx, post_id, by=by)
    for each in changes.descriptions:
        describe_attached(
            tx,
            by=by,
            post_id=post_id,
            media_id=each.media_id,
            description=each.words,
            focus=each.focus,
        )
    draft = edited_draft(before, changes, most_characters=most_characters)
    if before.quote_of_id:
        check_quoting(draft)
    if changes.drops_poll:
        remove_poll(tx, post_id)
    _choose(tx, before, changes)
    return edit(
        tx,
        by=by,
        post_id=post_id,
        draft=draft,
        host_name=host_name,
        keeps_poll=not changes.drops_poll,
    )


def edit(
    tx: Transaction,
    *,
    by: AccountId,
    post_id: PostId,
    draft: Draft,
    host_name: str,
    keeps_poll: bool = True,
) -> Post:
    """Change what an own post says, keeping its earlier state. Saying the same changes nothing.

    A draft without a poll says nothing about the one that is there.
    """
    before = _locked(tx, post_id, by=by)
    question = before.extra.poll if keeps_poll else None
    if draft.poll:
        question = draft.poll.question
        change_poll(tx, by=by, post_id=post_id, poll=draft.poll)
    mentions = resolve_mentions(tx, draft.handles, by=by, host_name=host_name)
    media = attach(tx, by=by, media_ids=draft.media_ids, post_id=post_id)
    after = replace(
        before,
        text=draft.text,
        spoiler=draft.spoiler,
        language=draft.language or before.language,
        flags=_edited_flags(before.flags, draft, question),
        extra=msgspec.structs.replace(
            before.extra, mentions=mentions, tags=draft.tags, media=media, poll=question
        ),
    )
    if after == before:
        return before
    kept = present_state(before)
    edited_ms = max(now_ms(), kept.at_ms + 1)
    after = asked_again(tx, replace(after, ver=before.ver + 1, edited_ms=edited_ms))
    edits.add_edit(tx, post_id, kept)
    posts.change_post(tx, after)
    _change_mentions(tx, before, after)
    detach(tx, post_id=post_id, keep=draft.media_ids)
    withhold(tx, before, after)
    tx.announce(
        PostEdited(
            post=after,
            newly_mentioned=tuple(set(after.reader_ids) - set(before.reader_ids)),
            no_longer_mentioned=tuple(set(before.reader_ids) - set(after.reader_ids)),
            dropped_tags=tuple(set(before.extra.tags) - set(after.extra.tags)),
        )
    )
    return after


def set_quote_policy(
    tx: Transaction, *, by: AccountId, post_id: PostId, choice: PostFlag | None
) -> None:
    """Choose who may quote an own post from now on, None leaves it; quotes that were made stay."""
    before = _locked(tx, post_id, by=by)
    _choose(tx, before, Changes(quote_choice=choice))


def delete(tx: Transaction, *, by: AccountId, post_id: PostId, media_kept_ms: int = 0) -> Post:
    """Delete an own post for good, with its boosts, edits and media. Returns what it was.

    For as long as its media are kept, another post may have them.
    """
    post = own_post(tx, post_id, by=by)
    if post.boost_of_id:
        unboost(tx, by=by, post_id=post.boost_of_id)
        return post
    remove(tx, post, media_kept_ms=media_kept_ms)
    return post


def remove(tx: Transaction, post: Post, *, media_kept_ms: int = 0) -> None:
    """Take a post away as it is by now, whoever wants it gone. Doing it twice is doing it once."""
    tx.lock("post", post.id)  # who edits it, or gives it a card, ends first
    found = posts.post_by_id(tx, post.id)
    if found is None or not posts.delete_post(tx, post.id):
        return
    post = found
    named = _ever_named(tx, post)
    counters.forget_counters(tx, post.id)  # after it: what others may have counted meanwhile
    edits.forget_edits(tx, post.id)
    mentioned.delete_mentions(tx, post.id, named)
    if media_kept_ms:
        set_free(tx, post_id=post.id, kept_ms=media_kept_ms)
    else:
        detach(tx, post_id=post.id, keep=())
    as_post, as_reply = counted(post)
    if post.reply_to_id:
        counters.count(tx, post.reply_to_id, replies=-as_reply)
    count_account(tx, post.account_id, posts=-as_post)
    tx.announce(PostDeleted(post=post, named=tuple(named)))
    tx.enqueue("posts.remove_boosts", lane=Lane.FANOUT, post_id=post.id)


def erase_posts(tx: Transaction, *, account_id: AccountId, most: int = 50) -> int:
    """Take away some posts and boosts of an account that is going; returns how many."""
    ids = posts.ids_of_account(tx, account_id, limit=most)
    found = posts.posts_by_id(tx, ids) if ids else []
    for post in sorted(found, key=lambda each: each.id):  # locks are taken in this order
        if post.boost_of_id:
            remove_boost(tx, post)
        else:
            remove(tx, post)
    return len(ids)


def forget_account(tx: Transaction, *, account_id: AccountId, most: int = 200) -> int:
    """Forget where an account that is going was named, and under which keys it published."""
    return mentioned.forget_mentions_of(tx, account_id, most=most) + keys.forget_keys_of(
        tx, account_id, most=most
    )


def count(tx: Transaction, post_id: PostId, *, favourites: int = 0, quotes: int = 0) -> bool:
    """Add to the numbers of a post; False when it is not there any more."""
    return counters.count(tx, post_id, favourites=favourites, quotes=quotes)


def forget_old_keys(tx: Transaction, *, before_id: int, buckets: range, most: int) -> int:
    """Forget some idempotency keys of posts older than an id; returns how many."""
    return keys.forget_keys(tx, before_id=before_id, buckets=buckets, most=most)


def _locked(tx: Transaction, post_id: PostId, *, by: AccountId) -> Post:
    """Return an own post, no boost. Of two edits at once each finds what the other left."""
    tx.lock("post", post_id)
    post = own_post(tx, post_id, by=by)
    if post.boost_of_id:
        raise NotFound
    return post


def _compose(
    post_id: PostId, by: AccountId, draft: Draft, parent: Post | None, extra: Extra
) -> Post:
    flags = PostFlag.LOCAL
    flags |= PostFlag.SENSITIVE if draft.sensitive else PostFlag(0)
    flags |= PostFlag.MEDIA if extra.media else PostFlag(0)
    flags |= PostFlag.POLL if extra.poll else PostFlag(0)
    flags |= PostFlag.REPLY if parent else PostFlag(0)
    flags |= PostFlag.QUOTE if draft.quote_of_id else PostFlag(0)
    flags |= PostFlag.COLLECTIONS if may_name_collections(draft.text) else PostFlag(0)
    flags |= chosen(draft.choices, draft.visibility)
    return Post(
        id=post_id,
        ver=1,
        account_id=by,
        visibility=draft.visibility,
        flags=flags,
        reply_to_id=parent.id if parent else None,
        reply_to_account_id=parent.account_id if parent else None,
        boost_of_id=None,
        root_id=parent.thread_id if parent else None,
        text=draft.text,
        spoiler=draft.spoiler,
        language=draft.language,
        extra=extra,
        edited_ms=None,
        quote_of_id=draft.quote_of_id,
    )


def _choose(tx: Transaction, post: Post, changes: Changes) -> None:
    flags = chosen_anew(post, changes)
    if flags != post.flags:
        posts.change_flags(tx, post.id, flags)


def _published_before(tx: Transaction, by: AccountId, key: str | None) -> Post | None:
    known = keys.post_of_key(tx, by, key) if key else None
    if not key or not known:
        return None
    earlier = posts.post_by_id(tx, known)
    if earlier is None:  # it was deleted: the key is free for another
        keys.forget_key(tx, by, key)
    return earlier


def _ever_named(tx: Transaction, post: Post) -> list[AccountId]:
    """Return who is named, and of an edited letter who ever was: they could read it."""
    named = set(post.reader_ids)
    if post.visibility is Visibility.DIRECT and post.edited_ms:
        for state in edits.edits_of(tx, post.id):
            named.update(AccountId(mention.id) for mention in state.extra.mentions)
    return sorted(named)


def _edited_flags(flags: PostFlag, draft: Draft, question: Question | None) -> PostFlag:
    flags &= ~(PostFlag.SENSITIVE | PostFlag.MEDIA | PostFlag.POLL | PostFlag.COLLECTIONS)
    if draft.sensitive:
        flags |= PostFlag.SENSITIVE
    if may_name_collections(draft.text):
        flags |= PostFlag.COLLECTIONS
    if question:
        flags |= PostFlag.POLL
    return flags | PostFlag.MEDIA if draft.media_ids else flags


def _change_mentions(tx: Transaction, before: Post, after: Post) -> None:
    old, new = set(before.reader_ids), set(after.reader_ids)
    if before.visibility is not Visibility.DIRECT:  # who could read a letter keeps it
        mentioned.delete_mentions(tx, before.id, sorted(old - new))
    mentioned.add_mentions(tx, before.id, sorted(new - old))
