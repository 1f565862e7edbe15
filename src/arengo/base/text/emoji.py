"""What one emoji is: a picture that Unicode knows, however many characters it is made of."""

from typing import Final

import regex

_LONGEST: Final = 32
# As Unicode's report 51 puts it; a bare digit is an emoji to it, but no picture.
_FLAG_TAGS: Final = r"[\U000E0020-\U000E007E]+\U000E007F"
_ONE: Final = rf"(?!\p{{RI}})\p{{Emoji}}(?:\p{{EMod}}|\uFE0F?\u20E3|\uFE0F|{_FLAG_TAGS})?"
_EMOJI: Final = regex.compile(rf"\p{{RI}}{{2}}|{_ONE}(?:\u200D{_ONE})*")
_PLAIN: Final = regex.compile(r"[0-9#*\u00A9\u00AE]\uFE0F?")


def is_emoji(text: str) -> bool:
    """Tell whether a text is exactly one emoji."""
    if not text or len(text) > _LONGEST or _PLAIN.fullmatch(text):
        return False
    return _EMOJI.fullmatch(text) is not None
