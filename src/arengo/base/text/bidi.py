"""Marks that turn the direction of writing: kept where they help, never past their paragraph."""

import re

_DEEPEST = 16
_POP_EMBEDDING = "\u202c"
_POP_ISOLATE = "\u2069"
_CLOSED_BY = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", _POP_EMBEDDING),
    **dict.fromkeys("\u2066\u2067\u2068", _POP_ISOLATE),
}
_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")


def without_turns(text: str) -> str:
    """Return the text without any of them: for names, which stand inside other people's lines."""
    return _TURNS.sub("", text)


def with_balanced_turns(text: str) -> str:
    """Return the text with each of them closed in its own line, so that nothing after it moves."""
    if not _TURNS.search(text):
        return text
    return "\n".join(_balanced(line) for line in text.split("\n"))


def _balanced(line: str) -> str:
    open_turns: list[str] = []
    kept = _TURNS.sub(lambda found: _kept(found[0], open_turns), line)
    return kept + "".join(reversed(open_turns))


def _kept(mark: str, open_turns: list[str]) -> str:
    """Return the mark, or nothing when it closes what is not open or opens too much."""
    if mark in _CLOSED_BY:
        if len(open_turns) >= _DEEPEST:
            return ""
        open_turns.append(_CLOSED_BY[mark])
        return mark
    return mark if _close(mark, open_turns) else ""


def _close(mark: str, open_turns: list[str]) -> bool:
    """Close the innermost; the end of an isolate also ends the embeddings inside it."""
    if mark == _POP_EMBEDDING and open_turns[-1:] != [mark]:
        return False
    if mark not in open_turns:
        return False
    while open_turns.pop() != mark:
        pass
    return True
