"""The nouns of writing: a post, who may see it, what it carries."""

from enum import IntEnum, IntFlag
from typing import Final

import msgspec

from arengo.base.ids import AccountId, PostId
from arengo.social.media.model import Attached
from arengo.social.posts.polls.model import NewPoll, Question


class Visibility(IntEnum):
    """Numbers are stored and never reused."""

    PUBLIC = 0
    UNLISTED = 1
    PRIVATE = 2
    DIRECT = 3
    OFFERED = 4  # a reply that waits to be approved: its author and the approver see it


class PostFlag(IntFlag):
    """Bits of `posts.flags`."""

    REPLY = 1
    BOOST = 2
    SENSITIVE = 4
    MEDIA = 8
    LOCAL = 16
    POLL = 32
    QUOTE = 64
    QUOTES_FOLLOWERS = 128  # only followers may quote it
    QUOTES_NOBODY = 256
    LOCAL_ONLY = 512
    IMPORTED = 1024
    REPLIES_FOLLOWERS = 2048  # only followers and who is mentioned may reply
    REPLIES_MENTIONED = 4096
    REPLIES_ASK = 16384  # a stranger's reply waits for the author's approval
    COLLECTIONS = 8192  # it may lead to collections; whether it does is seen when it is shown


UNCHOSEN: Final = PostFlag(0)
QUOTE_CHOICE: Final = PostFlag.QUOTES_FOLLOWERS | PostFlag.QUOTES_NOBODY  # both: not even oneself
REPLY_CHOICE: Final = PostFlag.REPLIES_FOLLOWERS | PostFlag.REPLIES_MENTIONED | PostFlag.REPLIES_ASK


class Quoted(msgspec.Struct, frozen=True):
    """Whose post is quoted, as it was when it was quoted."""

    account_id: int
    username: str


class Offer(msgspec.Struct, frozen=True):
    """Who was asked to approve a reply, and who may see it then."""

    to: int
    visibility: Visibility


class Mention(msgspec.Struct, frozen=True):
    """Somebody named in a post, as it was when it was written: user names do not change."""

    id: int
    username: str
    acct: str
    url: str


class WrittenWith(msgspec.Struct, frozen=True):
    """The app that a post was written with."""

    name: str
    website: str | None = None


class Extra(msgspec.Struct, frozen=True, omit_defaults=True):
    """What is read with the row and never joined: `posts.extra`."""

    mentions: tuple[Mention, ...] = ()
    tags: tuple[str, ...] = ()  # in their normal form; the text keeps what was written
    media: tuple[Attached, ...] = ()
    app: WrittenWith | None = None
    card: int | None = None  # the id of the card that is shown
    quoted: Quoted | None = None  # gone when the quote is revoked
    poll: Question | None = None
    offer: Offer | None = None  # stays when the reply was approved


class Post(msgspec.Struct, frozen=True):
    """A row of `posts`, in the order of `store.COLUMNS`."""

    id: PostId
    ver: int
    account_id: AccountId
    visibility: Visibility
    flags: PostFlag
    reply_to_id: PostId | None
    reply_to_account_id: AccountId | None
    boost_of_id: PostId | None
    root_id: PostId | None
    text: str
    spoiler: str
    language: str | None
    extra: Extra
    edited_ms: int | None
    quote_of_id: PostId | None = None

    @property
    def thread_id(self) -> PostId:
        """Return the post that the conversation began with."""
        return self.root_id or self.id

    @property
    def mentioned_ids(self) -> tuple[AccountId, ...]:
        """Return who is named."""
        return tuple(AccountId(mention.id) for mention in self.extra.mentions)

    @property
    def approver_id(self) -> AccountId | None:
        """Return whose approval a reply waits for; None when it waits for none."""
        offer = self.extra.offer
        return AccountId(offer.to) if offer and self.visibility is Visibility.OFFERED else None

    @property
    def reader_ids(self) -> tuple[AccountId, ...]:
        """Return who sees it whatever its visibility: who is named, once it is approved."""
        return self.mentioned_ids if self.approver_id is None else (self.approver_id,)

    @property
    def meant(self) -> Visibility:
        """Return the visibility that its author chose."""
        waits = self.extra.offer if self.visibility is Visibility.OFFERED else None
        return waits.visibility if waits else self.visibility


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A post that was cleaned, measured and scanned, before it meets the database."""

    text: str
    spoiler: str = ""
    visibility: Visibility = Visibility.PUBLIC
    sensitive: bool = False
    language: str | None = None
    reply_to_id: PostId | None = None
    media_ids: tuple[int, ...] = ()
    handles: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    app: WrittenWith | None = None
    poll: NewPoll | None = None
    idempotency_key: str | None = None
    at_ms: int | None = None  # back-dates it: imports and the demo
    quote_of_id: PostId | None = None
    choices: PostFlag = UNCHOSEN  # who may quote it, who may reply, whether it stays here


class Description(msgspec.Struct, frozen=True, kw_only=True):
    """What is said about an image; None leaves it."""

    media_id: int
    words: str | None = None
    focus: str | None = None


class Changes(msgspec.Struct, frozen=True, kw_only=True):
    """What an edit changes of a post; None leaves it."""

    text: str | None = None
    spoiler: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    media_ids: tuple[int, ...] | None = None
    poll: NewPoll | None = None
    drops_poll: bool = False
    descriptions: tuple[Description, ...] = ()
    quote_choice: PostFlag | None = None
    reply_choice: PostFlag | None = None


class Edit(msgspec.Struct, frozen=True, kw_only=True):
    """One state of a post's history, as `post_edits` keeps it."""

    at_ms: int
    text: str
    spoiler: str
    sensitive: bool
    extra: Extra
