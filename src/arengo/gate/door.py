"""The ASGI application: finds the route, asks who is there, runs the handler, sends the answer."""

import logging
import time
from collections.abc import Callable
from itertools import count
from secrets import token_hex
from typing import Any, Final

from arengo.auth.barriers.model import Severity
from arengo.auth.oauth.tokens import is_ours
from arengo.base.errors import Forbidden, NotFound, Refusal, TooMany
from arengo.base.networks import customer_of
from arengo.gate.answers import JSON, Answer, Header, json_answer, json_bytes
from arengo.gate.attendance import Attendance
from arengo.gate.authentication import bearer_token, identify, permit, session_cookie
from arengo.gate.binding import bind_form, bind_path
from arengo.gate.bodies import ClientLeft, Receive, forget_files, read_parameters
from arengo.gate.conditions import UNCHANGED, as_asked
from arengo.gate.csrf import check_csrf
from arengo.gate.headers import PREFLIGHT, rate, standing, stands_alone
from arengo.gate.limits import BUCKETS, Verdict
from arengo.gate.live import Line, LiveAnswer, line_of
from arengo.gate.parameters import parse_query
from arengo.gate.proxies import client_ip
from arengo.gate.request import Request
from arengo.gate.request_log import RequestLog
from arengo.gate.router import Router
from arengo.gate.routes import Access, Route
from arengo.gate.shelf import Shelf, is_shared
from arengo.gate.signing_in import to_sign_in
from arengo.gate.site import Site
from arengo.gate.sockets import SocketDoor, token_in_query
from arengo.storage import ReadTransaction

ErrorPage = Callable[[Request, int, str], bytes]
_log = logging.getLogger("arengo.gate")
_CHANGES: Final = frozenset({"POST", "PUT", "PATCH", "DELETE"})
_NOBODY: Final = 401
_BROKEN: Final = "Something broke on our side. It has been logged."
_API_PATHS: Final = (
    "/api/",
    "/oauth/token",
    "/oauth/revoke",
    "/oauth/userinfo",
    "/.well-known/",
    "/health",
)


