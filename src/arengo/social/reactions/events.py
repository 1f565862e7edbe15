"""What people did with posts."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.base.records import dataclass
from arengo.social.posts.model import Post


@dataclass(frozen=True, slots=True, kw_only=True)
class PostFavourited(Event):
    """Somebody likes a post."""

    post: Post
    by_id: AccountId


@dataclass(frozen=True, slots=True, kw_only=True)
class PostUnfavourited(Event):
    """Somebody took that back."""

    post: Post
    by_id: AccountId
