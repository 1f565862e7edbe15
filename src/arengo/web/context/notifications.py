"""What the pages of notifications are told.

notifications → notifications: Notifications
notification_requests → requests: Requests
"""

import msgspec

from arengo.web.context import AccountView, PostView


class Subject(msgspec.Struct, frozen=True, kw_only=True):
    """What a notification is about when it is no post of somebody else: a link with its words."""

    url: str
    html: str = ""  # of one's own post
    words: str = ""  # of a post with a content warning, or of a collection
    language: str = ""
    attachments: int = 0


class NewsView(msgspec.Struct, frozen=True, kw_only=True):
    """Notifications that read as one; `post` is shown whole, with all that can be done with it."""

    key: str
    kind: str  # of `notices.py`, as what follows
    icon: str
    text: str  # in English: what the first of the people did
    at_ms: int
    people: tuple[AccountView, ...]  # the last ones first, at least one
    others: int = 0  # besides the first of them
    post: PostView | None = None
    subject: Subject | None = None
    dismiss_action: str


class TabView(msgspec.Struct, frozen=True, kw_only=True):
    """Some kinds of notifications."""

    url: str
    text: str  # in English
    here: bool


class Notifications(msgspec.Struct, frozen=True, kw_only=True):
    """A page of what one was told: first what is new, then what one has seen."""

    tabs: tuple[TabView, ...]
    fresh: tuple[NewsView, ...]
    seen: tuple[NewsView, ...]
    waiting: int = 0  # senders whose notifications are held back
    newest_id: int = 0
    older_url: str = ""
    is_first: bool = True  # page of them
    is_all: bool = True  # kinds of them


class RequestView(msgspec.Struct, frozen=True, kw_only=True):
    """What is held back of one person."""

    id: str
    account: AccountView
    number: int
    at_ms: int
    post: PostView | None  # the last one that they wrote, when one may see it


class Requests(msgspec.Struct, frozen=True, kw_only=True):
    """Who waits to be heard."""

    people: tuple[RequestView, ...]
    merging: bool = False  # what was accepted is still on its way
    older_url: str = ""
