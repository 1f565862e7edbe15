"""Which container bytes begin like: the one demuxer that is asked about a file."""

from typing import Final

HEAD_BYTES: Final = 128
_BOXES: Final = frozenset({b"ftyp", b"moov", b"mdat", b"wide", b"free", b"skip", b"pnot"})
_STARTS: Final = (
    (b"\x1aE\xdf\xa3", "matroska"),
    (b"OggS", "ogg"),
    (b"fLaC", "flac"),
    (b"ID3", "mp3"),
    (b"GIF87a", "gif"),
    (b"GIF89a", "gif"),
)
_LAYERS: Final = {0: "aac", 1: "mp3", 2: "mp3"}
_COLOURS_AT: Final = 10
_FIRST_BLOCK_AT: Final = 13
_EXTENSION, _IMAGE = 0x21, 0x2C


def demuxer_of(head: bytes) -> str | None:
    """Return the demuxer for a file, or None for what is no supported recording."""
    for start, demuxer in _STARTS:
        if head.startswith(start):
            return demuxer
    if head[4:8] in _BOXES:
        return "mov"
    if head.startswith(b"RIFF") and head[8:12] == b"WAVE":
        return "wav"
    if len(head) > 1 and head[0] == 0xFF and head[1] >= 0xF0:  # noqa: PLR2004  twelve bits of sync
        return _LAYERS.get(head[1] >> 1 & 3)
    return None


def gif_moves(content: bytes) -> bool:
    """Say whether a GIF has a second picture, reading no further than its beginning."""
    try:
        at = _FIRST_BLOCK_AT + _table_bytes(content[_COLOURS_AT])
        at = _after_picture(content, at)
        return _next_picture(content, at) is not None
    except (IndexError, ValueError):
        return False


def _after_picture(content: bytes, at: int) -> int:
    place = _next_picture(content, at)
    if place is None:
        raise ValueError("no picture")
    return _after_blocks(content, place + 11 + _table_bytes(content[place + 9]))


def _next_picture(content: bytes, at: int) -> int | None:
    while content[at] == _EXTENSION:
        at = _after_blocks(content, at + 2)
    return at if content[at] == _IMAGE else None


def _after_blocks(content: bytes, at: int) -> int:
    while content[at]:
        at += content[at] + 1
    return at + 1


def _table_bytes(flags: int) -> int:
    return 3 << ((flags & 7) + 1) if flags & 0x80 else 0
