"""What may be said about an image, and what cannot be attached."""

from collections.abc import Collection, Iterable
from math import isfinite

from arengo.base.clock import DAY_MS, HOUR_MS
from arengo.base.errors import Invalid
from arengo.base.text import clean_text
from arengo.social.media.model import DESCRIPTION_MAX, RECORDINGS, Media

BAD_FOCUS = "Validation failed: Focus must be two numbers between -1.0 and 1.0"
FREE_KEPT_MS = DAY_MS  # how long an image waits for a post
REWRITING_MS = HOUR_MS  # … whose post may only have been deleted to be written anew
IN_USE = "Media attachment is currently used by a status"


NOT_READY = "Cannot attach files that have not finished processing. Try again in a moment!"
NOT_MIXED = "Cannot attach a video to a post that already contains images"


def clean_description(description: str) -> str | None:
    """Return a description as it is kept; None when it says nothing."""
    text = clean_text(description, multiline=True)
    if len(text) > DESCRIPTION_MAX:
        words = f"is too long (maximum is {DESCRIPTION_MAX} characters)"
        raise Invalid(f"Validation failed: Description {words}")
    return text or None


def clean_focus(focus: str) -> str | None:
    """Return `x,y` as it is kept, each between -1 and 1; None when nothing was said."""
    if not focus.strip():
        return None
    try:
        x, y = (float(part) for part in focus.split(","))
    except ValueError:
        raise Invalid(BAD_FOCUS) from None
    if not all(isfinite(number) and abs(number) <= 1 for number in (x, y)):
        raise Invalid(BAD_FOCUS)
    return f"{x},{y}"


def check_mixture(media: Collection[Media]) -> None:
    """Raise Invalid unless a video or a sound stands alone: nobody can show it beside others."""
    if len(media) > 1 and any(each.kind in RECORDINGS for each in media):
        raise Invalid(NOT_MIXED)


def over_quota(quota_bytes: int) -> Invalid:
    """Say that an account keeps as much as it may."""
    megabytes = quota_bytes // (1024 * 1024)
    return Invalid(
        f"Validation failed: File does not fit into the {megabytes} MB that you may keep"
    )


def not_attachable(ids: Iterable[int]) -> Invalid:
    """Say that these are absent, somebody else's or taken: all look alike."""
    names = ", ".join(str(each) for each in ids)
    return Invalid(f"Media {names} not found or already attached to another post")
