"""Which part of a picture stays in sight where it is cut: a point that its author chose."""

from typing import Final

import msgspec

from arengo.social.media.model import Attached

MIDDLE: Final = ""
_STEPS: Final = 5  # the style sheet has a class for each


class _Point(msgspec.Struct, frozen=True):
    """From -1 to 1, as apps count: to the right and upwards."""

    x: float = 0
    y: float = 0


class _Meta(msgspec.Struct, frozen=True):
    focus: _Point = _Point()


_meta: Final = msgspec.json.Decoder(_Meta)


def focus_of(media: Attached) -> str:
    """Return the point as a form sends it; empty for the middle, where nobody chose one."""
    point = _meta.decode(media.meta).focus
    return f"{point.x:g},{point.y:g}" if point != _Point() else MIDDLE


def sight_of(media: Attached) -> str:
    """Return the classes that keep the point of a picture in sight; none for the middle."""
    point = _meta.decode(media.meta).focus
    steps = (("across", _step(point.x)), ("down", _step(-point.y)))
    return " ".join(f"{way}-{step}" for way, step in steps if step != _STEPS // 2)


def _step(place: float) -> int:
    return round((place + 1) / 2 * (_STEPS - 1))
