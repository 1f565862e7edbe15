"""What open apps should hear: after the commit, so that nobody hears of what was rolled back."""

from arengo.auth.oauth.events import TokenRevoked
from arengo.base.ids import AccountId
from arengo.base.text import tag_id
from arengo.bus import Bus
from arengo.social.accounts.events import AccountDeleted, AccountSuspended
from arengo.social.filters.events import FiltersChanged
from arengo.social.instance.announcements.events import (
    AnnouncementGone,
    AnnouncementReacted,
    AnnouncementShown,
)
from arengo.social.messages.events import ConversationGrew
from arengo.social.posts.events import (
    PostBoosted,
    PostDeleted,
    PostEdited,
    PostPublished,
    PostUnboosted,
    ReplyWithheld,
)
from arengo.social.posts.model import Post, PostFlag
from arengo.storage import Listeners, Transaction

POSTS = "posts"
TOKENS = "tokens"
ACCOUNTS = "accounts"
ANNOUNCEMENTS = "announcements"


class Announcer:
    """Puts news on the bus: ids only, and of what is gone who could have seen it."""

    def __init__(self, bus: Bus) -> None:
        """Speak on `bus`."""
        self._bus = bus

    def publish(self, tx: Transaction, event: PostPublished) -> None:
        """A new post, unless it is an old one that was moved here."""
        if PostFlag.IMPORTED not in event.post.flags:
            self._say(tx, POSTS, "update", event.post.id)

    def edit(self, tx: Transaction, event: PostEdited) -> None:
        """A post that says something else."""
        self._say(tx, POSTS, "status.update", event.post.id)

    def boost(self, tx: Transaction, event: PostBoosted) -> None:
        """A boost, unless it was moved here."""
        if PostFlag.IMPORTED not in event.boost.flags:
            self._say(tx, POSTS, "update", event.boost.id)

    def delete(self, tx: Transaction, event: PostDeleted) -> None:
        """A post that is gone: nobody can ask it any more who could see it."""
        self._say_gone(tx, event.post, event.named or event.post.mentioned_ids)

    def withhold(self, tx: Transaction, event: ReplyWithheld) -> None:
        """A post that is gone for all but two."""
        self._say_gone(tx, event.before, event.before.mentioned_ids)

    def unboost(self, tx: Transaction, event: PostUnboosted) -> None:
        """A boost that was taken back."""
        self._say_gone(tx, event.boost, ())

    def revoke(self, tx: Transaction, event: TokenRevoked) -> None:
        """A token whose lines end."""
        self._say(tx, TOKENS, "revoked", event.token_id)

    def close(self, tx: Transaction, event: AccountSuspended | AccountDeleted) -> None:
        """An account whose lines end."""
        self._say(tx, ACCOUNTS, "closed", event.account_id)

    def refilter(self, tx: Transaction, event: FiltersChanged) -> None:
        """Somebody's apps read their filters anew."""
        self._say(tx, f"user:{event.account_id}", "filters_changed", event.account_id)

    def grow(self, tx: Transaction, event: ConversationGrew) -> None:
        """A letter in one of somebody's conversations."""
        self._say(tx, f"user:{event.account_id}", "conversation", event.conversation_id)

    def show(self, tx: Transaction, event: AnnouncementShown) -> None:
        """An announcement that everybody sees, or that says something else."""
        self._say(tx, ANNOUNCEMENTS, "announcement", event.announcement_id)

    def withdraw(self, tx: Transaction, event: AnnouncementGone) -> None:
        """An announcement that nobody sees any more."""
        self._say(tx, ANNOUNCEMENTS, "announcement.delete", event.announcement_id)

    def react(self, tx: Transaction, event: AnnouncementReacted) -> None:
        """A reaction, by its name in numbers: the last of its kind leaves no row to read."""
        name = map(ord, event.name)
        self._say(tx, ANNOUNCEMENTS, "announcement.reaction", event.announcement_id, *name)

    def _say_gone(self, tx: Transaction, post: Post, named: tuple[AccountId, ...]) -> None:
        tags = [tag_id(name) for name in post.extra.tags]
        audience = (post.account_id, int(post.visibility), int(post.flags), len(tags), *tags)
        self._say(tx, POSTS, "delete", post.id, *audience, *named)

    def _say(self, tx: Transaction, topic: str, kind: str, id: int, *more: int) -> None:
        tx.after_commit(lambda: self._bus.publish(topic, kind, id, *more))


def listen(listeners: Listeners, bus: Bus) -> None:
    """Register what open apps hear of."""
    announcer = Announcer(bus)
    listeners.add(PostPublished, announcer.publish)
    listeners.add(PostEdited, announcer.edit)
    listeners.add(PostBoosted, announcer.boost)
    listeners.add(PostDeleted, announcer.delete)
    listeners.add(ReplyWithheld, announcer.withhold)
    listeners.add(PostUnboosted, announcer.unboost)
    listeners.add(TokenRevoked, announcer.revoke)
    listeners.add(ConversationGrew, announcer.grow)
    listeners.add(FiltersChanged, announcer.refilter)
    listeners.add(AnnouncementShown, announcer.show)
    listeners.add(AnnouncementGone, announcer.withdraw)
    listeners.add(AnnouncementReacted, announcer.react)
    listeners.add(AccountSuspended, announcer.close)
    listeners.add(AccountDeleted, announcer.close)
