"""Tags: what may be one, when two are the same, and the number a tag is stored under."""

import unicodedata
from hashlib import blake2b

import regex

from arengo.base.text.marks import limit_marks

MOST_CHARACTERS = 100
_HIGHEST_ID = 2**63 - 1

_INSIDE = r"\p{L}\p{M}\p{Nd}\p{Pc}"
_JOINING = r"\xb7\u30fb\u200c"  # middle dots (Catalan, Japanese) and the non-joiner (Persian)
TAG_NAME = rf"(?!\p{{M}})(?:[{_INSIDE}]++(?:[{_JOINING}]++[{_INSIDE}]++)*+)"

_NAME = regex.compile(TAG_NAME)
_FOREIGN = regex.compile(rf"[^{_INSIDE}{_JOINING}]+")
_LETTER = regex.compile(r"\p{L}")
_JOINED = regex.compile(rf"[_{_JOINING}]")


def is_tag(name: str) -> bool:
    """Whether a name can be a tag: of the right characters, and no mere number (#1, #2026)."""
    if len(name) > MOST_CHARACTERS or not _NAME.fullmatch(name):
        return False
    if not _LETTER.search(name) and not _JOINED.search(name.strip("_")):
        return False
    return name.isascii() or bool(_NAME.fullmatch(normalise_tag(name)))


def normalise_tag(name: str) -> str:
    """Return the form that is the same for every way to write the tag; a leading `#` may stand."""
    if name.isascii():
        return _FOREIGN.sub("", name).lower()
    folded = _folded(name)
    while (again := _folded(folded)) != folded:
        folded = again
    return folded


def tag_id(name: str) -> int:
    """Return the id of a tag: positive, 63 bits, the same on every server of ours."""
    digest = blake2b(normalise_tag(name).encode(), digest_size=8).digest()
    return int.from_bytes(digest) & _HIGHEST_ID or 1


def _folded(name: str) -> str:
    """Do one round; in rare letters a step undoes the one before, so the caller repeats it."""
    compatible = unicodedata.normalize("NFKC", limit_marks(name)).casefold()
    return _FOREIGN.sub("", unicodedata.normalize("NFKC", limit_marks(compatible)))
