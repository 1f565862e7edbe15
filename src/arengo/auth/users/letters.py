"""The words of letters from the site to its people, in the language of whoever gets them."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any, Final

LANGUAGES: Final = ("en", "it", "fr")
# Where the link of a letter leads; a code is added where it carries one.
PATHS: Final[Mapping[str, str]] = {
    "confirm": "/auth/confirm",
    "reset": "/auth/reset",
    "approved": "/auth/sign_in",
    "password_changed": "/auth/forgot",
    "email_changed": "/#about",
    "second_factor_on": "/auth/forgot",
    "second_factor_off": "/auth/forgot",
    "post_set_aside": "/",
}


@cache
def letters(language: str) -> Mapping[str, Any]:
    """Load one language."""
    source = resources.files("arengo.auth").joinpath("mails", f"{language}.toml")
    return tomllib.loads(source.read_text("utf-8"))


def write_letter(
    template: str, *, language: str, name: str, site: str, origin: str, link: str
) -> tuple[str, str]:
    """Return (subject, text) of a letter."""
    words = letters(language)
    values = {"name": name, "site": site, "origin": origin, "link": link}
    subject = words[template]["subject"].format_map(values)
    text = words[template]["text"].format_map(values).lstrip("\n")
    return subject, f"{text}\n-- \n{words['signature'].format_map(values)}\n"
