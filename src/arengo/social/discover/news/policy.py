"""When a source is read again."""

from typing import Final

from arengo.social.discover.news.model import EVERY_MS, GIVEN_UP_MS, LONGEST_WAIT_MS

_DOUBLINGS: Final = 10


def next_due_ms(now: int, *, fails: int = 0, gone: bool = False) -> int:
    """Return when to ask again: less and less often while nothing comes."""
    if gone:
        return now + GIVEN_UP_MS
    return now + int(min(LONGEST_WAIT_MS, EVERY_MS * 2 ** min(fails, _DOUBLINGS)))
