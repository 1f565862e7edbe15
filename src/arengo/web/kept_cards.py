"""Keeps rendered pieces of cards: what readers of one language see alike of a version of a post.

The buttons are kept without the post, for everybody with the same marks and counters: the post's
number and address and the reader's token are filled in. Nothing of a reader or the clock stays.
"""

from collections.abc import Callable
from typing import Final

from markupsafe import Markup, escape
from msgspec.structs import replace

from arengo.social.instance.emojis.palette import palette
from arengo.web.context import Frame, PostView
from arengo.web.keeping import Kept

MOST_PIECES: Final = 6_000
MOST_BARS: Final = 4_000
pieces: Final[Kept[tuple[object, ...], Markup]] = Kept(MOST_PIECES)
bars: Final[Kept[tuple[object, ...], str]] = Kept(MOST_BARS)
palette.on_change(pieces.clear)
# What stands in a kept bar for the post's own, and cannot stand there otherwise.
_ID: Final = 8_888_888_888_888_888_888
_URL: Final = "https://address.invalid/"
_TOKEN: Final = "\0token"  # noqa: S105 - it stands for one


class KeptCards:
    """The pieces for one page: templates know it as `kept`."""

    __slots__ = ("_chosen", "_language", "_opens", "_token")

    def __init__(self, language: str, frame: Frame) -> None:
        """Keep for readers of this language."""
        self._language = language
        self._chosen = frame.language_chosen
        self._opens = (frame.preferences.expand_spoilers, frame.preferences.expand_media)
        self._token = frame.csrf_token

    def piece(self, name: str, post: PostView, caller: Callable[[], Markup]) -> Markup:
        """Return a piece of a card; a post without a key, or with parts that move, is not kept."""
        if not post.key or post.poll or post.quote:
            return caller()
        translated = post.mine is not None and post.mine.may_translate
        opens = self._opens if _may_be_covered(post) else None
        key = (name, self._language, self._chosen, translated, opens, post.key)
        return pieces.get(key) or pieces.put(key, caller())

    def actions(self, post: PostView, make: Callable[[PostView], Markup]) -> Markup:
        """Return the buttons of a card for whoever reads."""
        if not self._token:
            return make(post)
        counts = (post.replies, post.boosts, post.favourites)
        key = (self._language, self._chosen, post.mine, counts)
        bar = bars.get(key)
        if bar is None:
            made = str(make(replace(post, id=_ID, url=_URL)))
            bar = bars.put(key, made.replace(self._token, _TOKEN))
        filled = bar.replace(_TOKEN, self._token).replace(str(_ID), str(post.id))
        return Markup(filled.replace(_URL, escape(post.url)))  # noqa: S704 - rendered by templates


def _may_be_covered(post: PostView) -> bool:
    return bool(post.warning or post.sensitive or post.pictures or post.recordings)
