"""The client that tests ask a site with: httpx, without what only a network needs."""

import asyncio
from collections.abc import Callable
from functools import lru_cache
from typing import Any

import httpx
from httpx import USE_CLIENT_DEFAULT
from typing_extensions import override

# An address is read from left to right, sign by sign, and tests ask for the same ones again.
_address = lru_cache(maxsize=4096)(httpx.URL)


class Client(httpx.AsyncClient):
    """Asks an application in this process; requests and answers are those of httpx.

    Half of httpx's time goes into streams, timeouts, proxies and cookies that nobody sets.
    """

    def __init__(self, app: Callable[..., Any], *, origin: str, headers: dict[str, str]) -> None:
        """Ask `app`, which stands at `origin`."""
        transport = httpx.ASGITransport(app=self._pass_on)
        super().__init__(transport=transport, base_url=origin, headers=headers, trust_env=False)
        self.app = app
        self._origin = origin

    @override
    def build_request(self, method: str, url: httpx.URL | str, **options: Any) -> httpx.Request:
        if isinstance(url, str) and url.startswith("/") and url[1:2] != "/" and "#" not in url:
            url = _address(self._origin + url)
        return super().build_request(method, url, **options)

    @override
    async def send(
        self,
        request: httpx.Request,
        *,
        stream: bool = False,
        auth: Any = USE_CLIENT_DEFAULT,
        follow_redirects: Any = USE_CLIENT_DEFAULT,
    ) -> httpx.Response:
        goes_on = follow_redirects is True or self.follow_redirects
        if stream or goes_on or auth is not USE_CLIENT_DEFAULT:
            return await super().send(
                request, stream=stream, auth=auth, follow_redirects=follow_redirects
            )
        answer = await _ask(self.app, request)
        if any(name == b"set-cookie" for name, _ in answer.headers.raw):
            self.cookies.extract_cookies(answer)
        return answer

    async def _pass_on(self, *asked: Any) -> None:
        await self.app(*asked)


async def _ask(app: Callable[..., Any], request: httpx.Request) -> httpx.Response:
    """Return what an application answers, all of it."""
    chunks = aiter(request.stream)  # type: ignore[arg-type]  # those of an AsyncClient are
    has_said_all = False
    answered = asyncio.Event()
    said: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        nonlocal has_said_all
        if has_said_all:
            await answered.wait()
            return {"type": "http.disconnect"}
        async for chunk in chunks:
            return {"type": "http.request", "body": chunk, "more_body": True}
        has_said_all = True
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: dict[str, Any]) -> None:
        assert not answered.is_set()
        assert message["type"] == f"http.response.{'body' if said else 'start'}"
        said.append(message)
        if len(said) > 1 and not message.get("more_body", False):
            answered.set()

    await app(_scope(request), receive, send)
    assert answered.is_set()
    return _answer(request, said)


def _scope(request: httpx.Request) -> dict[str, Any]:
    url = request.url
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "scheme": url.scheme,
        "path": url.path,
        "raw_path": url.raw_path.split(b"?")[0],
        "query_string": url.query,
        "server": (url.host, url.port),
        "client": ("127.0.0.1", 123),
        "root_path": "",
    }


def _answer(request: httpx.Request, said: list[dict[str, Any]]) -> httpx.Response:
    start, *parts = said
    body = b"" if request.method == "HEAD" else b"".join(part.get("body", b"") for part in parts)
    answer = httpx.Response(
        start["status"],
        headers=start.get("headers", []),
        stream=httpx.ByteStream(body),
        request=request,
    )
    answer.read()
    return answer
