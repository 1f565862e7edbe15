"""The languages of the pages: which one a reader gets, and the page texts in each of them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

# English is the source; every other catalogue has exactly its keys and placeholders.
SOURCE: Final = "en"
NAMES: Final[Mapping[str, str]] = {"it": "Italiano", "fr": "Français", "en": "English"}
# CLDR: none is singular in French and plural in the other two.
SINGULAR: Final[Mapping[str, frozenset[int]]] = {
    "en": frozenset({1}),
    "it": frozenset({1}),
    "fr": frozenset({0, 1}),
}


def choose_language(accept_language: str) -> str:
    """Pick the reader's best language that we have; English when there is none."""
    wishes = [_wish(part) for part in accept_language[:500].split(",")]
    known = [(weight, code) for weight, code in wishes if code in NAMES and weight > 0]
    return max(known, key=lambda wish: wish[0])[1] if known else SOURCE


def _wish(part: str) -> tuple[float, str]:
    """Read `fr-CH;q=0.8`; a weight that is no number counts as not wished."""
    name, _, parameters = part.partition(";")
    _, _, weight = parameters.partition("=")
    try:
        value = float(weight) if parameters.strip() else 1.0
    except ValueError:
        value = 0.0
    return value, name.strip().lower().partition("-")[0]


def in_language(address: str, language: str) -> str:
    """Return the same address with `lang` set, keeping the rest of its query."""
    parts = urlsplit(address)
    query = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != "lang"]
    return urlunsplit(parts._replace(query=urlencode([*query, ("lang", language)])))


@cache
def texts(language: str) -> Mapping[str, str]:
    """Load one catalogue, its tables flattened to dotted keys."""
    source = resources.files("arengo.web").joinpath("texts", f"{language}.toml")
    tables: dict[str, dict[str, str]] = tomllib.loads(source.read_text("utf-8"))
    return {f"{table}.{key}": text for table, keys in tables.items() for key, text in keys.items()}


def say(language: str, key: str, /, **values: object) -> str:
    """Return a page text; an unknown key or a missing value is a KeyError, never a blank."""
    text = texts(language)[key]
    return text.format_map(values) if values else text


def count(language: str, key: str, number: int, /) -> str:
    """Return `<key>_one` or `<key>_other`, as the language counts, with the number in it."""
    form = "one" if number in SINGULAR[language] else "other"
    return say(language, f"{key}_{form}", number=figures(language, number))


def figures(language: str, number: int) -> str:
    """Group thousands as the language does: 1,412 · 1.412 · 1 412 (narrow, unbroken space)."""
    separator = {"en": ",", "it": ".", "fr": "\u202f"}[language]
    return f"{number:,}".replace(",", separator)
