"""What is told of writing: the composer, what waits to be published, polls to vote in.

composing/compose → composer: Composer, form: Form (its errors), preview: tuple[str, …] (clean HTML)
composing/drafts, composing/scheduled → plans: tuple[PlanView, …], older_url: str
composing/sent → sent: SentView
composing/again → post: PostView, action: str · parts/kept → kept: Kept
parts/uploads → uploads: tuple[UploadView, …], piece: int, errors: tuple[FieldError, …]
parts/suggestions → suggestions: tuple[Suggestion, …]
"""

from typing import Literal

import msgspec

from arengo.web.context import AccountView, PostView, Visibility

UploadKind = Literal["image", "video", "loop", "audio"]


class UploadView(msgspec.Struct, frozen=True, kw_only=True):
    """A picture or a recording that waits for its post."""

    id: int
    kind: UploadKind
    preview_url: str = ""
    alt: str = ""
    focus: str = ""  # `x,y` as apps count it; empty is the middle
    sight: str = ""  # classes that keep that point in sight where it is cut
    ready: bool = True
    failed: bool = False


class PieceView(msgspec.Struct, frozen=True, kw_only=True):
    """One post of those that are being written; the first has the number 0."""

    number: int
    text: str = ""
    uploads: tuple[UploadView, ...] = ()
    left: int = 0  # characters


class PollFields(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked; as many options as there is room for, empty ones too."""

    asks: bool = False
    options: tuple[str, ...] = ()
    lasts_s: int | None = None
    multiple: bool = False
    hidden: bool = False
    stands: bool = False  # people may have voted: another question would begin anew


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """The draft on the server that a text is kept as; empty while there is none."""

    plan_id: str = ""
    version: int = 0
    at_ms: int | None = None
    sent: bool = False  # it is published: nothing is kept any more
    lost: bool = False  # nobody is signed in any more


class Composer(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that somebody is writing, as their form shows it."""

    key: str  # of this one writing, so that it is published once
    author: str  # user name
    me: AccountView | None
    pieces: tuple[PieceView, ...]
    most: int  # characters of a post
    languages: tuple[tuple[str, str], ...]  # code, name
    poll: PollFields
    kept: Kept = Kept()
    language: str = ""
    warns: bool = False
    spoiler: str = ""
    sensitive: bool = False
    visibility: Visibility = "public"
    reply_policy: str = "everyone"
    quote_policy: str = "public"
    local_only: bool = False
    due: str = ""  # as the field of a browser writes it, in UTC
    answers: PostView | None = None
    answers_old: bool = False
    quotes: PostView | None = None
    reply_to: str = ""
    quote: str = ""
    edit: str = ""
    asks_again: bool = False  # what is edited was approved, and will have to be again
    return_to: str = ""
    whole: bool = False  # a page of its own
    problem: str = ""  # why what was scheduled could not be published
    asks_for_alt: bool = False  # the reminder was shown: it may be sent without


class PlanView(msgspec.Struct, frozen=True, kw_only=True):
    """A draft, or what is scheduled."""

    id: int
    text: str
    spoiler: str
    posts: int  # of a thread
    uploads: tuple[UploadView, ...]
    asks: bool
    visibility: Visibility | None
    changed_at_ms: int
    due_at_ms: int | None
    due: str  # as the field of a browser writes it
    problem: str
    compose_path: str


class SentView(msgspec.Struct, frozen=True, kw_only=True):
    """What was sent and waits for some seconds, so that it can be taken back."""

    plan: PlanView
    left_s: int
    action: str
    key: str
    return_to: str


class Suggestion(msgspec.Struct, frozen=True, kw_only=True):
    """What could be meant by the beginning of a name, a tag or an emoji."""

    insert: str  # what is put into the text
    name: str
    picture_url: str = ""
    note: str = ""
