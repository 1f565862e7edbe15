"""`scripts/bench`: fills a site, measures both engines, prints the table."""

import argparse
import asyncio
import os
import platform
import resource
import shutil
import sqlite3
import sys
import sysconfig
import tempfile
from pathlib import Path

from bench.against import compare
from bench.data import Size
from bench.measure import Measured, measure_engine
from bench.process import LOAD_CORE
from bench.report import write_table
from tests.postgres import make_database, postgres_cluster


def main() -> None:
    """Measure what was asked for; exits non-zero only when it cannot measure."""
    options = _options()
    os.sched_setaffinity(0, {LOAD_CORE})
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))  # thousands of sockets, on both sides
    size = Size(options.accounts, options.posts)
    if options.dir:
        Path(options.dir).mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="arengo-bench-", dir=options.dir))
    try:
        if options.against:
            compare(options.against, folder, size, options.requests, only=options.only)
            return
        results = _measure(options, folder, size)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    write_table(results, _machine(), size, save=options.save)


def _measure(options: argparse.Namespace, folder: Path, size: Size) -> list[Measured]:
    def measure(name: str, place: str, url: str | None, size: Size, only: str) -> list[Measured]:
        rows = measure_engine(name, folder / place, url, size, options.requests, only=only)
        return asyncio.run(rows)

    results: list[Measured] = []
    if options.growth:
        grown = Size(size.accounts * 10, size.posts * 10)
        results += measure("SQLite, ten times the data", "grown", None, grown, "followees")
    if "sqlite" in options.engine:
        results += measure("SQLite", "sqlite", None, size, options.only)
    if "postgresql" in options.engine:
        with postgres_cluster() as cluster:
            url = make_database(cluster, "bench")
            results += measure("PostgreSQL", "postgresql", url, size, options.only)
    return results


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/bench", description=__doc__)
    parser.add_argument(
        "--engine", nargs="+", default=["sqlite", "postgresql"], choices=["sqlite", "postgresql"]
    )
    parser.add_argument("--accounts", type=int, default=10_000)
    parser.add_argument("--posts", type=int, default=200_000)
    parser.add_argument("--requests", type=int, default=4_000, help="per row of the table")
    parser.add_argument("--growth", action="store_true", help="homes at ten times the data too")
    parser.add_argument(
        "--against", metavar="REVISION", help="this tree beside another revision, row by row"
    )
    parser.add_argument("--only", default="", help="rows whose name contains this")
    parser.add_argument("--dir", default=None, help="where the sites are put: a real disk")
    parser.add_argument(
        "--save", action="store_true", help="write the table into docs/performance.md"
    )
    return parser.parse_args()


def _machine() -> str:
    optimised = "--enable-optimizations" in (sysconfig.get_config_var("CONFIG_ARGS") or "")
    build = "optimised build" if optimised else "plain build"
    return (
        f"Python {platform.python_version()} ({build}), SQLite {sqlite3.sqlite_version}, "
        f"{os.cpu_count()} cores, {sys.platform}"
    )


if __name__ == "__main__":
    main()
