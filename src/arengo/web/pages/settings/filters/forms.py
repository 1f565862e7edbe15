"""The form of a filter: what is typed, what it means, and what is wrong with it."""

from collections.abc import Iterator
from typing import Final, Literal

import msgspec

from arengo.base.clock import DAY_MS, HOUR_MS, MINUTE_MS, now_ms
from arengo.base.ids import parse_id
from arengo.social.filters.model import (
    KEYWORD_MAX,
    TITLE_MAX,
    Action,
    Context,
    KeywordChange,
    WholeFilter,
)
from arengo.web.context import FieldError
from arengo.web.context.filters import PLACES, FilterAction, KeywordRow
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.settings.filters.views import action_name, places_of

_EMPTY_ROWS: Final = 3
_LASTS_MS: Final = {
    "1h": HOUR_MS,
    "6h": 6 * HOUR_MS,
    "1d": DAY_MS,
    "7d": 7 * DAY_MS,
    "30d": 30 * DAY_MS,
    "30m": 30 * MINUTE_MS,
}
Ends = Literal["keep", "never", "30m", "1h", "6h", "1d", "7d", "30d"]


class KeywordForm(msgspec.Struct, frozen=True, kw_only=True):
    """A line: a word that is looked for, or none any more when it is empty."""

    id: str = ""
    text: str = ""
    whole_word: bool = False


class FilterForm(msgspec.Struct, frozen=True, kw_only=True):
    """A filter as it is typed."""

    title: str = ""
    home: bool = False
    notifications: bool = False
    public: bool = False
    thread: bool = False
    account: bool = False
    action: FilterAction = "warn"
    ends: Ends = "keep"
    keywords: list[KeywordForm] = []

    def contexts(self) -> Context:
        """Return where it is to count."""
        found = Context(0)
        for name in PLACES:
            if getattr(self, name):
                found |= Context[name.upper()]
        return found

    def expires_ms(self) -> int | None:
        """Return when it ends; None is never."""
        lasts_ms = _LASTS_MS.get(self.ends)
        return None if lasts_ms is None else now_ms() + lasts_ms

    def verdict(self) -> Action:
        """Return what becomes of a post that matches."""
        return Action[self.action.upper()]

    def changes(self) -> list[KeywordChange]:
        """Return what changes among the words; an id that cannot be one is a new word."""
        return [
            KeywordChange(
                id=parse_id(each.id) if each.id else None,
                text=each.text.strip(),
                whole_word=each.whole_word,
                remove=not each.text.strip(),
            )
            for each in self.keywords
            if each.text.strip() or each.id
        ]

    def problems(self) -> Iterator[FieldError]:
        """Yield what is wrong, field by field."""
        if not self.title.strip():
            yield wrong("title", "title_missing")
        elif len(self.title) > TITLE_MAX:
            yield wrong("title", "reason_long", most=TITLE_MAX)
        if not self.contexts():
            yield wrong("home", "places_missing")
        for number, each in enumerate(self.keywords):
            if len(each.text) > KEYWORD_MAX:
                yield wrong(f"word-{number}", "reason_long", most=KEYWORD_MAX)

    def rows(self) -> tuple[KeywordRow, ...]:
        """Return the lines as they were typed, and some empty ones."""
        typed = [
            KeywordRow(id=each.id, text=each.text, whole_word=each.whole_word)
            for each in self.keywords
            if each.text.strip() or each.id
        ]
        return (*typed, *[KeywordRow()] * _EMPTY_ROWS)


def form_of(whole: WholeFilter) -> FilterForm:
    """Return a filter as a form that is to be changed."""
    known = whole.filter
    words = [
        KeywordForm(id=str(each.id), text=each.text, whole_word=each.whole_word)
        for each in whole.keywords
    ]
    return FilterForm(
        title=known.title,
        action=action_name(known.action),
        ends="never" if known.expires_ms is None else "keep",
        keywords=words,
        **dict.fromkeys(places_of(known.contexts), True),
    )
