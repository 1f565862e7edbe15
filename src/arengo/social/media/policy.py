"""What may be said about an image, and what cannot be attached."""

from collections.abc import Iterable
from math import isfinite

from arengo.base.errors import Invalid
from arengo.base.text import clean_text
from arengo.social.media.model import DESCRIPTION_MAX

BAD_FOCUS = "Validation failed: Focus must be two numbers between -1.0 and 1.0"
IN_USE = "Media attachment is currently used by a status"


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


def not_attachable(ids: Iterable[int]) -> Invalid:
    """Say that these are absent, somebody else's or taken: all look alike."""
    names = ", ".join(str(each) for each in ids)
    return Invalid(f"Media {names} not found or already attached to another post")
