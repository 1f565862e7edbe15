"""Who is told when others announce something; what may be long is left to a job."""

from functools import partial
from typing import Final

from msgspec.structs import replace

from arengo.base.ids import MAX_ID, AccountId, time_of
from arengo.base.lanes import Lane
from arengo.bus import Bus
from arengo.social.follows.events import (
    Blocked,
    FollowAccepted,
    Followed,
    FollowRejected,
    FollowRequested,
    FollowWithdrawn,
    Unfollowed,
)
from arengo.social.follows.queries import notify_followers_page
from arengo.social.notifications.actions import (
    forget_post_of,
    forget_sender,
    notify,
    renew,
    take_back,
)
from arengo.social.notifications.bells import forget_end_of_poll
from arengo.social.notifications.events import Notified, RequestsMerged
from arengo.social.notifications.model import News, NotificationType
from arengo.social.posts.events import (
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPublished,
    PostUnboosted,
    ReplyOffered,
    ReplyWithheld,
)
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.posts.polls.events import PollEnded, VotesForgotten
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.social.posts.quotes.queries import quoters
from arengo.social.reactions.events import PostFavourited, PostUnfavourited
from arengo.storage import Listeners, Transaction

_AT_ONCE: Final = 200  # rows that a listener may remove before it leaves the rest to a job


def tell_mentioned(tx: Transaction, event: PostPublished) -> None:
    """Who is named hears of it, at the time of the post or when it was approved."""
    post, offer = event.post, event.post.extra.offer
    if not event.late:
        _mention(tx, post, post.mentioned_ids, at_ms=time_of(post.id))
        return
    heard = offer.to if offer else 0
    _mention(tx, post, tuple(each for each in post.mentioned_ids if each != heard))


def tell_approver(tx: Transaction, event: ReplyOffered) -> None:
    """Whoever is to approve a reply hears of it as if it named them, unless it was moved here."""
    if PostFlag.IMPORTED not in event.post.flags:
        _mention(tx, event.post, (event.to_id,), at_ms=time_of(event.post.id))


def ask_again(tx: Transaction, event: ReplyWithheld) -> None:
    """The approver hears of it anew; whom it named or quoted was told of nothing meanwhile."""
    post, quoted = event.post, event.before.extra.quoted
    people = {*event.before.mentioned_ids, *([AccountId(quoted.account_id)] if quoted else [])}
    forget_post_of(tx, people=sorted(people - {event.to_id}), post_id=post.id)
    renew(tx, _about(NotificationType.MENTION, post, post.account_id), to_ids=[event.to_id])


def tell_newly_mentioned(tx: Transaction, event: PostEdited) -> None:
    """Who was not named before the edit hears of it now; of what waits, `ask_again` tells."""
    if event.post.approver_id is None:
        _mention(tx, event.post, event.newly_mentioned)


def forget_unnamed(tx: Transaction, event: PostEdited) -> None:
    """Who is named no more and may not see the post for another reason was told of nothing."""
    post = event.post
    if post.visibility is not Visibility.PRIVATE:  # else all may see it, or keep their letter
        return
    for each in event.no_longer_mentioned:
        if not visible_ids(tx, [post.id], viewer=each):
            take_back(tx, _about(NotificationType.MENTION, post, post.account_id), to_id=each)


def ring_later(tx: Transaction, event: PostPublished) -> None:
    """Followers with a bell hear of a post that answers nobody."""
    post = event.post
    if post.visibility is Visibility.DIRECT or post.flags & (PostFlag.REPLY | PostFlag.IMPORTED):
        return
    if notify_followers_page(tx, post.account_id, limit=1):
        tx.enqueue("notifications.ring_bells", lane=Lane.FANOUT, post_id=post.id)


def tell_boosters_later(tx: Transaction, event: PostEdited) -> None:
    """Who boosted a post hears of its edit, if they may read it."""
    if event.post.approver_id is None:
        tx.enqueue("notifications.tell_boosters", lane=Lane.FANOUT, post_id=event.post.id)


