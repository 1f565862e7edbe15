"""Letters from the site to its people, in the language of whoever gets them."""

from collections.abc import Mapping
from typing import Final

from arengo.auth.users.letter_texts import LETTERS, Letter
from arengo.base.phrases import known, say

# Where the link of a letter leads; a code is added where it carries one.
PATHS: Final[Mapping[str, str]] = {
    "confirm": "/auth/confirm",
    "reset": "/auth/reset",
    "approved": "/auth/sign_in",
    "password_changed": "/auth/forgot",
    "email_changed": "/#about",
    "second_factor_on": "/auth/forgot",
    "second_factor_off": "/auth/forgot",
    "passkey_added": "/settings/security",
    "passkey_removed": "/settings/security",
    "post_set_aside": "/",
}


def write_letter(
    template: str, *, language: str, name: str, site: str, origin: str, link: str
) -> tuple[str, str]:
    """Return (subject, text) of a letter."""
    values = {"name": name, "site": site, "link": link}
    return fill_letter(LETTERS[template], language, origin=origin, values=values)


def fill_letter(
    letter: Letter, language: str, *, origin: str, values: Mapping[str, str]
) -> tuple[str, str]:
    """Return (subject, text) of a letter, signed by the site that `values` name."""
    language = known(language)
    text = say(language, letter.text, **values)
    return say(language, letter.subject, **values), f"{text}\n-- \n{values['site']}\n{origin}\n"
