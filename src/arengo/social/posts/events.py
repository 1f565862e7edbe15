"""What happened to posts."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.social.posts.model import Post


class PostPublished(Event, frozen=True, kw_only=True):
    """A post (not a boost) now exists; a `late` one was offered before, and is approved now."""

    post: Post
    late: bool = False


class ReplyOffered(Event, frozen=True, kw_only=True):
    """A reply exists for its author and for whoever is to approve it, and for nobody else yet."""

    post: Post
    to_id: AccountId


class ReplyWithheld(Event, frozen=True, kw_only=True):
    """A reply that was approved says something else, and waits again; `before` everybody saw."""

    post: Post
    before: Post
    to_id: AccountId


class PostEdited(Event, frozen=True, kw_only=True):
    """A post says something else: who is newly mentioned, who not any more, which tags went."""

    post: Post
    newly_mentioned: tuple[AccountId, ...]
    no_longer_mentioned: tuple[AccountId, ...]
    dropped_tags: tuple[str, ...]


class PostDeleted(Event, frozen=True, kw_only=True):
    """A post is gone with everything that hung on it. Boosts of it announce themselves.

    `named` are those whom it names, and of a letter also those whom it ever named.
    """

    post: Post
    named: tuple[AccountId, ...] = ()


class PostBoosted(Event, frozen=True, kw_only=True):
    """`boost` is the new row, `post` what was boosted."""

    boost: Post
    post: Post


class PostUnboosted(Event, frozen=True, kw_only=True):
    """The row of a boost is gone."""

    boost: Post
