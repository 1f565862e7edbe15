"""What the card of a post is told: the post, what it carries, and what it is to whoever reads.

`parts/post.html` shows it: `post_row(post)` in a list, `post_focused(post)` as the one of a page.
`web/cards.py` makes them for a viewer, `web/views.py` for everybody.
"""

from typing import Literal

import msgspec

RecordingKind = Literal["video", "loop", "audio"]
Visibility = Literal["public", "unlisted", "private", "direct"]
QuoteSight = Literal["shown", "revoked", "gone", "unseen", "blocked", "muted", "filtered"]


class AccountView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    handle: str  # without the first @: `nives`, `mireille@petitquai.example`
    url: str
    avatar_url: str
    indexable: bool = True  # may search engines keep their pages
    proved: bool = False  # an address on their profile is theirs


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    preview_url: str
    alt: str
    width: int
    height: int
    sight: str = ""  # classes that keep a point of it in sight where it is cut


class Recording(msgspec.Struct, frozen=True, kw_only=True):
    """Video or sound; a loop is a short video without sound."""

    kind: RecordingKind
    url: str
    poster_url: str = ""
    alt: str
    width: int = 0
    height: int = 0


class OptionView(msgspec.Struct, frozen=True, kw_only=True):
    """One option of a poll; `percent` is None while nobody is told."""

    title: str
    votes: int = 0
    percent: int | None = None
    chosen: bool = False  # by whoever reads


class PollView(msgspec.Struct, frozen=True, kw_only=True):
    """A poll. `may_vote`: whoever reads is signed in, did not write it and has not voted yet."""

    options: tuple[OptionView, ...]
    votes: int
    ends_at_ms: int
    over: bool = False
    multiple: bool = False
    may_vote: bool = False


class LinkView(msgspec.Struct, frozen=True, kw_only=True):
    """What a page says of itself, below a post that links to it."""

    url: str
    title: str
    host: str
    description: str = ""
    image_url: str = ""
    image_alt: str = ""
    language: str = ""


class QuoteView(msgspec.Struct, frozen=True, kw_only=True):
    """What a post quotes, as far as whoever reads sees it; `post` is None when they do not."""

    sight: QuoteSight
    post: "PostView | None" = None


class Mine(msgspec.Struct, frozen=True, kw_only=True):
    """What a post is to whoever is signed in: what they did with it, and what they may do."""

    own: bool = False
    favourited: bool = False
    boosted: bool = False
    bookmarked: bool = False
    pinned: bool = False
    muted: bool = False  # its thread
    may_reply: bool = True
    may_boost: bool = True
    may_quote: bool = True
    may_translate: bool = False


class PostView(msgspec.Struct, frozen=True, kw_only=True):
    author: AccountView
    url: str
    at_ms: int
    html: str
    id: int = 0
    language: str = ""
    warning: str = ""
    sensitive: bool = False
    pictures: tuple[Picture, ...] = ()
    recordings: tuple[Recording, ...] = ()
    other_attachments: int = 0
    link: LinkView | None = None
    poll: PollView | None = None
    quote: QuoteView | None = None
    replies: int = 0
    boosts: int = 0
    favourites: int = 0
    edited_at_ms: int | None = None
    visibility: Visibility = "public"
    waits: bool = False  # only its author and whoever is to approve it see it
    boosted_by: AccountView | None = None
    line_id: int = 0  # in its list: of a boost the id of that
    reply_to_id: int | None = None
    thread_id: int = 0
    mine: Mine | None = None  # None while nobody is signed in
    filtered: tuple[str, ...] = ()  # the reader's filters that cover it, by their titles
    blurred: tuple[str, ...] = ()  # those that cover its pictures and recordings
    key: tuple[int, ...] = ()  # of what does not change with the reader or the clock; may be kept
