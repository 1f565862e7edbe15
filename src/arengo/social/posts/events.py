"""What happened to posts."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass
from arengo.social.posts.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class PostPublished(Event):
    """A post (not a boost) now exists; a `late` one was offered before, and is approved now."""

    post: Post
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyOffered(Event):
    """A reply exists for its author and for whoever is to approve it, and for nobody else yet."""

    post: Post
    to_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWithheld(Event):
    """A reply that was approved says something else, and waits again; `before` everybody saw."""

    post: Post
    before: Post
    to_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostEdited(Event):
    """A post says something else: who is newly mentioned, who not any more, which tags went."""

    post: Post
    newly_mentioned: tuple[AccountId, ...]
    no_longer_mentioned: tuple[AccountId, ...]
    dropped_tags: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PostDeleted(Event):
    """A post is gone with everything that hung on it. Boosts of it announce themselves.

    `named` are those whom it names, and of a letter also those whom it ever named.
    """

    post: Post
    named: tuple[AccountId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PostBoosted(Event):
    """`boost` is the new row, `post` what was boosted."""

    boost: Post
    post: Post


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUnboosted(Event):
    """The row of a boost is gone."""

    boost: Post
