"""The form of an open letter: a title and a text for each language, and what is wrong with them."""

from datetime import UTC, date, datetime

import msgspec

from arengo.base.clock import DAY_MS, iso_day
from arengo.base.phrases import LANGUAGES
from arengo.base.text import normalise_language
from arengo.social.instance.open_letters.model import LINE_MAX, TEXT_MAX, TITLE_MAX, Text, Words
from arengo.web.context import FieldError
from arengo.web.context.letters import LetterField
from arengo.web.letters import language_name


class TextField(msgspec.Struct, frozen=True, kw_only=True):
    """What was typed for one language."""

    language: str = ""
    title: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        """Return whether nothing was typed."""
        return not self.title.strip() and not self.text.strip()


class LetterForm(msgspec.Struct, frozen=True, kw_only=True):
    """A whole draft."""

    texts: list[TextField] = msgspec.field(default_factory=list)
    place: str = ""
    by: str = ""
    role: str = ""
    until: str = ""


def fields_of(form: LetterForm) -> list[tuple[LetterField, TextField]]:
    """Return a place for each language: what was typed, those that we speak, and one more."""
    typed = list(form.texts)
    known = {each.language for each in typed}
    typed += [TextField(language=each) for each in LANGUAGES if each not in known]
    if all(each.language for each in typed):
        typed.append(TextField())
    return [
        (LetterField(name=f"texts[{place}]", language=_name(each.language)), each)
        for place, each in enumerate(typed)
    ]


def _name(code: str) -> str:
    return language_name(code) if code in LANGUAGES else ""


def form_of(words: Words) -> LetterForm:
    """Return a draft as a form."""
    return LetterForm(
        texts=[
            TextField(language=each.language, title=each.title, text=each.text)
            for each in words.texts
        ],
        place=words.place,
        by=words.by,
        role=words.role,
        until=iso_day(words.until_ms - 1) if words.until_ms else "",
    )


def words_of(form: LetterForm) -> Words:
    """Return what is to be said; a language without words is none."""
    return Words(
        texts=tuple(
            Text(language=each.language, title=each.title, text=each.text)
            for each in form.texts
            if not each.is_empty
        ),
        place=form.place,
        by=form.by,
        role=form.role,
        until_ms=_until(form.until),
    )


def _until(typed: str) -> int | None:
    """Return the end of a day (UTC); a ValueError for what is none."""
    if not typed.strip():
        return None
    day = date.fromisoformat(typed.strip())
    began = datetime(day.year, day.month, day.day, tzinfo=UTC)
    return int(began.timestamp() * 1000) + DAY_MS


def errors_of(form: LetterForm) -> tuple[FieldError, ...]:
    """Return what is wrong; when nothing is, the draft can be kept."""
    errors = [error for each, text in fields_of(form) for error in _wrong(each.name, text)]
    if all(each.is_empty for each in form.texts):
        errors.append(FieldError(field="texts[0][title]", key="open_letter_blank"))
    codes = [normalise_language(each.language) for each in form.texts if not each.is_empty]
    if len(set(codes)) < len(codes):
        errors.append(FieldError(field="", key="open_letter_twice"))
    errors += [
        FieldError(field=name, key="reason_long", values={"most": LINE_MAX})
        for name in ("place", "by", "role")
        if len(getattr(form, name)) > LINE_MAX
    ]
    try:
        _until(form.until)
    except ValueError:
        errors.append(FieldError(field="until", key="day_wrong"))
    return tuple(errors)


def _wrong(name: str, text: TextField) -> list[FieldError]:
    if text.is_empty:
        return []
    errors = []
    if normalise_language(text.language) is None:
        errors.append(FieldError(field=f"{name}[language]", key="language_wrong"))
    for part, typed, most in (("title", text.title, TITLE_MAX), ("text", text.text, TEXT_MAX)):
        if not typed.strip():
            errors.append(FieldError(field=f"{name}[{part}]", key="open_letter_half"))
        if len(typed) > most:
            found = FieldError(field=f"{name}[{part}]", key="reason_long", values={"most": most})
            errors.append(found)
    return errors