def tell_of_end(tx: Transaction, event: PollEnded) -> None:
    """The author hears at once that a poll has ended, who voted in a job."""
    author = event.post.account_id
    renew(tx, _about(NotificationType.POLL, event.post, author), to_ids=[author])
    tx.enqueue("notifications.tell_voters", lane=Lane.FANOUT, post_id=event.post.id)


def forget_end(tx: Transaction, event: VotesForgotten) -> None:
    """Who voted in what is asked no more has heard nothing of its end."""
    forget_end_of_poll(tx, people=event.voters, post_id=event.poll_id)


def tell_quoted(tx: Transaction, event: PostPublished) -> None:
    """Who is quoted hears of it, when they may see where; not when it was long ago elsewhere."""
    post = event.post
    quoted = None if PostFlag.IMPORTED in post.flags else post.extra.quoted
    if quoted and visible_ids(tx, [post.id], viewer=AccountId(quoted.account_id)):
        news = _about(NotificationType.QUOTE, post, post.account_id)
        at_ms = None if event.late else time_of(post.id)
        notify(tx, replace(news, at_ms=at_ms), to_ids=[AccountId(quoted.account_id)])


def tell_quoters_later(tx: Transaction, event: PostEdited) -> None:
    """Who quotes a post hears of its edit, if they may read it."""
    if event.post.approver_id is None and quoters(
        tx, event.post.id, before=MAX_ID, after=0, limit=1
    ):
        tx.enqueue("notifications.tell_quoters", lane=Lane.FANOUT, post_id=event.post.id)


def tell_of_favourite(tx: Transaction, event: PostFavourited) -> None:
    """The author hears who likes a post."""
    news = _about(NotificationType.FAVOURITE, event.post, event.by_id)
    notify(tx, news, to_ids=[event.post.account_id])


def take_back_favourite(tx: Transaction, event: PostUnfavourited) -> None:
    """A favourite that was taken back was none."""
    news = _about(NotificationType.FAVOURITE, event.post, event.by_id)
    take_back(tx, news, to_id=event.post.account_id)


def tell_of_boost(tx: Transaction, event: PostBoosted) -> None:
    """The author hears who boosted a post, unless that was long ago and elsewhere."""
    if PostFlag.IMPORTED in event.boost.flags:
        return
    news = _about(NotificationType.BOOST, event.post, event.boost.account_id)
    notify(tx, news, to_ids=[event.post.account_id])


def take_back_boost(tx: Transaction, event: PostUnboosted) -> None:
    """A boost that was taken back was none; of a deleted post its booster knows nothing more."""
    post_id, booster = event.boost.boost_of_id, event.boost.account_id
    if post_id is None:
        return
    post = posts_by_id(tx, [post_id]).get(post_id)
    if post is None:
        forget_post_of(tx, people=[booster], post_id=post_id)
        return
    take_back(tx, _about(NotificationType.BOOST, post, booster), to_id=post.account_id)


def tell_of_follow(tx: Transaction, event: Followed) -> None:
    """Who is followed hears by whom."""
    notify(tx, _by(NotificationType.FOLLOW, event.by_id), to_ids=[event.target_id])


def take_back_follow(tx: Transaction, event: Unfollowed) -> None:
    """A follow that ended is no news."""
    take_back(tx, _by(NotificationType.FOLLOW, event.by_id), to_id=event.target_id)


def tell_of_request(tx: Transaction, event: FollowRequested) -> None:
    """Who is asked hears by whom."""
    notify(tx, _by(NotificationType.FOLLOW_REQUEST, event.by_id), to_ids=[event.target_id])


def take_back_request(tx: Transaction, event: FollowWithdrawn) -> None:
    """Nothing is asked any more."""
    take_back(tx, _by(NotificationType.FOLLOW_REQUEST, event.by_id), to_id=event.target_id)


