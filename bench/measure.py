"""What is measured on an engine, row by row."""

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from arengo.config.keys import load_keys
from arengo.social.search.rebuilding import rebuild
from arengo.storage.listeners import Listeners
from arengo.storage.opening import open_database
from arengo.storage.sidecar import SearchFiles
from bench.data import Generated, Size, generate
from bench.load import Timing, ask, request_bytes
from bench.process import Server, free_port, running
from bench.streams import HEARING, IDLE, POSTS, reach, weight_mb

WARM_UP: Final = 600
WRITERS: Final = 64


@dataclass(frozen=True, slots=True)
class Measured:
    """One row of the table. `ratio` is CPU over that of constant bytes of the same size."""

    engine: str
    what: str
    cpu_us: float
    ratio: float | None
    per_second: float
    p50_ms: float
    p99_ms: float
    body_bytes: int


async def measure_engine(
    name: str, data: Path, url: str | None, size: Size, requests: int, *, only: str = ""
) -> list[Measured]:
    """Fill a site on one engine and measure everything on it."""
    data.mkdir(parents=True)  # noqa: ASYNC240  nobody else waits in this loop
    site = await _fill(data, url, size)
    rows: list[Measured] = []
    async with _served(data, url, {}) as server:
        start, idle = server.start_s, server.resident_mb()
        for what, asked in _reads(site).items():
            if only not in what:
                continue
            rows.append(await _row(name, what, server, asked, requests))
        rows.append(await _writes(name, server, site, requests))
        rows.append(await _reads_beside_writes(name, server, site, requests))
        rows.append(_fact(name, "cold start to the first 200, s", start))
        rows.append(_fact(name, "memory idle, MB", idle))
        rows.append(_fact(name, "memory after the load, MB", server.resident_mb()))
    async with _served(data, url, {}) as server:
        rows += await _live(name, server, site)
    async with _served(data, url, {"ARENGO_FRAGMENT_CACHE_BYTES": "0"}) as server:
        homes = _reads(site)["home, 500 viewers"]
        rows.append(await _row(name, "home, cold fragments", server, homes, requests // 4))
    return [await _with_ratio(row, data) for row in rows]


async def _fill(data: Path, url: str | None, size: Size) -> Generated:
    db = open_database(data, url, Listeners())
    await db.start()
    files = SearchFiles(data / "search")
    try:
        site = await generate(db, load_keys(data), size)
        await rebuild(db, files, tell=lambda *_: None)
    finally:
        await db.stop()
        files.close()
    return site


@asynccontextmanager
async def _served(data: Path, url: str | None, env: dict[str, str]) -> AsyncIterator[Server]:
    port = free_port()
    settings = {
        "ARENGO_DATA": str(data),
        "ARENGO_PORT": str(port),
        "ARENGO_METRICS_BIND": "",
        "ARENGO_PROFILE": "test",
        **env,
    }
    if url:
        settings["ARENGO_DATABASE_URL"] = url
    command = ("-m", "arengo", "serve", "--port", str(port), "--data", str(data))
    with running(
        *command, port=port, ready_path="/health", env=settings, log=data / "log"
    ) as server:
        yield server


def _reads(site: Generated) -> dict[str, list[bytes]]:
    def each(path: str) -> list[bytes]:
        return [request_bytes(path, token=token) for token in site.tokens]

    def over(pattern: str, ids: Sequence[int]) -> list[bytes]:
        tokens = site.tokens
        return [
            request_bytes(pattern.format(each), token=tokens[n % len(tokens)])
            for n, each in enumerate(ids)
        ]

    homes = each("/api/v1/timelines/home")
    return {
        "home, 500 viewers": homes,
        # bench.data: every tenth viewer follows 200 people, half of all follow 50
        "home, 50 followees": homes[1::2],
        "home, 200 followees": homes[::10],
        "public": each("/api/v1/timelines/public"),
        "account statuses": over("/api/v1/accounts/{}/statuses", site.accounts[:500]),
        "one status, 5,000 of them": over("/api/v1/statuses/{}", site.posts),
        "context": over("/api/v1/statuses/{}/context", site.posts[:1_000]),
        "account": over("/api/v1/accounts/{}", site.accounts[:1_000]),
        "notifications": each("/api/v1/notifications"),
        # bench.data: every post has these words, and one in a thousand its number
        "search, common words": each("/api/v2/search?type=statuses&q=gulls+%22rye%2C+tell%22"),
        "search, rare word": over("/api/v2/search?type=statuses&q={}", range(997)),
        "search, everything": each("/api/v2/search?q=gulls"),
        "verify_credentials": each("/api/v1/accounts/verify_credentials"),
        "instance": [request_bytes("/api/v2/instance")],
    }


async def _row(name: str, what: str, server: Server, asked: list[bytes], requests: int) -> Measured:
    await ask(server.port, asked, times=min(WARM_UP, requests))
    before = server.cpu_s()
    timing = await ask(server.port, asked, times=requests)
    return _measured(name, what, server.cpu_s() - before, timing)


def _posts(site: Generated) -> list[bytes]:
    return [
        request_bytes(
            "/api/v1/statuses",
            token=token,
            method="POST",
            body=json.dumps({"status": f"A post for the bench, number {n}."}).encode(),
        )
        for n, token in enumerate(site.tokens)
    ]


async def _writes(name: str, server: Server, site: Generated, requests: int) -> Measured:
    asked = _posts(site)
    await ask(server.port, asked, times=WARM_UP, connections=WRITERS)
    before = server.cpu_s()
    timing = await ask(server.port, asked, times=requests, connections=WRITERS)
    return _measured(name, "create a post, 64 writers, durable", server.cpu_s() - before, timing)


async def _reads_beside_writes(
    name: str, server: Server, site: Generated, requests: int
) -> Measured:
    """Time homes while 64 writers post; the CPU is that of both, so only latencies are told."""
    homes = _reads(site)["home, 500 viewers"]
    writing = asyncio.create_task(
        ask(server.port, _posts(site), times=requests * 4, connections=WRITERS)
    )
    timing = await ask(server.port, homes, times=requests // 4, connections=1)
    writing.cancel()
    await asyncio.gather(writing, return_exceptions=True)
    return Measured(
        name,
        "home while 64 writers post",
        0,
        None,
        timing.per_second,
        timing.quantile(0.5),
        timing.quantile(0.99),
        timing.body_bytes,
    )


def _measured(name: str, what: str, cpu_s: float, timing: Timing) -> Measured:
    return Measured(
        engine=name,
        what=what,
        cpu_us=cpu_s / len(timing.seconds) * 1e6,
        ratio=None,
        per_second=timing.per_second,
        p50_ms=timing.quantile(0.5),
        p99_ms=timing.quantile(0.99),
        body_bytes=timing.body_bytes,
    )


async def _live(name: str, server: Server, site: Generated) -> list[Measured]:
    """Weigh idle sockets and time a post's way to many; the CPU is that of a whole post."""
    weight = await weight_mb(server, site)
    before = server.cpu_s()
    timing = await reach(server, site)
    cpu_us = (server.cpu_s() - before) / POSTS * 1e6
    what = f"a post reaching {HEARING:,} WebSockets"
    p50, p99 = timing.quantile(0.5), timing.quantile(0.99)
    row = Measured(name, what, cpu_us, None, POSTS / timing.wall_s, p50, p99, timing.body_bytes)
    return [_fact(name, f"memory with {IDLE:,} idle WebSockets, MB", weight), row]


def _fact(name: str, what: str, value: float) -> Measured:
    return Measured(name, what, value, None, 0, 0, 0, 0)


async def _with_ratio(row: Measured, data: Path) -> Measured:
    """Measure constant bytes of the same size, in the same run."""
    if row.body_bytes < 2 or not row.cpu_us:  # noqa: PLR2004  nothing, or no answer of ours
        return row
    port = free_port()
    command = ("-m", "bench.ceiling", str(port), str(row.body_bytes))
    with running(*command, port=port, ready_path="/", env={}, log=data / "log") as server:
        ceiling = await _row(row.engine, "ceiling", server, [request_bytes("/")], 6_000)
    return Measured(
        row.engine,
        row.what,
        row.cpu_us,
        row.cpu_us / ceiling.cpu_us,
        row.per_second,
        row.p50_ms,
        row.p99_ms,
        row.body_bytes,
    )
