"""What home and the lists around it are told.

Template → what `render` needs besides `frame`:
home/home → home: Home · home/public → listing: Listing, local: bool · parts/rows → home: Home
parts/pill → new: int (0: nothing) · parts/unread → nothing · home/keyboard → nothing
home/catchup → catchup: Catchup
"""

from typing import Literal

import msgspec

from arengo.web.context.composing import Composer
from arengo.web.context.posts import AccountView, PostView

Kind = Literal["originals", "replies", "boosts", "quotes"]
Order = Literal["newest", "oldest", "replies", "boosts", "favourites"]


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """What stands in one place of home: a post; several boosts folded; where one was before.

    Of a thread that somebody wrote alone, the first post stands and the `sequel` is folded.
    """

    post: PostView | None = None
    sequel: tuple[PostView, ...] = ()
    boosts: tuple[PostView, ...] = ()
    here_ms: int | None = None


class NewsView(msgspec.Struct, frozen=True, kw_only=True):
    """A link that many share."""

    url: str
    title: str
    host: str
    people: int
    language: str = ""


class TalkView(msgspec.Struct, frozen=True, kw_only=True):
    """A tag that many use."""

    name: str
    posts: int


class Announced(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator tells everybody here."""

    html: str
    dismiss_action: str
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool = False


class Home(msgspec.Struct, frozen=True, kw_only=True):
    """A page of home. `newest` is the last id that stands on the first page; 0 on others."""

    rows: tuple[Row, ...]
    older_url: str = ""
    newest: int = 0
    unread: bool = False  # something stands here that was never marked as read
    composer: Composer | None = None  # on the first page
    news: tuple[NewsView, ...] = ()
    talk: tuple[TalkView, ...] = ()
    announced: tuple[Announced, ...] = ()  # what one has not put away, newest first


class AuthorPosts(msgspec.Struct, frozen=True, kw_only=True):
    """What one person wrote in the time that is caught up with."""

    author: AccountView
    posts: tuple[PostView, ...]


class Catchup(msgspec.Struct, frozen=True, kw_only=True):
    """Home of the last hours, on one page."""

    hours: int
    kinds: frozenset[str]
    order: str
    groups: tuple[AuthorPosts, ...] = ()  # by author, when asked for
    posts: tuple[PostView, ...] = ()
    counts: tuple[tuple[str, int], ...] = ()  # of each kind
    links: tuple[NewsView, ...] = ()
    by_author: bool = False
    more: bool = False  # there is more than a page holds
