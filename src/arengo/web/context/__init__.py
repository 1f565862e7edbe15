"""What each page is told: plain frozen data, so that a template never asks the database.

Template → what `render` needs besides `frame`:
front → front: Front · embed → post: PostView
tag → name: str, listing: Listing · about → about: About
error → status: int, incident: str, part: bool
auth/sign_in, second_factor, forgot_password, reset_password → form: Form
auth/sign_up → form: Form, mode: SignUpMode, rules: tuple[str, …]
auth/check_mail → address: str, reason: "confirm" | "reset" | "change"
auth/confirmed → waiting: bool · auth/done → what: "password" | "email" | "deleted"
auth/change_password, change_email, delete_account → form: Form, second_factor: bool, and
  address: str, waiting: str (change_email), name: str (delete_account)
auth/invites → form: Form, invites: tuple[InviteView, …], closed: bool
auth/authorize → form: Form, app: AppView, account: AccountView, groups: tuple[ScopeGroup, …]
auth/code → app: AppView, code: str · auth/security → security: Security
Times are Unix milliseconds. `html` fields are clean already; everything else is escaped.
"""

from collections.abc import Mapping
from typing import Final, Literal

import msgspec

from arengo.web.context.letters import LetterLine
from arengo.web.context.posts import (
    AccountView,
    LinkView,
    Mine,
    OptionView,
    Picture,
    PollView,
    PostView,
    QuoteView,
    Recording,
    RecordingKind,
    Visibility,
)

__all__ = [
    "AccountView",
    "LinkView",
    "Mine",
    "OptionView",
    "Picture",
    "PollView",
    "PostView",
    "QuoteView",
    "Recording",
    "RecordingKind",
    "Visibility",
]

from arengo.social.accounts.model import Habits, Preferences

SignUpMode = Literal["open", "approval", "invite", "closed"]
SecondFactor = Literal["off", "enrolling", "on"]

NOTHING: Final[Mapping[str, str]] = {}
USUAL: Final = Habits()
UNSAID: Final = Preferences()


class Frame(msgspec.Struct, frozen=True, kw_only=True):
    """The page around the page."""

    domain: str
    now_ms: int
    address: str  # this page's path with its query: the language links and `canonical` keep it
    origin: str  # https://montelarco.example
    source_url: str
    csrf_token: str
    site_title: str = ""  # the operator's name for this place; empty: its domain stands for it
    language_chosen: bool = False  # the address says ?lang=: our own links then say it too
    signed_in_as: str | None = None  # user name
    letters: bool = True  # this place can send mail
    sign_out_action: str = "/auth/sign_out"
    said: str = ""  # a key of `said.py`: what was just done
    unread: int = 0  # notifications that nobody has looked at yet
    unread_messages: int = 0  # conversations with something new
    waiting_replies: int = 0  # that one is asked to approve
    me: AccountView | None = None  # whoever is signed in, as others see them
    permissions: int = 0  # of the role of whoever is signed in, see `auth.roles.model`
    habits: Habits = USUAL  # how whoever is signed in likes our pages
    preferences: Preferences = UNSAID  # what they want as default, here and in apps
    letter: LetterLine | None = None  # the open letter that is news


# ── people and posts ─────────────────────────────────────────────────────────────────────────────


class Listing(msgspec.Struct, frozen=True, kw_only=True):
    """One page of posts, newest first, and where it goes on."""

    posts: tuple[PostView, ...]
    older_url: str = ""
    pinned: tuple[PostView, ...] = ()


class ProfileField(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    html: str
    verified_at_ms: int | None = None


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    account: AccountView
    note_html: str
    created_at_ms: int
    posts: int
    followers: int
    following: int
    header_url: str = ""
    header_alt: str = ""
    portrait_alt: str = ""
    fields: tuple[ProfileField, ...] = ()
    bot: bool = False
    locked: bool = False
    has_feeds: bool = True


class CollectionView(msgspec.Struct, frozen=True, kw_only=True):
    url: str
    name: str
    description: str
    language: str
    tag: str
    sensitive: bool
    curator: AccountView
    people: tuple[Profile, ...]
    changed_at_ms: int
    indexable: bool


class Front(msgspec.Struct, frozen=True, kw_only=True):
    posts: tuple[PostView, ...]
    sign_up_mode: SignUpMode
    about: str = ""  # the operator's own words on this place
    rules: tuple[str, ...] = ()


class Rule(msgspec.Struct, frozen=True, kw_only=True):
    text: str
    hint: str = ""


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator says about this place, and whom to write to."""

    description: str = ""
    html: str = ""
    rules: tuple[Rule, ...] = ()
    privacy_html: str = ""
    terms_html: str = ""
    email: str = ""
    contact: AccountView | None = None


# ── forms ────────────────────────────────────────────────────────────────────────────────────────


class FieldError(msgspec.Struct, frozen=True, kw_only=True):
    """What is wrong: the field's name (empty: the whole form) and a key of `refusals.py`."""

    field: str
    key: str
    values: Mapping[str, object] = msgspec.field(default_factory=dict)


class Form(msgspec.Struct, frozen=True, kw_only=True):
    """Where it goes, what was typed before, what was wrong; never a password."""

    action: str
    values: Mapping[str, str] = msgspec.field(default_factory=lambda: NOTHING)
    hidden: Mapping[str, str] = msgspec.field(default_factory=lambda: NOTHING)
    errors: tuple[FieldError, ...] = ()


class AppView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    website: str = ""  # only http(s); checked where it was taken in


class ScopeLine(msgspec.Struct, frozen=True, kw_only=True):
    key: str  # of `scope_words.py`
    risky: bool


class ScopeGroup(msgspec.Struct, frozen=True, kw_only=True):
    key: str  # read, write, follow, push or admin
    lines: tuple[ScopeLine, ...]


# ── security ─────────────────────────────────────────────────────────────────────────────────────


class SessionView(msgspec.Struct, frozen=True, kw_only=True):
    browser: str
    network: str  # address or its shortened form, as configured; empty when not kept
    created_at_ms: int
    used_at_ms: int
    current: bool
    revoke_action: str


class AuthorizedApp(msgspec.Struct, frozen=True, kw_only=True):
    app: AppView
    groups: tuple[ScopeGroup, ...]
    granted_at_ms: int
    used_at_ms: int | None
    revoke_action: str


class Security(msgspec.Struct, frozen=True, kw_only=True):
    sessions: tuple[SessionView, ...]
    apps: tuple[AuthorizedApp, ...]
    second_factor: SecondFactor
    email: str
    form: Form  # to begin (off), confirm with `code` (enrolling) or end with `password` (on)
    secret: str = ""  # enrolling: for typing by hand
    qr_url: str = ""  # enrolling: a data: image
    recovery_codes: tuple[str, ...] = ()  # shown once, straight after they were made
    recovery_codes_left: int = 0
    recovery_form: Form | None = None  # on: make new ones, with `password`
    new_email: str = ""  # waits for its confirmation
    may_invite: bool = True


class InviteView(msgspec.Struct, frozen=True, kw_only=True):
    """An invitation that still counts; None is without bound."""

    url: str
    uses: int
    max_uses: int | None
    expires_at_ms: int | None
    expire_action: str
