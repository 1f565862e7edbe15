"""Where stored files are fetched: some by their name, others only through a sealed address.

The seal is an HMAC, so that a file is handed out without asking the database whose it is. The files
of posts that everybody may see have one address for ever; those of other posts, and of uploads that
no post has, an address that ends within two hours. Pictures of profiles are open to all.
"""

import hmac
import re
from base64 import urlsafe_b64encode
from typing import Final, Protocol

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import NotFound
from arengo.providers.files.names import content_type_of, is_sealed, path_of

_PURPOSE: Final = "file address"
_BYTES: Final = 16
_SEAL: Final = re.compile(r"(?:(?P<until>[0-9a-f]{1,12})-)?(?P<proof>[\w-]{22})", re.ASCII)
_FOR_EVER: Final = 0


class Signing(Protocol):
    """The keys of a site, as far as addresses need them."""

    def sign(self, purpose: str, message: bytes, *, size: int = 32) -> bytes:
        """Return an HMAC that is good for one purpose only."""
        ...


class Addresses:
    """Writes and reads the addresses of files; knows the keys once the site is built."""

    def __init__(self) -> None:
        """Know no keys yet."""
        self._keys: Signing | None = None

    def use(self, keys: Signing) -> None:
        """Seal with these keys from now on."""
        self._keys = keys

    def lasting(self, name: str) -> str:
        """Return the path of a file for everybody and for ever."""
        return (
            f"/m/{self._proof(name, _FOR_EVER)}/{name}" if is_sealed(name) else f"/{path_of(name)}"
        )

    def passing(self, name: str) -> str:
        """Return a path that ends after one to two hours, the same all through an hour."""
        if not is_sealed(name):
            return f"/{path_of(name)}"
        until_hour = now_ms() // HOUR_MS + 2
        return f"/m/{until_hour:x}-{self._proof(name, until_hour)}/{name}"

    def opened(self, seal: str, name: str) -> int | None:
        """Return for how many seconds a seal holds, None for ever; NotFound when it is none."""
        match = _SEAL.fullmatch(seal)
        content_type_of(name)
        if match is None or not is_sealed(name):
            raise NotFound
        until_hour = int(match["until"], 16) if match["until"] else _FOR_EVER
        if not hmac.compare_digest(match["proof"], self._proof(name, until_hour)):
            raise NotFound
        if match["until"] is None:
            return None
        left_ms = until_hour * HOUR_MS - now_ms()
        if left_ms <= 0:
            raise NotFound
        return left_ms // 1000

    def _proof(self, name: str, until_hour: int) -> str:
        assert self._keys is not None, "the site is not built yet"
        proof = self._keys.sign(_PURPOSE, f"{until_hour:x}/{name}".encode(), size=_BYTES)
        return urlsafe_b64encode(proof).rstrip(b"=").decode()


addresses: Final = Addresses()
