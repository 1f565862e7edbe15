"""Where the file of an archive is fetched: an address that is sealed and ends within two hours."""

import hmac
import re
from base64 import urlsafe_b64encode
from typing import Final, Protocol

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import NotFound

_PURPOSE: Final = "archive address"
_SEAL: Final = re.compile(r"(?P<until>[0-9a-f]{1,12})-(?P<proof>[\w-]{22})", re.ASCII)


class Signing(Protocol):
    """The keys of a site, as far as addresses need them."""

    def sign(self, purpose: str, message: bytes, *, size: int = 32) -> bytes:
        """Return an HMAC that is good for one purpose only."""
        ...


def archive_path(keys: Signing, archive_id: int) -> str:
    """Return a path that ends after one to two hours."""
    until_hour = now_ms() // HOUR_MS + 2
    return f"/archives/{archive_id}/{until_hour:x}-{_proof(keys, archive_id, until_hour)}"


def check_seal(keys: Signing, archive_id: int, seal: str) -> None:
    """Raise NotFound for an address that is none, or none any more."""
    match = _SEAL.fullmatch(seal)
    if match is None:
        raise NotFound
    until_hour = int(match["until"], 16)
    proof = _proof(keys, archive_id, until_hour)
    if not hmac.compare_digest(match["proof"], proof) or until_hour * HOUR_MS <= now_ms():
        raise NotFound


def _proof(keys: Signing, archive_id: int, until_hour: int) -> str:
    proof = keys.sign(_PURPOSE, f"{until_hour:x}/{archive_id}".encode(), size=16)
    return urlsafe_b64encode(proof).rstrip(b"=").decode()
