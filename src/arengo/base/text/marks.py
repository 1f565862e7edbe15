"""How many signs may be stacked on one letter: enough for every script, too few to climb a page."""

import regex

# Tibetan writes up to eight signs under a letter. Accents that belong to no script, which is what
# people pile up, are never more than three in real text.
_MANY = regex.compile(r"[\p{M}\u200c\u200d]{5}")  # four are never too many
_STACK = regex.compile(r"([\p{M}\u200c\u200d]{8})[\p{M}\u200c\u200d]+")
_ACCENTS = regex.compile(
    r"([\p{M}&&\p{Script=Inherited}]{4})[\p{M}&&\p{Script=Inherited}]+", regex.V1
)


def limit_marks(text: str) -> str:
    """Return the text with the surplus of each stack dropped. Also keeps normalisation linear."""
    if text.isascii() or not _MANY.search(text):
        return text
    return _ACCENTS.sub(r"\1", _STACK.sub(r"\1", text))
