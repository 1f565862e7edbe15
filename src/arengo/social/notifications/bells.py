"""The verbs of the jobs that tell many: followers with a bell, boosters of an edit, voters."""

from collections.abc import Sequence

from msgspec.structs import replace

from arengo.base.ids import AccountId, PostId
from arengo.base.lanes import Lane
from arengo.social.follows.queries import notify_followers_page
from arengo.social.notifications.actions import forget_post_of, notify, renew
from arengo.social.notifications.model import News, NotificationType
from arengo.social.notifications.store import groups, notifications
from arengo.social.posts.model import Post
from arengo.social.posts.polls.model import PollFlag
from arengo.social.posts.polls.queries import poll_of, voters_page
from arengo.social.posts.queries import boosts_of, posts_by_id
from arengo.social.posts.quotes.queries import quoters
from arengo.storage import Transaction


def ring(tx: Transaction, *, post_id: PostId, after: int, most: int) -> int:
    """Tell some followers with a bell of a post; returns where to go on, 0 at the end."""
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None:
        return 0
    page = notify_followers_page(tx, post.account_id, after=after, limit=most)
    notify(tx, _news(NotificationType.BELL, post), to_ids=[who for _, who in page])
    return page[-1][0] if len(page) == most else 0


def tell_boosters(tx: Transaction, *, post_id: PostId, before: int, most: int) -> int:
    """Tell some boosters that a post was edited; returns where to go on, 0 at the end."""
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None:
        return 0
    page = boosts_of(tx, post_id, before=before, after=0, limit=most)
    renew(tx, _news(NotificationType.UPDATE, post), to_ids=[who for _, who in page])
    return page[-1][0] if len(page) == most else 0


def tell_voters(tx: Transaction, *, post_id: PostId, after: int, most: int) -> int:
    """Tell some voters that a poll has ended; returns where to go on, 0 at the end."""
    post = posts_by_id(tx, [post_id]).get(post_id)
    poll = poll_of(tx, post_id)
    if post is None or poll is None or PollFlag.TOLD not in poll.flags:
        return 0
    page = voters_page(tx, poll, after=after, limit=most)
    renew(tx, _news(NotificationType.POLL, post), to_ids=page)
    return page[-1] if len(page) == most else 0


def tell_voters_on(tx: Transaction, *, post_id: PostId, after: int) -> None:
    """Leave the voters after a cursor to another job."""
    tx.enqueue("notifications.tell_voters", lane=Lane.FANOUT, post_id=post_id, after=after)


def forget_end_of_poll(tx: Transaction, *, people: Sequence[AccountId], post_id: PostId) -> None:
    """Remove what voters were told about the end of a poll that is gone or asks something else."""
    if people:
        gone = notifications.remove_about_of(tx, people, post_id, [NotificationType.POLL])
        groups.remove(tx, gone)


def tell_quoters(tx: Transaction, *, post_id: PostId, before: int, most: int) -> int:
    """Tell some who quote a post that it was edited; returns where to go on, 0 at the end."""
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None:
        return 0
    page = quoters(tx, post_id, before=before, after=0, limit=most)
    for quoter in page:
        about = replace(_news(NotificationType.QUOTED_UPDATE, post), post_id=quoter.post_id)
        renew(tx, about, to_ids=[quoter.account_id])
    return page[-1].post_id if len(page) == most else 0


def unring(tx: Transaction, *, author_id: AccountId, post_id: PostId, after: int, most: int) -> int:
    """Let some followers forget a post that is gone; returns where to go on, 0 at the end."""
    page = notify_followers_page(tx, author_id, after=after, limit=most)
    forget_post_of(tx, people=[who for _, who in page], post_id=post_id)
    return page[-1][0] if len(page) == most else 0


def ring_on(tx: Transaction, *, post_id: PostId, after: int) -> None:
    """Leave the followers after a cursor to another job, so that others get their turn."""
    tx.enqueue("notifications.ring_bells", lane=Lane.FANOUT, post_id=post_id, after=after)


def tell_boosters_on(tx: Transaction, *, post_id: PostId, before: int) -> None:
    """Leave the boosters before a cursor to another job."""
    tx.enqueue("notifications.tell_boosters", lane=Lane.FANOUT, post_id=post_id, before=before)


def _news(type: NotificationType, post: Post) -> News:
    return News(type=type, from_id=post.account_id, post_id=post.id, thread_id=post.thread_id)
