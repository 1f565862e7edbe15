"""The client: one request and its redirects, within reach, in time, not larger than allowed."""

import asyncio
import ssl
from collections.abc import Mapping
from typing import Final

import aiohttp
from yarl import URL

from arengo.providers.egress.connecting import connector
from arengo.providers.egress.model import Incoming, Outgoing, Refused, Unreachable
from arengo.providers.egress.names import Lookup, SystemLookup
from arengo.providers.egress.reach import Reach
from arengo.providers.egress.unpacking import ENCODINGS, PIECE_BYTES, whole_body
from arengo.providers.egress.urls import next_url, read_url

_MOVED: Final = frozenset((301, 302, 303, 307, 308))
_FOLLOWS: Final = frozenset(("GET", "HEAD"))
_SECRETS: Final = frozenset(("authorization", "cookie", "proxy-authorization"))
_OURS: Final = frozenset(("host", "accept-encoding", "content-length", "transfer-encoding"))


class Client:
    """Sends requests to other servers; opens nothing before the first one."""

    def __init__(
        self,
        *,
        user_agent: str,
        reach: Reach,
        lookup: Lookup | None,
        tls: ssl.SSLContext | None,
    ) -> None:
        """Reach only what `reach` says; `lookup` and `tls` stand in for those of the system."""
        self._user_agent = user_agent
        self._reach = reach
        self._names = SystemLookup()
        self._lookup: Lookup = lookup or self._names
        self._tls: ssl.SSLContext | bool = tls or True
        self._session: aiohttp.ClientSession | None = None

    async def send(
        self,
        outgoing: Outgoing,
        *,
        most_bytes: int,
        timeout_s: float,
        redirects: int,
        cut: bool,
    ) -> Incoming:
        """Return the answer, whatever its status; raise Refused or Unreachable."""
        url = read_url(outgoing.url)
        headers = _headers(outgoing.headers)
        try:
            async with asyncio.timeout(timeout_s):
                for _ in range(redirects + 1):
                    answer = await self._hop(outgoing, url, headers, most_bytes, cut=cut)
                    if not isinstance(answer, URL):
                        return answer
                    headers = _headers_at(answer, headers, before=url)
                    url = answer
        except TimeoutError as error:
            raise Unreachable("no answer in time") from error
        except (aiohttp.ClientError, OSError, UnicodeError) as error:
            raise Unreachable(f"no answer: {type(error).__name__}") from error
        raise Refused("the redirects do not end")

    async def close(self) -> None:
        """Close every connection."""
        self._names.close()
        if self._session:
            await self._session.close()
            self._session = None

    async def _hop(
        self,
        outgoing: Outgoing,
        url: URL,
        headers: Mapping[str, str],
        most_bytes: int,
        *,
        cut: bool,
    ) -> Incoming | URL:
        """Return the answer, or where the next one is to be asked for."""
        async with self._opened().request(
            outgoing.method,
            url,
            headers=headers,
            data=outgoing.body,
            allow_redirects=False,
            ssl=self._tls,
        ) as answer:
            location = answer.headers.get("location")
            if answer.status in _MOVED and location and outgoing.method in _FOLLOWS:
                return next_url(url, location)
            body = await whole_body(
                answer.content.iter_chunked(PIECE_BYTES),
                encoding=answer.headers.get("content-encoding", ""),
                most_bytes=most_bytes,
                cut=cut,
            )
            return Incoming(
                status=answer.status,
                url=str(url),
                headers={name.lower(): value for name, value in answer.headers.items()},
                body=body,
            )

    def _opened(self) -> aiohttp.ClientSession:
        if self._session is None:
            self._session = aiohttp.ClientSession(
                connector=connector(self._reach, self._lookup),
                cookie_jar=aiohttp.DummyCookieJar(),
                headers={"User-Agent": self._user_agent, "Accept-Encoding": ENCODINGS},
                timeout=aiohttp.ClientTimeout(total=None),
                skip_auto_headers=("Content-Type",),
                auto_decompress=False,
                trust_env=False,
            )
        return self._session


def _headers(given: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in given.items() if name.lower() not in _OURS}


def _headers_at(url: URL, headers: dict[str, str], *, before: URL) -> dict[str, str]:
    """Return what may be told to the next server: secrets only to the one they were meant for."""
    if url.origin() == before.origin():
        return headers
    return {name: value for name, value in headers.items() if name.lower() not in _SECRETS}
