"""What an open letter may say, and under which address it is found."""

import re
import unicodedata
from typing import Final

import msgspec

from arengo.base.errors import Invalid
from arengo.base.text import clean_text, normalise_language
from arengo.social.instance.open_letters.model import (
    LANGUAGES_MAX,
    LINE_MAX,
    TEXT_MAX,
    TITLE_MAX,
    Text,
    Words,
)

_SLUG_MAX: Final = 60
_NO_LETTER: Final = re.compile(r"[^a-z0-9]+")


def checked(words: Words) -> Words:
    """Return what is to be said, cleaned; raises Invalid when it cannot be."""
    texts = tuple(_text(each) for each in words.texts if each.title.strip() or each.text.strip())
    if not texts:
        raise Invalid("Validation failed: Text can't be blank")
    if len(texts) > LANGUAGES_MAX or len({each.language for each in texts}) < len(texts):
        raise Invalid("Validation failed: Language is not included in the list")
    return msgspec.structs.replace(
        words,
        texts=texts,
        by=_line("Signature", words.by, LINE_MAX),
        role=_line("Role", words.role, LINE_MAX),
        place=_line("Place", words.place, LINE_MAX),
    )


def slug_of(number: int, title: str) -> str:
    """Return the end of a letter's address: its number makes it the only one."""
    apart = unicodedata.normalize("NFKD", title.lower())
    plain = "".join(each for each in apart if not unicodedata.combining(each))
    words = _NO_LETTER.sub("-", plain).strip("-")
    if len(words) > _SLUG_MAX:
        words = words[: _SLUG_MAX + 1].rpartition("-")[0] or words[:_SLUG_MAX]
    return f"{number}-{words}" if words else str(number)


def _text(text: Text) -> Text:
    language = normalise_language(text.language)
    if language is None:
        raise Invalid("Validation failed: Language is not included in the list")
    title = _line("Title", text.title, TITLE_MAX)
    body = clean_text(text.text, multiline=True)
    if not title or not body:
        raise Invalid("Validation failed: Title and text can't be blank")
    if len(body) > TEXT_MAX:
        raise Invalid(f"Validation failed: Text is too long (maximum is {TEXT_MAX} characters)")
    return Text(language=language, title=title, text=body)


def _line(name: str, value: str, most: int) -> str:
    line = clean_text(value, multiline=False)
    if len(line) > most:
        raise Invalid(f"Validation failed: {name} is too long (maximum is {most} characters)")
    return line
