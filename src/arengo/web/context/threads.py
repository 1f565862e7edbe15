"""What the page of a post and the pages below it are told.

Template → what `render` needs besides `frame`:
post.html → thread: Thread
posts/history.html → history: History, path: str (of the post, as in the next two)
posts/people.html → author: AccountView, path: str, kind: "favourites" | "boosts", rows: PeoplePage
posts/quotes.html → author: AccountView, path: str, own: bool, listing: Listing
"""

from typing import Literal

import msgspec

from arengo.web.context import AccountView, PostView
from arengo.web.context.replies import OfferView
from arengo.web.diffing import Piece

Order = Literal["oldest", "newest"]
Replying = Literal["everyone", "ask", "followers", "mentioned"]
Change = Literal["covered", "uncovered", "described", "poll_new", "poll_gone", "poll_other"]


class Branch(msgspec.Struct, frozen=True, kw_only=True):
    """A reply and what answers it; `more` of its thread stand on its own page only."""

    post: PostView
    answers: tuple["Branch", ...] = ()
    more: int = 0

    @property
    def below(self) -> int:
        """Return how many replies stand below this one, on this page or elsewhere."""
        return self.more + sum(1 + each.below for each in self.answers)


class Thread(msgspec.Struct, frozen=True, kw_only=True):
    """One post with what stands before and after it."""

    post: PostView
    ancestors: tuple[PostView, ...] = ()
    goes_back: bool = False  # there is more before these ancestors
    branches: tuple[Branch, ...] = ()
    replies: int = 0  # all that the reader may see
    hidden: int = 0  # by people whom the reader muted or the team has limited
    unhidden: tuple[PostView, ...] = ()  # they, once asked for
    order: Order = "oldest"
    further: int = 0  # behind which reply the next page begins
    edits: int = 0
    quotes: int = 0
    replying: Replying = "everyone"
    desk: tuple[OfferView, ...] = ()  # what waits in this thread for whoever reads
    hides: frozenset[int] = frozenset()  # the replies that whoever reads keeps from others


class Version(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a post, and what became other since the one before."""

    at_ms: int
    text: tuple[Piece, ...]
    warning: tuple[Piece, ...] = ()
    changes: tuple[Change, ...] = ()
    media_added: int = 0
    media_removed: int = 0
    first: bool = False


class History(msgspec.Struct, frozen=True, kw_only=True):
    """The states of a post, newest first."""

    author: AccountView
    url: str
    language: str
    versions: tuple[Version, ...]
    older: int = 0  # before which moment the next page begins
