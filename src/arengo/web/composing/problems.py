"""What stands in the way of publishing, in the words of our pages."""

from collections.abc import Mapping, Sequence
from typing import Final

from arengo.base.errors import Conflict, Invalid, NotFound, Refusal, TooMany
from arengo.providers.images.model import CORRUPT, LYING, TOO_BIG, TOO_HARD, UNSUPPORTED
from arengo.providers.recordings.model import NO_PROGRAM, TOO_LONG
from arengo.social.media.policy import NOT_MIXED, NOT_READY
from arengo.social.posts.drafting import MOST_MEDIA
from arengo.social.posts.permission import (
    NO_REPLIES,
    NO_SUCH_QUOTED,
    NOT_MENTIONED,
    NOT_WITH_MEDIA,
    NOT_YET,
)
from arengo.social.posts.plans.policy import MOST_DRAFTS
from arengo.social.posts.polls.policy import MOST_CHARACTERS, MOST_OPTIONS
from arengo.web.composing.wishing import BAD_TIME
from arengo.web.context import FieldError

_UNREADABLE: Final = (
    LYING,
    UNSUPPORTED,
    CORRUPT,
    "File has too many",
    TOO_HARD,
    NO_PROGRAM,
    TOO_LONG,
)
# What a refusal says → where on the page it belongs, and what is said there.
_KNOWN: Final[Sequence[tuple[str, str, str]]] = (
    ("Text can't be blank", "text-0", "post_blank"),
    ("Text character limit", "text-0", "post_long"),
    ("Cannot attach more than", "text-0", "media_many"),
    (NOT_MIXED, "text-0", "media_mixed"),
    (NOT_READY, "text-0", "media_busy"),
    ("not found or already attached", "text-0", "media_gone"),
    (TOO_BIG, "files-0", "upload_big"),
    ("that you may keep", "files-0", "upload_quota"),
    *((words, "files-0", "upload_failed") for words in _UNREADABLE),
    ("Choices must have more", "option-0", "poll_few"),
    ("Choices can't contain more", "option-0", "poll_many"),
    ("Choices cannot be longer", "option-0", "poll_long"),
    ("Choices contain duplicate", "option-0", "poll_twice"),
    ("Deadline is too", "lasts", "poll_end"),
    (NO_SUCH_QUOTED, "", "quote_gone"),
    (NOT_MENTIONED, "text-0", "quote_private"),
    (NOT_WITH_MEDIA, "", "quote_alone"),
    (NO_REPLIES, "", "reply_refused"),
    (NOT_YET, "", "reply_waits"),
    ("must be in the future", "due", "due_soon"),
    ("scheduled posts", "due", "due_many"),
    (BAD_TIME, "due", "due_wrong"),
    (f"{MOST_DRAFTS} drafts", "", "drafts_many"),
    ("A thread has at most", "text-0", "thread_long"),
    ("Description", "", "alt_long"),
)


def problems_of(refusal: Refusal, *, most: int) -> tuple[FieldError, ...]:
    """Return what to say about a refusal; most of them name the field that they are about."""
    values: Mapping[str, object] = {
        "most": most,
        "files": MOST_MEDIA,
        "options": MOST_OPTIONS,
        "characters": MOST_CHARACTERS,
        "drafts": MOST_DRAFTS,
    }
    if isinstance(refusal, Invalid):
        found = [
            FieldError(field=field, key=key, values=values)
            for words, field, key in _KNOWN
            if words in refusal.message
        ]
        return tuple(found) or (FieldError(field="", key="not_accepted"),)
    return (FieldError(field="", key=_key(refusal), values=values),)


def _key(refusal: Refusal) -> str:
    if isinstance(refusal, Conflict):
        return "plan_gone"
    if isinstance(refusal, TooMany):
        return "posts_many"
    if isinstance(refusal, NotFound) and refusal.message == NO_SUCH_QUOTED:
        return "quote_gone"
    return "reply_refused" if refusal.message == NO_REPLIES else "reply_gone"
