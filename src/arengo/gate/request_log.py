"""One log line and one count for each request; never a token, a body or a full address."""

import asyncio
import ipaddress
import time
from functools import lru_cache
from typing import Final

from arengo.base.log import buffer_line, flush, stamp
from arengo.base.metrics import Metrics
from arengo.gate.request import Request
from arengo.gate.routes import Route

_FLUSH_AT: Final = 64
_FLUSH_S: Final = 0.25


class RequestLog:
    """Buffers lines for a quarter of a second: a write for each would cost more than the answer."""

    def __init__(self, metrics: Metrics, *, ip_bits: int) -> None:
        """Log addresses shortened to `ip_bits` (IPv6: twice as many)."""
        self._metrics = metrics
        self._ip_bits = ip_bits
        self._timer: asyncio.TimerHandle | None = None

    def record(self, request: Request, route: Route | None, status: int, started: float) -> None:
        """Count and log an answered request."""
        seconds = time.perf_counter() - started
        name = f"{route.method} {route.path}" if route else "unknown"
        self._metrics.observe(name, status, seconds)
        line = {
            "at": stamp(),
            "level": "info",
            "part": "request",
            "id": request.request_id,
            "route": name,
            "status": status,
            "account": str(request.viewer_id) if request.viewer_id else None,
            "ms": round(seconds * 1000, 3),
            "ip": shorten_ip(request.ip, self._ip_bits),
        }
        if buffer_line(line) >= _FLUSH_AT:
            flush()
        elif self._timer is None:
            self._timer = asyncio.get_running_loop().call_later(_FLUSH_S, self._flush)

    def _flush(self) -> None:
        self._timer = None
        flush()


@lru_cache(maxsize=4096)
def shorten_ip(address: str, bits: int) -> str | None:
    """Return the network that an address is in, or None when nothing may be logged."""
    if not bits or not address:
        return None
    try:
        version = ipaddress.ip_address(address).version
    except ValueError:
        return None
    kept = min(bits, 32) if version == 4 else min(bits * 2, 128)  # noqa: PLR2004  IP versions
    return str(ipaddress.ip_network(f"{address}/{kept}", strict=False))
