"""WebSockets: who asks is found out before the handshake ends, as for any request."""

import logging
import time
from typing import Any, Final

from arengo.auth.barriers.model import Severity
from arengo.auth.oauth.tokens import is_ours
from arengo.base.errors import Forbidden, NotFound, Refusal, TooMany, Unauthorized
from arengo.base.networks import customer_of
from arengo.gate.answers import JSON, Header, json_bytes
from arengo.gate.authentication import bearer_token, identify, permit
from arengo.gate.headers import rate, standing
from arengo.gate.live import LiveAnswer, Receive, Send
from arengo.gate.parameters import parse_query
from arengo.gate.request import Request
from arengo.gate.request_log import RequestLog
from arengo.gate.router import Router
from arengo.gate.routes import Route
from arengo.storage import ReadTransaction

_log = logging.getLogger("arengo.gate")
_BROKEN: Final = "Something broke on our side. It has been logged."
_SCOPES: Final = ("read:statuses", "read:notifications")  # one of them
_SWITCHED: Final = 101
PATH: Final = "/api/v1/streaming"


class SocketDoor:
    """Lets WebSockets in."""

    def __init__(self, router: Router, log: RequestLog, *, secure: bool) -> None:
        """Write into the log of requests: one line when a socket is let in or refused."""
        self._router = router
        self._log = log
        self._secure = secure

    async def let_in(
        self, request: Request, scope: dict[str, Any], receive: Receive, send: Send
    ) -> LiveAnswer | None:
        """Finish the handshake and return the conversation, or refuse it with a status."""
        started = time.perf_counter()
        await receive()  # websocket.connect
        route: Route | None = None
        try:
            route = self._route(request.path)
            answer, protocol = await _admit(request, route, scope["subprotocols"])
        except Refusal as refusal:
            status, words, more = refusal.status, refusal.message, refusal.headers
        except Exception:  # noqa: BLE001  whatever it was, the caller gets an answer
            _log.exception("a handshake failed", extra={"facts": {"id": request.request_id}})
            status, words, more = 500, _BROKEN, {}
        else:
            await send({"type": "websocket.accept", "subprotocol": protocol, "headers": []})
            self._log.record(request, route, _SWITCHED, started)
            return answer
        await self._refuse(request, status, words, more, send)
        self._log.record(request, route, status, started)
        return None

    def _route(self, path: str) -> Route:
        route, _ = self._router.find("GET", path)
        if route.path != PATH:
            raise NotFound("Not found")
        return route

    async def _refuse(
        self, request: Request, status: int, words: str, more: Any, send: Send
    ) -> None:
        body = json_bytes({"error": words})
        headers: list[Header] = [
            (b"content-type", JSON),
            (b"content-length", b"%d" % len(body)),
            *standing(page=False, secure=self._secure, alone=True),
            (b"x-request-id", request.request_id.encode()),
            *((name.lower().encode(), value.encode()) for name, value in more.items()),
        ]
        start = "websocket.http.response.start"
        await send({"type": start, "status": status, "headers": headers})
        await send({"type": "websocket.http.response.body", "body": body})


def token_in_query(request: Request) -> str | None:
    """Return the token that stands in the address: browsers can set no header on a stream."""
    token = request.params.get("access_token")
    return token if isinstance(token, str) and token else None


async def _admit(
    request: Request, route: Route, offered: list[str]
) -> tuple[LiveAnswer, str | None]:
    """Find out who asks; returns also the subprotocol to agree to: the one that was a token."""
    request.params = parse_query(request.query)
    site = request.site
    if await site.networks.severity_of(site.db, request.ip) is Severity.NO_ACCESS:
        raise Forbidden
    spoken = next((each for each in offered if is_ours(each, site.keys)), None)
    in_protocol = spoken or (offered[0] if offered else None)
    request.token = bearer_token(request) or token_in_query(request) or in_protocol
    ours = request.token_is_ours = request.token is not None and is_ours(request.token, site.keys)
    caller = request.token if ours else customer_of(request.ip)
    verdict = site.limiter.take(route.bucket, caller, anonymous=not ours)
    if not verdict.allowed:
        text = {name.decode(): value.decode() for name, value in rate(verdict)}
        raise TooMany(headers={**text, "Retry-After": str(verdict.retry_after_s)})
    await site.db.read_bounded(_know, request, route)
    return site.streams.socket(request), spoken


def _know(tx: ReadTransaction, request: Request, route: Route) -> None:
    viewer = request.viewer = identify(tx, request, route)
    permit(viewer, route)
    if viewer is None or viewer.account_id is None:
        raise Unauthorized
    if not any(viewer.may(scope) for scope in _SCOPES):
        raise Forbidden("This action is outside the authorized scopes")
