"""Another server, played on this machine: it answers as it was told and remembers who asked."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as it arrived."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes


@dataclass(slots=True)
class Elsewhere:
    """What it answers, by path, and what it was asked."""

    origin: str = ""
    answers: dict[str, bytes] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)

    def url(self, path: str) -> str:
        """Return the address of something here."""
        return self.origin + path

    def says(
        self,
        path: str,
        body: bytes | str = b"",
        *,
        status: int = 200,
        content_type: str = "text/html; charset=utf-8",
        **headers: str,
    ) -> str:
        """Answer a path from now on; returns its address."""
        data = body.encode() if isinstance(body, str) else body
        lines = [f"HTTP/1.1 {status} Said", f"Content-Type: {content_type}"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        lines += [f"Content-Length: {len(data)}", "Connection: close", "", ""]
        return self.sends(path, "\r\n".join(lines).encode() + data)

    def sends(self, path: str, raw: bytes) -> str:
        """Answer a path with these very bytes, HTTP or not; returns its address."""
        self.answers[path] = raw
        return self.url(path)

    def asked_for(self, path: str) -> int:
        """Return how often somebody asked for a path."""
        return sum(each.target == path for each in self.asked)

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request and hang up."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
            first, *rest = head.split("\r\n")
            method, target, _ = first.split(" ", 2)
            headers = {name.lower(): value for name, _, value in (x.partition(": ") for x in rest)}
            body = await reader.readexactly(int(headers.get("content-length", "0")))
            self.asked.append(Asked(method, target, headers, body))
            absent = b"HTTP/1.1 404 Absent\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
            writer.write(self.answers.get(target, absent))
            await writer.drain()
        except (OSError, EOFError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def elsewhere(
    host: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncIterator[Elsewhere]:
    """Play another server for a while."""
    there = Elsewhere()
    server = await asyncio.start_server(there.serve, host, port, ssl=tls)
    port = server.sockets[0].getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    there.origin = f"{'https' if tls else 'http'}://{shown}:{port}"
    try:
        yield there
    finally:
        server.close()
        await server.wait_closed()
