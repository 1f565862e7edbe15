"""Bodies as they stream in: counted before and after unpacking, so that no bomb goes off."""

import zlib
from collections.abc import AsyncIterator, Callable
from typing import Final

from arengo.providers.egress.model import Refused, Unreachable

PIECE_BYTES: Final = 64 * 1024
ENCODINGS: Final = "gzip"  # what we say that we read
_EITHER_HEADER: Final = 47  # zlib finds out by itself whether it is gzip or deflate
_PLAIN: Final = frozenset(("", "identity"))
_PACKED: Final = frozenset(("gzip", "x-gzip", "deflate"))


async def whole_body(
    pieces: AsyncIterator[bytes], *, encoding: str, most_bytes: int, cut: bool
) -> bytes:
    """Return the body, unpacked; beyond `most_bytes` it is Refused, or ends there if `cut`."""
    unpack = _unpacker(encoding.strip().lower())
    whole, received = bytearray(), 0
    async for piece in pieces:
        received += len(piece)
        whole += unpack(piece, most_bytes + 1 - len(whole))
        if len(whole) > most_bytes or received > most_bytes:
            if cut:
                return bytes(whole[:most_bytes])
            raise Refused(f"the answer is larger than {most_bytes} bytes")
    return bytes(whole)


class _Unpacker:
    def __init__(self) -> None:
        self._zlib = zlib.decompressobj(_EITHER_HEADER)

    def __call__(self, piece: bytes, most_bytes: int) -> bytes:
        try:
            return self._zlib.decompress(piece, most_bytes)
        except zlib.error as error:
            raise Unreachable("the answer cannot be unpacked") from error


def _as_it_is(piece: bytes, most_bytes: int) -> bytes:
    return piece[:most_bytes]


def _unpacker(encoding: str) -> Callable[[bytes, int], bytes]:
    if encoding in _PLAIN:
        return _as_it_is
    if encoding in _PACKED:
        return _Unpacker()
    raise Refused("the answer is packed in a way that was not asked for")
