"""The catalogues: what the source says in English, said in the other languages."""

from collections.abc import Mapping
from functools import cache
from gettext import GNUTranslations, NullTranslations
from importlib import resources
from io import BytesIO
from typing import Final

SOURCE: Final = "en"
# In the order in which the pages offer them, each by its own name.
LANGUAGES: Final[Mapping[str, str]] = {"it": "Italiano", "fr": "Français", "en": "English"}


def N_(text: str, /) -> str:  # noqa: N802 - gettext's own name for it
    """Mark a text for the catalogues; it is said later, when the language is known."""
    return text


def known(language: str | None) -> str:
    """Return a language that we have: the wished one, or the source."""
    return language if language and language in LANGUAGES else SOURCE


def say(language: str, text: str, /, **values: object) -> str:
    """Return a text in a language; a blank `%(name)s` without a value is a KeyError."""
    return catalogue(language).gettext(text) % values


@cache
def catalogue(language: str) -> NullTranslations:
    """Return a catalogue; it is read when it is first asked for, so nothing has to be compiled."""
    if language == SOURCE:
        return NullTranslations()
    # Not worth waiting for at the start of the server.
    from babel.messages.mofile import write_mo  # noqa: PLC0415
    from babel.messages.pofile import read_po  # noqa: PLC0415

    source = resources.files("arengo.base.phrases").joinpath("locale", f"{language}.po")
    compiled = BytesIO()
    with source.open("rb") as lines:
        write_mo(compiled, read_po(lines, locale=language, abort_invalid=True))
    compiled.seek(0)
    return GNUTranslations(compiled)
