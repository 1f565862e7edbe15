"""Replies that others approve first: who is asked, and what happens when the answer is yes.

Until then a reply has a visibility of its own, and in `mentions` stands the approver alone: so the
conditions of all reading let its author and the approver see it, and nobody else.
"""

import msgspec
from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import count as count_account
from arengo.social.follows.queries import is_following
from arengo.social.posts.events import PostPublished, ReplyOffered, ReplyWithheld
from arengo.social.posts.model import Offer, Post, PostFlag, Visibility
from arengo.social.posts.store import counters, mentioned, posts
from arengo.storage import ReadTransaction, Transaction


def offered(tx: ReadTransaction, post: Post, parent: Post | None) -> Post:
    """Return a new post as it is to be kept: a reply that is to be approved is only offered.

    What not everybody would see anyway asks nobody.
    """
    if parent is None or post.visibility > Visibility.UNLISTED:
        return post
    approver = _approver(tx, post.account_id, parent)
    if approver is None:
        return post
    offer = Offer(approver, post.visibility)
    extra = msgspec.structs.replace(post.extra, offer=offer)
    return replace(post, visibility=Visibility.OFFERED, extra=extra)


def announce_new(tx: Transaction, post: Post) -> None:
    """Announce a post that was published, or only offered."""
    if post.approver_id is None:
        tx.announce(PostPublished(post=post))
        return
    tx.announce(ReplyOffered(post=post, to_id=post.approver_id))


def asked_again(tx: ReadTransaction, post: Post) -> Post:
    """Return an edited post as it is to be kept: what was approved is only offered once more.

    It stays as it is when whoever approved it would not be asked today.
    """
    offer = post.extra.offer
    if offer is None or post.approver_id is not None:
        return post
    parent = posts.post_by_id(tx, post.reply_to_id) if post.reply_to_id else None
    if parent is None or _approver(tx, post.account_id, parent) != offer.to:
        return post
    return replace(post, visibility=Visibility.OFFERED)


def withhold(tx: Transaction, before: Post, after: Post) -> None:
    """Take a reply that waits again from where everybody saw it; nothing else is withheld."""
    if after.approver_id is None or before.approver_id is not None:
        return
    as_post, as_reply = counted(before)
    if before.reply_to_id:
        counters.count(tx, before.reply_to_id, replies=-as_reply)
    count_account(tx, before.account_id, posts=-as_post)
    tx.announce(ReplyWithheld(post=after, before=before, to_id=after.approver_id))


def let_appear(tx: Transaction, post: Post) -> Post:
    """Let everybody see an offered reply whom its author wanted to; the caller has locked it."""
    if post.approver_id is None:
        return post
    after = replace(post, visibility=post.meant, ver=post.ver + 1)
    posts.change_visibility(tx, post.id, after.visibility)
    mentioned.delete_mentions(tx, post.id, post.reader_ids)
    mentioned.add_mentions(tx, post.id, after.reader_ids)
    as_post, as_reply = counted(after)
    if after.reply_to_id:
        counters.count(tx, after.reply_to_id, replies=as_reply)
    count_account(tx, after.account_id, posts=as_post, last_post_id=after.id)
    tx.announce(PostPublished(post=after, late=True))
    return after


def counted(post: Post) -> tuple[int, int]:
    """Return what a post counts for its author, and for what it answers: who looks learns no more.

    A letter counts nowhere, nor does an offer; an answer to followers is none to others.
    """
    return int(post.visibility < Visibility.DIRECT), int(post.visibility < Visibility.PRIVATE)


def _approver(tx: ReadTransaction, by: AccountId, parent: Post) -> AccountId | None:
    """Return who is to approve an answer to `parent`: whose thread it is, or whose post."""
    if parent.approver_id is not None:  # one's own, which waits: so does what goes on below it
        return parent.approver_id
    root = posts.post_by_id(tx, parent.root_id) if parent.root_id else None
    for post in (root, parent):
        if post and PostFlag.REPLIES_ASK in post.flags and _is_stranger(tx, by, post):
            return post.account_id
    return None


def _is_stranger(tx: ReadTransaction, by: AccountId, post: Post) -> bool:
    """Tell whether somebody is neither the author, nor named in the post, nor followed by them."""
    if by == post.account_id or by in post.mentioned_ids:
        return False
    return not is_following(tx, post.account_id, by)
