"""Reads what people type into a search: words, "phrases", -words and operators such as from:me."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Final

from arengo.base.ids import MAX_ID, first_id_at
from arengo.base.text import normalise_language
from arengo.social.search.facts import HAS, IS, language_fact
from arengo.social.search.model import Question, Scope
from arengo.social.search.words import phrases

MOST_CHARACTERS: Final = 1_000
_MOST_PARTS: Final = 24
_PART: Final = re.compile(r'([-+]?)(?:([a-z]+):)?(?:"([^"]*)"?|(\S+))', re.IGNORECASE)
_DAY: Final = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_LAST_YEAR: Final = 2_200


class _Draft:
    """A question while it is being read."""

    def __init__(self) -> None:
        self.wanted: list[str] = []
        self.unwanted: list[str] = []
        self.authors: list[str] = []
        self.not_authors: list[str] = []
        self.scope = Scope.ALL
        self.before = MAX_ID
        self.after = 0

    def add(self, expression: str, *, negated: bool) -> None:
        (self.unwanted if negated else self.wanted).append(expression)


def read_question(text: str) -> Question:
    """Return what is asked for. Nothing is refused: what is no operator is a word."""
    draft = _Draft()
    for number, found in enumerate(_PART.finditer(text[:MOST_CHARACTERS])):
        if number == _MOST_PARTS:
            break
        sign, name, phrase, word = found.groups()
        value = word if phrase is None else phrase
        operator = _OPERATORS.get((name or "").lower())
        if operator is None or not operator(draft, value, sign == "-"):
            _add_words(draft, value if name is None else f"{name} {value}", negated=sign == "-")
    return Question(
        wanted=tuple(draft.wanted),
        unwanted=tuple(draft.unwanted),
        authors=tuple(draft.authors),
        not_authors=tuple(draft.not_authors),
        scope=draft.scope,
        before=draft.before,
        after=draft.after,
    )


def _add_words(draft: _Draft, text: str, *, negated: bool) -> None:
    found = [f"body : {phrase}" for phrase in phrases(text)]
    if found:
        draft.add(found[0] if len(found) == 1 else f"({' AND '.join(found)})", negated=negated)


def _from(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001  as the table calls it
    (draft.not_authors if negated else draft.authors).append(value)
    return True


def _has(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    return _add_fact(draft, HAS.get(value.lower()), negated)


def _is(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    return _add_fact(draft, IS.get(value.lower()), negated)


def _language(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    code = normalise_language(value)
    return _add_fact(draft, language_fact(code) if code else None, negated)


def _add_fact(draft: _Draft, fact: str | None, negated: bool) -> bool:  # noqa: FBT001
    if fact is None:
        return False
    draft.add(f"facts : {fact}", negated=negated)
    return True


def _in(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    known = {scope.value: scope for scope in Scope}.get(value.lower())
    if known is None or negated:
        return False
    draft.scope = known
    return True


def _before(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    span = _span(value)
    if span is None:
        return False
    if negated:
        draft.after = max(draft.after, span[0] - 1)
    else:
        draft.before = min(draft.before, span[0])
    return True


def _after(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    span = _span(value)
    if span is None:
        return False
    if negated:
        draft.before = min(draft.before, span[1])
    else:
        draft.after = max(draft.after, span[1] - 1)
    return True


def _during(draft: _Draft, value: str, negated: bool) -> bool:  # noqa: FBT001
    span = _span(value)
    if span is None or negated:
        return False
    draft.after, draft.before = max(draft.after, span[0] - 1), min(draft.before, span[1])
    return True


def _span(text: str) -> tuple[int, int] | None:
    """Return the first id of a day, month or year (UTC), and the first one after it."""
    found = _DAY.fullmatch(text)
    if found is None:
        return None
    year, month, day = int(found[1]), int(found[2] or 1), int(found[3] or 1)
    if not 1970 <= year <= _LAST_YEAR:  # noqa: PLR2004  where ids begin
        return None
    try:
        start = datetime(year, month, day, tzinfo=UTC)
    except ValueError:
        return None
    if found[3]:
        end = start.timestamp() + 86_400
    elif found[2]:
        end = datetime(year + month // 12, month % 12 + 1, 1, tzinfo=UTC).timestamp()
    else:
        end = datetime(year + 1, 1, 1, tzinfo=UTC).timestamp()
    return first_id_at(int(start.timestamp()) * 1000), first_id_at(int(end) * 1000)


_OPERATORS: Final[dict[str, Callable[[_Draft, str, bool], bool]]] = {
    "from": _from,
    "has": _has,
    "is": _is,
    "language": _language,
    "in": _in,
    "before": _before,
    "after": _after,
    "during": _during,
}
