"""Words drawn at random that people read, type and copy: codes, passwords, names of apps."""

import secrets
import string
from typing import Final

_LETTERS: Final = string.ascii_letters + string.digits


def draw_word(length: int) -> str:
    """Draw a word of letters and digits, about 5.95 bits each.

    Nothing else is in it, so that a double click takes the whole and no command line
    mistakes its first letter for an option.
    """
    return "".join(secrets.choice(_LETTERS) for _ in range(length))
