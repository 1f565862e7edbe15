"""The way out as everybody knows it; what speaks HTTP is loaded when something first leaves."""

import asyncio
import ssl
from importlib import import_module
from typing import TYPE_CHECKING, Final

from arengo.providers.egress.model import Incoming, Outgoing
from arengo.providers.egress.names import Lookup
from arengo.providers.egress.reach import Reach

if TYPE_CHECKING:
    from arengo.providers.egress.client import Client

_CLIENT: Final = "arengo.providers.egress.client"


class Egress:
    """Sends requests to other servers."""

    def __init__(
        self,
        *,
        user_agent: str,
        reach: Reach,
        lookup: Lookup | None = None,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        """Reach only what `reach` says; `lookup` and `tls` stand in for those of the system."""
        self._user_agent = user_agent
        self._reach = reach
        self._lookup = lookup
        self._tls = tls
        self._client: Client | None = None

    async def send(
        self,
        outgoing: Outgoing,
        *,
        most_bytes: int,
        timeout_s: float,
        redirects: int = 3,
        cut: bool = False,
    ) -> Incoming:
        """Return the answer, whatever its status; raise Refused or Unreachable.

        An answer larger than `most_bytes`, packed or unpacked, is refused; with `cut` its
        beginning is returned.
        """
        client = self._client or await self._loaded()
        return await client.send(
            outgoing, most_bytes=most_bytes, timeout_s=timeout_s, redirects=redirects, cut=cut
        )

    async def close(self) -> None:
        """Close every connection."""
        if self._client:
            await self._client.close()
            self._client = None

    async def _loaded(self) -> "Client":
        """Load the client in a thread: that takes a sixth of a whole start."""
        await asyncio.to_thread(import_module, _CLIENT)
        from arengo.providers.egress.client import Client  # noqa: PLC0415  see above

        if self._client is None:  # nobody else was quicker meanwhile
            self._client = Client(
                user_agent=self._user_agent,
                reach=self._reach,
                lookup=self._lookup,
                tls=self._tls,
            )
        return self._client
