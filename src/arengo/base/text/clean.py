"""What we do to every text that comes in, before anything else looks at it."""

import re
import unicodedata

from arengo.base.errors import Invalid
from arengo.base.text.bidi import with_balanced_turns, without_turns
from arengo.base.text.marks import limit_marks

# Controls, byte order marks, annotation anchors, deprecated format marks, non-characters.
_NEVER = "\x00-\x08\x0b-\x1f\x7f-\x9f\u206a-\u206f\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffe\uffff"
_DROPPED = re.compile(f"[{_NEVER}]+")
_LINE_END = re.compile("\r\n?|[\u2028\u2029]")
_AROUND = (
    "".join(chr(code) for code in (*range(0x2000, 0x200C), 0x2060, 0x3000))
    + "\t\n \xa0\u1680\u202f\u205f"
)


def clean_text(value: str, *, multiline: bool) -> str:
    """Return the text in one form (NFC), without what breaks storage, layout or readers.

    A text of one line is a name: nothing in it may turn the direction of writing.
    """
    _require_characters(value)
    text = _DROPPED.sub("", _LINE_END.sub("\n", value))
    if multiline:
        text = with_balanced_turns(text)
    else:
        text = without_turns(text.replace("\n", " ").replace("\t", " "))
    if not text.isascii():
        text = limit_marks(unicodedata.normalize("NFC", limit_marks(text)))
    return text.strip(_AROUND)


def _require_characters(value: str) -> None:
    if value.isascii():
        return
    try:
        value.encode()
    except UnicodeEncodeError:
        raise Invalid("Validation failed: Text contains characters that are not valid") from None