class Gate:
    """Every request of every door passes here."""

    def __init__(
        self,
        site: Site,
        router: Router,
        log: RequestLog,
        *,
        error_page: ErrorPage,
        language_of: Callable[[Request], str],
    ) -> None:
        """Stand before the routes of `router`."""
        self.attendance = Attendance(site.db)
        self._site = site
        self._router = router
        self._log = log
        self._error_page = error_page
        self._shelf = Shelf(site.db, language_of)
        self._secure = site.settings.secure
        self._sockets = SocketDoor(router, log, secure=self._secure)
        self._id_prefix = token_hex(4)
        self._ids = count()

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "websocket":
            await self._converse(scope, receive, send)
        elif scope["type"] == "http":
            await self._answer(scope, receive, send)

    async def _converse(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        request = self._request(scope)
        answer = await self._sockets.let_in(request, scope, receive, send)
        if request.viewer is not None:
            self.attendance.note(request.viewer)
        del request  # thousands of open lines need nothing of how they began
        if answer:
            await answer.run(line_of(scope, receive, send))

    async def _answer(self, scope: dict[str, Any], receive: Receive, send: Any) -> None:
        started = time.perf_counter()
        request = self._request(scope)
        route: Route | None = None
        verdict: Verdict | None = None
        answer: Answer | LiveAnswer
        try:
            if request.method == "OPTIONS":
                answer = self._preflight(request)
            else:
                route, values = self._router.find(request.method, request.path)
                verdict = self._take(request, route)
                answer = await self._run(request, route, values, receive)
        except ClientLeft:
            return
        except Refusal as refusal:
            answer = self._refused(request, route, refusal)
        except Exception:  # noqa: BLE001  whatever it was, the caller gets an answer
            _log.exception("a request failed", extra={"facts": {"id": request.request_id}})
            answer = self._failed(request, route, 500, _BROKEN)
        if isinstance(answer, LiveAnswer):
            self._log.record(request, route, answer.status, started)
            headers = self._headers(request, route, answer, verdict)
            await _stream(request, answer, headers, line_of(scope, receive, send))
        else:
            answer = as_asked(request, answer)
            await self._send(request, route, answer, verdict, send)
            self._log.record(request, route, answer.status, started)
        if request.viewer is not None:
            self.attendance.note(request.viewer)

    def _request(self, scope: dict[str, Any]) -> Request:
        headers = dict(reversed(scope["headers"]))  # of two with one name the first stands
        client = scope.get("client")
        trusted = self._site.settings.trusted_proxies
        ip = client_ip(client[0] if client else "", scope["headers"], trusted)
        return Request(
            self._site,
            method=scope.get("method", "GET"),  # a WebSocket's handshake is a GET
            path=scope["path"],
            query=scope["query_string"],
            headers=headers,
            ip=ip,
            request_id=f"{self._id_prefix}-{next(self._ids):x}",
        )

    def _take(self, request: Request, route: Route) -> Verdict:
        token = bearer_token(request)
        if token is None and route.bucket == "stream":
            request.params = parse_query(request.query)
            token = token_in_query(request)
        request.token = token
        request.token_is_ours = token is not None and is_ours(token, self._site.keys)
        shown = session_cookie(request) if route.is_page else token
        ours = self._knows(shown) if route.is_page else request.token_is_ours
        by_token = ours and not BUCKETS[route.bucket].by_address
        caller = shown if by_token else customer_of(request.ip)
        verdict = self._site.limiter.take(route.bucket, caller, anonymous=not by_token)
        if not verdict.allowed:
            text = {name.decode(): value.decode() for name, value in rate(verdict)}
            raise TooMany(headers={**text, "Retry-After": str(verdict.retry_after_s)})
        return verdict

    def _knows(self, cookie: str | None) -> bool:
        """Return whether a session is known to live: one that ended is billed to its network."""
        return cookie is not None and self._site.limiter.knows(cookie)

    async def _run(
        self, request: Request, route: Route, values: dict[str, str], receive: Receive
    ) -> Answer | LiveAnswer:
        await self._bar(request)
        bound = bind_path(route, values)
        if route.reads:
            return _as_answer(await self._run_read(request, route, bound))
        if route.access is not Access.ANYONE or request.token is not None:
            await self._site.db.read_bounded(_admit, request, route)
        limit = route.body_limit_bytes(self._site.settings)
        try:
            request.params = await read_parameters(request, receive, limit)
            handler = _handler(request, route)
            if route.form:
                bound["form"] = bind_form(route, request)
            return _as_answer(await handler(request, **bound))
        finally:
            forget_files(request)

    async def _bar(self, request: Request) -> None:
        """Turn away whoever comes from a network that has no access."""
        severity = await self._site.networks.severity_of(self._site.db, request.ip)
        if severity is Severity.NO_ACCESS:
            raise Forbidden

    async def _run_read(self, request: Request, route: Route, bound: dict[str, Any]) -> Any:
        request.params = parse_query(request.query)
        if route.form:
            bound["form"] = bind_form(route, request)

        def question(tx: ReadTransaction) -> Any:
            _admit(tx, request, route)
            return route.handler(tx, request, **bound)

        db = self._site.db
        if _is_bounded(route, bound):
            return await db.read_bounded(question)
        if not route.is_page:
            return await db.read(question)

        async def ask() -> Answer | LiveAnswer:
            return _as_answer(await db.read(question))

        return await self._shelf.answer(request, ask)

    def _preflight(self, request: Request) -> Answer:
        methods = self._router.methods(request.path)
        if not methods or not request.path.startswith(_API_PATHS):
            raise NotFound("Not found")
        allowed = (b"access-control-allow-methods", ", ".join(methods).encode())
        return Answer(b"", 204, JSON, (*PREFLIGHT, allowed))

    def _refused(self, request: Request, route: Route | None, refusal: Refusal) -> Answer:
        if route is not None and route.access is Access.MEMBER and refusal.status == _NOBODY:
            return to_sign_in(request)
        answer = self._failed(request, route, refusal.status, refusal.message, refusal.details)
        headers = tuple((n.lower().encode(), v.encode()) for n, v in refusal.headers.items())
        return Answer(answer.body, answer.status, answer.type, headers)

    def _failed(
        self,
        request: Request,
        route: Route | None,
        status: int,
        message: str,
        details: object = None,
    ) -> Answer:
        if _is_page(request, route):
            return Answer(
                self._error_page(request, status, message), status, b"text/html; charset=utf-8"
            )
        error: dict[str, object] = {"error": message}
        if details is not None:
            error["details"] = details
        return Answer(json_bytes(error), status)

    async def _send(
        self,
        request: Request,
        route: Route | None,
        answer: Answer,
        verdict: Verdict | None,
        send: Any,
    ) -> None:
        headers = self._headers(request, route, answer, verdict)
        if answer.status != UNCHANGED:
            headers.append((b"content-length", b"%d" % len(answer.body)))
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        body = b"" if request.method == "HEAD" else answer.body
        await send({"type": "http.response.body", "body": body})

    def _headers(
        self,
        request: Request,
        route: Route | None,
        answer: Answer | LiveAnswer,
        verdict: Verdict | None,
    ) -> list[Header]:
        page = _is_page(request, route)
        ours = (
            *standing(
                page=page,
                alone=stands_alone(request.path),
                secure=self._secure,
            ),
            *(rate(verdict) if verdict and not (page and is_shared(answer)) else ()),
            (b"x-request-id", request.request_id.encode()),
        )
        own = {name for name, _ in answer.headers}
        return [
            (b"content-type", answer.type),
            *(header for header in ours if header[0] not in own),
            *(header for header in answer.headers if header[1]),  # an empty one only takes away
            *request.cookies_out,
        ]


async def _stream(request: Request, answer: LiveAnswer, headers: list[Header], line: Line) -> None:
    await line.send({"type": "http.response.start", "status": answer.status, "headers": headers})
    if request.method != "HEAD":
        await answer.run(line)
    await line.send({"type": "http.response.body", "body": b""})


def _admit(tx: ReadTransaction, request: Request, route: Route) -> None:
    request.viewer = identify(tx, request, route)
    permit(request.viewer, route)


def _is_bounded(route: Route, bound: dict[str, Any]) -> bool:
    return route.bounded if isinstance(route.bounded, bool) else route.bounded(bound["form"])


def _handler(request: Request, route: Route) -> Callable[..., Any]:
    """Return what answers: for a form that is not from our pages, at most what shows it again."""
    if not route.is_page or request.method not in _CHANGES:
        return route.handler
    try:
        check_csrf(request)
    except Forbidden:
        if route.expired is None:
            raise
        return route.expired
    return route.handler


def _as_answer(result: Any) -> Answer | LiveAnswer:
    return result if isinstance(result, Answer | LiveAnswer) else json_answer(result)


def _is_page(request: Request, route: Route | None) -> bool:
    return route.is_page if route else not request.path.startswith(_API_PATHS)
