"""How long what is for everybody may be kept, and the mark by which a cache asks whether it stays.

Caches in between keep a page for half a minute and may give it for another while they ask anew;
browsers always ask, for their reader may have signed in meanwhile.
"""

from hashlib import blake2b
from typing import Final

from arengo.gate.answers import Header

PUBLIC: Final[Header] = (
    b"cache-control",
    b"public, max-age=0, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400",
)
FEED: Final[Header] = (
    b"cache-control",
    b"public, max-age=300, stale-while-revalidate=300, stale-if-error=86400",
)


def etag_of(body: bytes) -> Header:
    """Return the mark of a body: weak, for whoever compresses it on the way changes its bytes."""
    return (b"etag", b'W/"%s"' % blake2b(body, digest_size=12).hexdigest().encode())