def take_back_answered(tx: Transaction, event: FollowAccepted | FollowRejected) -> None:
    """A request that was answered, by whom it was made to, waits no more."""
    take_back(tx, _by(NotificationType.FOLLOW_REQUEST, event.target_id), to_id=event.by_id)


def forget_blocked(tx: Transaction, event: Blocked) -> None:
    """Who blocks somebody has heard nothing of them."""
    gone = forget_sender(tx, account_id=event.by_id, from_id=event.target_id, most=_AT_ONCE)
    if gone == _AT_ONCE:
        tx.enqueue(
            "notifications.forget_sender",
            lane=Lane.FANOUT,
            account_id=event.by_id,
            from_id=event.target_id,
        )


def forget_deleted(tx: Transaction, event: PostDeleted) -> None:
    """Those named or quoted forget a deleted post at once; the author and the bells in a job."""
    post = event.post
    quoted = [AccountId(post.extra.quoted.account_id)] if post.extra.quoted else []
    people = {*post.mentioned_ids, *event.named, *quoted}
    forget_post_of(tx, people=sorted(people), post_id=post.id)
    tx.enqueue(
        "notifications.forget_post",
        lane=Lane.MAINTENANCE,
        post_id=post.id,
        author_id=post.account_id,
    )


def publish_live(bus: Bus, tx: Transaction, event: Notified) -> None:
    """Open apps hear of it once it is true, not before."""
    tx.after_commit(lambda: bus.publish(f"user:{event.account_id}", "notification", event.id))


def publish_merged(bus: Bus, tx: Transaction, event: RequestsMerged) -> None:
    """Open apps read their notifications anew."""
    account_id = event.account_id
    tx.after_commit(lambda: bus.publish(f"user:{account_id}", "notifications_merged", account_id))


def listen(listeners: Listeners, bus: Bus) -> None:
    """Register what this feature hears of."""
    listeners.add(PostPublished, tell_mentioned)
    listeners.add(ReplyOffered, tell_approver)
    listeners.add(PostPublished, ring_later)
    listeners.add(PostEdited, tell_newly_mentioned)
    listeners.add(ReplyWithheld, ask_again)
    listeners.add(PostEdited, forget_unnamed)
    listeners.add(PostPublished, tell_quoted)
    listeners.add(PostEdited, tell_boosters_later)
    listeners.add(PostEdited, tell_quoters_later)
    listeners.add(PostDeleted, forget_deleted)
    listeners.add(PollEnded, tell_of_end)
    listeners.add(VotesForgotten, forget_end)
    listeners.add(PostFavourited, tell_of_favourite)
    listeners.add(PostUnfavourited, take_back_favourite)
    listeners.add(PostBoosted, tell_of_boost)
    listeners.add(PostUnboosted, take_back_boost)
    listeners.add(Followed, tell_of_follow)
    listeners.add(Unfollowed, take_back_follow)
    listeners.add(FollowRequested, tell_of_request)
    listeners.add(FollowWithdrawn, take_back_request)
    listeners.add(FollowAccepted, take_back_answered)
    listeners.add(FollowRejected, take_back_answered)
    listeners.add(Blocked, forget_blocked)
    listeners.add(Notified, partial(publish_live, bus))
    listeners.add(RequestsMerged, partial(publish_merged, bus))


def _mention(
    tx: Transaction, post: Post, people: tuple[AccountId, ...], at_ms: int | None = None
) -> None:
    news = News(
        type=NotificationType.MENTION,
        from_id=post.account_id,
        post_id=post.id,
        thread_id=post.thread_id,
        at_ms=at_ms,
        is_letter=post.visibility is Visibility.DIRECT,
    )
    notify(tx, news, to_ids=people)


def _about(type: NotificationType, post: Post, from_id: AccountId) -> News:
    return News(type=type, from_id=from_id, post_id=post.id, thread_id=post.thread_id)


def _by(type: NotificationType, from_id: AccountId) -> News:
    return News(type=type, from_id=from_id)
