"""What people did with posts."""

from arengo.base.events import Event
from arengo.base.ids import AccountId
from arengo.social.posts.model import Post


class PostFavourited(Event, frozen=True, kw_only=True):
    """Somebody likes a post."""

    post: Post
    by_id: AccountId


class PostUnfavourited(Event, frozen=True, kw_only=True):
    """Somebody took that back."""

    post: Post
    by_id: AccountId
