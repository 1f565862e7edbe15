"""Letters about what the staff decided, in the language of whoever gets them."""

from typing import Final

from arengo.auth.users.letters import fill_letter
from arengo.base.errors import Invalid
from arengo.base.phrases import known, say
from arengo.base.text import clean_text, visible_length
from arengo.moderation.people.letter_texts import LETTERS, WHY

WHY_MAX: Final = 2_000
_CONTACT: Final = "/#about"


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
    language = known(language)
    values = {
        "name": name,
        "site": site,
        "link": origin + _CONTACT,
        "why": say(language, WHY, text=why) if why else "",
    }
    return fill_letter(LETTERS[what], language, origin=origin, values=values)
