"""The door for Prometheus: `/metrics`, on an address of its own that the public does not reach."""

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, Final

from arengo.base.metrics import Metrics

_Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
_TEXT: Final = b"text/plain; version=0.0.4; charset=utf-8"


class MetricsDoor:
    """An ASGI application that answers one path."""

    def __init__(self, metrics: Metrics) -> None:
        """Show these numbers."""
        self._metrics = metrics

    async def __call__(
        self, scope: MutableMapping[str, Any], _receive: object, send: _Send
    ) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        status, body = await self._answer(scope["method"], scope["path"])
        headers = [(b"content-type", _TEXT), (b"content-length", b"%d" % len(body))]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        sent = b"" if scope["method"] == "HEAD" else body
        await send({"type": "http.response.body", "body": sent})

    async def _answer(self, method: str, path: str) -> tuple[int, bytes]:
        if path != "/metrics":
            return 404, b"The metrics are at /metrics\n"
        if method not in {"GET", "HEAD"}:
            return 405, b"Only GET\n"
        return 200, await self._metrics.render()
