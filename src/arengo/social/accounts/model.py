"""The nouns of people: an account, its flags, pictures, fields, counters and preferences."""

from enum import IntFlag
from typing import Annotated, Final, Literal, NamedTuple

import msgspec

from arengo.base.ids import AccountId, PostId

DISPLAY_NAME_MAX: Final = 30
NOTE_MAX: Final = 500
FIELDS_MAX: Final = 4
FIELD_MAX: Final = 255
USERNAME_MAX: Final = 30
FOLLOWEES_MAX: Final = 7_500
PICTURE_WORDS_MAX: Final = 1_500
ATTRIBUTION_MAX: Final = 10
MONTH_DAYS: Final = 28  # of who is called active
HALFYEAR_DAYS: Final = 180


Theme = Literal["system", "light", "dark", "contrast"]


class AccountFlag(IntFlag):
    """Bits of `accounts.flags`. Numbers are stored and never reused."""

    BOT = 1
    LOCKED = 2
    DISCOVERABLE = 4
    INDEXABLE = 8
    SILENCED = 16
    SUSPENDED = 32
    HIDE_COLLECTIONS = 64
    MEMORIAL = 128
    DELETED = 256
    NO_MEDIA_TAB = 4096  # of what a profile shows, each is there unless one says no
    NO_MEDIA_OF_REPLIES = 8192
    NO_FEATURED_TAB = 16384
    SENSITIVE = 32768  # all images and recordings of it are covered, by the staff's word


UNAVAILABLE: Final = AccountFlag.SUSPENDED | AccountFlag.DELETED
_UNAVAILABLE: Final = int(UNAVAILABLE)  # flags of the enum cost a microsecond each
OWN_CHOICE: Final = (
    AccountFlag.BOT
    | AccountFlag.LOCKED
    | AccountFlag.DISCOVERABLE
    | AccountFlag.INDEXABLE
    | AccountFlag.HIDE_COLLECTIONS
    | AccountFlag.NO_MEDIA_TAB
    | AccountFlag.NO_MEDIA_OF_REPLIES
    | AccountFlag.NO_FEATURED_TAB
)


class Field(msgspec.Struct, frozen=True, omit_defaults=True):
    """One line of the table in a profile."""

    name: str
    value: str
    verified_ms: int | None = None


class Picture(msgspec.Struct, frozen=True):
    """An avatar or a header: names of files. `static_key` does not move."""

    key: str
    static_key: str
    type: str
    description: str = ""  # for those who do not see it


class AccountStats(msgspec.Struct, frozen=True):
    """The counters of an account: not part of its version."""

    followers: int
    following: int
    posts: int
    last_post_id: PostId | None


class Account(msgspec.Struct, frozen=True):
    """A row of `accounts` with its counters, in the order of the store's columns."""

    id: AccountId
    ver: int
    flags: AccountFlag
    host_id: int
    last_active: int
    username: str
    domain: str | None
    display_name: str
    note: str
    fields: tuple[Field, ...]
    avatar: Picture | None
    header: Picture | None
    uri: str | None
    url: str | None
    moved_to: AccountId | None
    stats: AccountStats

    @property
    def acct(self) -> str:
        """Return the name as people here write it: with the host for people of other servers."""
        return f"{self.username}@{self.domain}" if self.domain else self.username

    @property
    def local(self) -> bool:
        """Return whether this account lives here."""
        return self.domain is None

    @property
    def available(self) -> bool:
        """Return whether others may see it: neither suspended nor deleted."""
        return not self.flags & UNAVAILABLE

    @property
    def locked(self) -> bool:
        """Return whether its followers need to be accepted."""
        return AccountFlag.LOCKED in self.flags


class Version(NamedTuple):
    """What is needed of an account whose other columns are known by its version."""

    id: AccountId
    ver: int
    flags: int
    followers: int
    following: int
    posts: int
    last_post_id: int
    username: str

    @property
    def available(self) -> bool:
        """Return whether others may see it."""
        return not self.flags & _UNAVAILABLE


class Totals(NamedTuple):
    """How many people there are, how many of them were here lately, and how many posts."""

    people: int = 0
    active_month: int = 0
    active_halfyear: int = 0
    posts: int = 0


class Preferences(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What somebody wants as default: `accounts.preferences`."""

    visibility: Literal["public", "unlisted", "private", "direct"] = "public"
    sensitive: bool = False
    language: Annotated[str, msgspec.Meta(max_length=35)] | None = None
    quote_policy: Literal["public", "followers", "nobody"] = "public"
    reply_policy: Literal["everyone", "ask", "followers", "mentioned"] = "everyone"
    expand_media: Literal["default", "show_all", "hide_all"] = "default"
    expand_spoilers: bool = False
    autoplay: bool = False
    attribution_domains: tuple[str, ...] = ()  # sites that may name somebody as an author


HeldSeconds = Annotated[int, msgspec.Meta(ge=0, le=60)]


class Habits(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How somebody likes our own pages: `accounts.habits`. Others never see it."""

    theme: Theme = "system"
    language: str = ""  # one of ours; empty: what the browser asks for
    shortcuts: bool = True  # single keys do something
    endless: bool = True  # older posts come by themselves at the end of a list
    alt_reminder: bool = True  # a picture without a description asks for one before it is sent
    undo_s: HeldSeconds = 0  # so long what was sent waits, and can be taken back
    boosts_at_home: bool = True
    replies_at_home: bool = True


class ProfileChanges(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None leaves a thing as it is."""

    display_name: str | None = None
    note: str | None = None
    fields: tuple[tuple[str, str], ...] | None = None
    flags: dict[AccountFlag, bool] | None = None
    avatar: Picture | None = None
    header: Picture | None = None
    avatar_description: str | None = None
    header_description: str | None = None
    preferences: dict[str, object] | None = None
