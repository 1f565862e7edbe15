"""The emoji of this site as a process knows them: asked for again after a while."""

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from arengo.base.clock import now_ms
from arengo.social.instance.emojis.model import LAG_MS, Emoji
from arengo.social.instance.emojis.policy import shortcodes_in
from arengo.social.instance.emojis.queries import all_emojis, stamp
from arengo.storage import ReadTransaction

_UNKNOWN: Final = (-1, -1)


class Palette:
    """One for a process; what was rendered with another set is dropped when it changes."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._known: Mapping[str, Emoji] = {}
        self._stamp = _UNKNOWN
        self._checked_ms = 0
        self._has_changed = False
        self._forget: list[Callable[[], None]] = []

    def on_change(self, forget: Callable[[], None]) -> None:
        """Call `forget` whenever the set changes."""
        self._forget.append(forget)

    def expire(self) -> None:
        """Look for changes the next time somebody asks."""
        self._checked_ms = 0

    def refresh(self, tx: ReadTransaction) -> None:
        """Look whether the set has changed, unless we did a moment ago."""
        now = now_ms()
        if 0 <= now - self._checked_ms < LAG_MS:
            return
        self._checked_ms = now
        found = stamp(tx)
        if found == self._stamp:
            if self._has_changed:  # once more: another thread may have kept what it had begun
                self._has_changed = False
                self._drop()
            return
        self._known = {emoji.shortcode: emoji for emoji in all_emojis(tx)}
        self._stamp, self._has_changed = found, self._stamp != _UNKNOWN
        self._drop()

    def used_in(self, texts: Iterable[str]) -> list[Emoji]:
        """Return the emoji that some texts use, each once, in order."""
        known = self._known
        return [known[code] for code in shortcodes_in(texts) if code in known] if known else []

    def _drop(self) -> None:
        for forget in self._forget:
            forget()


palette: Final = Palette()
