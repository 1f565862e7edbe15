"""What a process knows of blocked networks: read anew every few seconds."""

import ipaddress
import logging
import time
from typing import Final

from arengo.auth.barriers.model import Network, Severity
from arengo.auth.barriers.queries import networks
from arengo.storage import Database

_log = logging.getLogger("arengo.barriers")
KEPT_S: Final = 5.0


class Networks:
    """The blocked networks; an address costs nothing while there are none."""

    def __init__(self) -> None:
        """Know nothing yet."""
        self._until = 0.0
        self._known: list[tuple[Network, Severity]] = []

    async def severity_of(self, db: Database, ip: str) -> Severity | None:
        """Return the hardest block that an address meets, or None.

        While the database does not answer, what was known last stands.
        """
        if time.monotonic() >= self._until:
            await self._read(db)
        return _hardest(self._known, ip) if self._known else None

    def forget(self) -> None:
        """Read anew before the next answer."""
        self._until = 0.0

    async def _read(self, db: Database) -> None:
        self._until = time.monotonic() + KEPT_S  # first: one of many requests asks
        try:
            found = await db.read_bounded(networks)
        except Exception:  # noqa: BLE001  whoever needs the database will say what it is
            _log.warning("the blocked networks could not be read", exc_info=True)
            return
        self._known = [(ipaddress.ip_network(text), severity) for text, severity in found]


def _hardest(known: list[tuple[Network, Severity]], ip: str) -> Severity | None:
    try:
        address = ipaddress.ip_address(ip)
    except ValueError:
        return None
    mapped = getattr(address, "ipv4_mapped", None) or address
    met = [severity for network, severity in known if mapped in network]
    return max(met, default=None)
