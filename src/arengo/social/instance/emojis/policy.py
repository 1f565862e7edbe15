"""What a shortcode is, and where it stands in a text."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from arengo.base.errors import Invalid
from arengo.base.text import clean_text

MOST_CATEGORY: Final = 60
_NAME: Final = re.compile(r"[A-Za-z0-9_]{2,64}")
# Between colons, and not inside a word: 12:30:45 holds none.
_CODE: Final = re.compile(r"(?<![\w:]):([A-Za-z0-9_]{2,64}):(?![\w:])")


def check_shortcode(name: str) -> str:
    """Return a shortcode without its colons; raises Invalid when it cannot be one."""
    bare = name.strip().strip(":")
    if not _NAME.fullmatch(bare):
        raise Invalid("A shortcode has 2 to 64 letters of a-z, digits and underscores")
    return bare


def clean_category(name: str | None) -> str | None:
    """Return a category as it is kept; None for none."""
    text = clean_text(name or "", multiline=False)
    if len(text) > MOST_CATEGORY:
        raise Invalid(f"A category has at most {MOST_CATEGORY} characters")
    return text or None


def with_shortcodes(text: str, replacing: Callable[[str], str | None]) -> str:
    """Return a text with something else for those shortcodes that `replacing` knows."""
    return _CODE.sub(lambda found: replacing(found[1]) or found[0], text) if ":" in text else text


def shortcodes_in(texts: Iterable[str]) -> list[str]:
    """Return what may be shortcodes in some texts, each once, in order."""
    return list(
        dict.fromkeys(code for text in texts if ":" in text for code in _CODE.findall(text))
    )
