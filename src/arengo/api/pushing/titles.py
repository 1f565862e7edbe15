"""What the first line of a message says, in the language of whoever is woken."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Final

LANGUAGES: Final = ("en", "fr", "it")


@cache
def titles(language: str) -> Mapping[str, str]:
    """Load one language: a sentence for each type of notification, by Mastodon's name of it."""
    source = resources.files("arengo.api.pushing").joinpath("texts", f"{language}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def title(type_name: str, *, language: str, name: str) -> str:
    """Return the sentence about what somebody called `name` did; English where there is none."""
    words = titles(language if language in LANGUAGES else "en")
    return words[type_name].replace("{name}", name)
