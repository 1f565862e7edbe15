"""The seal of an entry: it holds everything that the entry says, and the seal before it."""

from hashlib import sha256
from typing import Final

import msgspec

from arengo.moderation.audit.model import Deed

FIRST: Final = b"\0" * 32  # stands before the first entry


def seal_of(before: bytes, *, seq: int, at_ms: int, deed: Deed) -> bytes:
    """Return the SHA-256 of the seal before and of what this entry says, as JSON."""
    said = (seq, at_ms, deed.by, deed.act, deed.person, deed.entry, deed.about, deed.after)
    return sha256(before + msgspec.json.encode(said)).digest()
