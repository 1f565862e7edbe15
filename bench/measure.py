"""What is measured on an engine, row by row."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench import asked
from bench.arriving import arrive
from bench.data import Generated, Size
from bench.filling import fill
from bench.load import Timing, ask, request_bytes
from bench.pictures import photographs
from bench.process import Server, free_port, running, serving
from bench.streams import HEARING, IDLE, POSTS, reach, weight_mb

WARM_UP: Final = 600
WRITERS: Final = 64
PHOTOGRAPHS: Final = 8


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
    site = await fill(data, url, size, with_search=asked.searches(only))
    rows: list[Measured] = []
    with serving(data, url, {}) as server:
        start, idle = server.start_s, server.resident_mb()
        for what, questions in asked.reads(site).items():
            if only in what:
                rows.append(await _row(name, what, server, questions, requests))
        if only:
            return [await _with_ratio(row, data) for row in rows]
        rows.append(await _writes(name, server, site, requests))
        rows.append(await _reads_beside_writes(name, server, site, requests))
        rows.append(_fact(name, "cold start to the first 200, s", start))
        rows.append(_fact(name, "memory idle, MB", idle))
        rows.append(_fact(name, "memory after the load, MB", server.resident_mb()))
        uploads = await _uploads(name, server, site)
        uploads.append(await _arriving(name, server, site))
    with serving(data, url, {}) as server:
        rows += await _live(name, server, site)
    with serving(data, url, {"ARENGO_FRAGMENT_CACHE_BYTES": "0"}) as server:
        homes = asked.reads(site)["home, 500 viewers"]
        rows.append(await _row(name, "home, cold fragments", server, homes, requests // 4))
    return [await _with_ratio(row, data) for row in rows] + uploads


async def _row(
    name: str, what: str, server: Server, questions: list[bytes], requests: int
) -> Measured:
    await ask(server.port, questions, times=min(WARM_UP, requests))
    before = server.cpu_ns()
    timing = await ask(server.port, questions, times=requests)
    return _measured(name, what, server.cpu_ns() - before, timing)


async def _writes(name: str, server: Server, site: Generated, requests: int) -> Measured:
    posts = asked.posts(site)
    await ask(server.port, posts, times=WARM_UP, connections=WRITERS)
    before = server.cpu_ns()
    timing = await ask(server.port, posts, times=requests, connections=WRITERS)
    return _measured(name, asked.CREATE, server.cpu_ns() - before, timing)


async def _uploads(name: str, server: Server, site: Generated) -> list[Measured]:
    """Upload images from a phone; the CPU is that of the server and of who decodes for it."""
    rows = []
    for what, request in photographs(site.tokens[0]).items():
        await ask(server.port, [request], times=1, connections=1)
        before = server.cpu_ns()
        timing = await ask(server.port, [request], times=PHOTOGRAPHS, connections=1)
        rows.append(_measured(name, what, server.cpu_ns() - before, timing))
    return rows


async def _reads_beside_writes(
    name: str, server: Server, site: Generated, requests: int
) -> Measured:
    """Time homes while 64 writers post; the CPU is that of both, so only latencies are told."""
    homes = asked.reads(site)["home, 500 viewers"]
    writing = asyncio.create_task(
        ask(server.port, asked.posts(site), times=requests * 4, connections=WRITERS)
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


async def _arriving(name: str, server: Server, site: Generated) -> Measured:
    before = server.cpu_ns()
    timing = await arrive(server, site)
    return _measured(name, "a post of an archive", server.cpu_ns() - before, timing)


def _measured(name: str, what: str, cpu_ns: int, timing: Timing) -> Measured:
    return Measured(
        engine=name,
        what=what,
        cpu_us=cpu_ns / len(timing.seconds) / 1_000,
        ratio=None,
        per_second=timing.per_second,
        p50_ms=timing.quantile(0.5),
        p99_ms=timing.quantile(0.99),
        body_bytes=timing.body_bytes,
    )


async def _live(name: str, server: Server, site: Generated) -> list[Measured]:
    """Weigh idle sockets and time a post's way to many; the CPU is that of a whole post."""
    weight = await weight_mb(server, site)
    before = server.cpu_ns()
    timing = await reach(server, site)
    cpu_us = (server.cpu_ns() - before) / POSTS / 1_000
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
