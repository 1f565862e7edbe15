"""The words of letters about what the staff decided, in the language of whoever gets them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

from arengo.auth.users import letters as of_logins
from arengo.base.errors import Invalid
from arengo.base.text import clean_text, visible_length

WHY_MAX: Final = 2_000
_CONTACT: Final = "/#about"


@cache
def letters(language: str) -> Mapping[str, Any]:
    """Load one language."""
    source = resources.files("arengo.moderation").joinpath("mails", f"{language}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def read_why(text: str) -> str:
    """Return what the staff says, cleaned; raises Invalid when it is too long."""
    why = clean_text(text, multiline=True)
    if visible_length(why) > WHY_MAX:
        raise Invalid(f"Validation failed: Text is too long (maximum is {WHY_MAX} characters)")
    return why


def write_letter(
    what: str, *, why: str, language: str, name: str, site: str, origin: str
) -> tuple[str, str]:
    """Return (subject, text) of a letter about a measure and, if anything was said, its reason."""
    words = letters(language)
    values = {
        "name": name,
        "site": site,
        "origin": origin,
        "link": origin + _CONTACT,
        "why": words["why"].format(text=why) if why else "",
    }
    subject = words[what]["subject"].format_map(values)
    text = words[what]["text"].format_map(values).lstrip("\n")
    signature = of_logins.letters(language)["signature"].format_map(values)
    return subject, f"{text}\n-- \n{signature}\n"
