"""Starts a throw-away PostgreSQL cluster on a private port for the tests and for the bench."""

import asyncio
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from arengo.storage.listeners import Listeners
from tests.ports import free_port

PATIENCE_S = 300  # takes seconds; a machine may be slow, and others may work on it


def _programs() -> Path:
    versions = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not versions:
        raise RuntimeError("PostgreSQL is not installed: run scripts/setup --dev")
    return versions[-1].parent


def _as_postgres(*command: str | Path | int) -> None:
    """Run a command as a user that PostgreSQL accepts: it refuses root."""
    words = [str(word) for word in command]
    if os.geteuid() == 0:
        words = ["runuser", "-u", "postgres", "--", *words]
    subprocess.run(words, check=True, capture_output=True, cwd="/", timeout=PATIENCE_S)


@contextmanager
def postgres_cluster(more: str = "") -> Iterator[str]:
    """Yield the URL of an empty cluster's `postgres` database; it is thrown away afterwards.

    It is started with `more` options: `-c name=value`.
    """
    programs, port = _programs(), free_port()
    memory = Path("/dev/shm")
    parent = memory if os.access(memory, os.W_OK) else None
    home = Path(tempfile.mkdtemp(prefix="arengo-pg-", dir=parent))
    if os.geteuid() == 0:
        shutil.chown(home, "postgres")
    data = home / "data"
    try:
        _as_postgres(
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
            "--no-sync",
        )
        options = (
            f"-p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={home} "
            "-c fsync=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=128MB "
            + more
        )
        _as_postgres(
            programs / "pg_ctl",
            *("-D", data, "-w", "-t", PATIENCE_S, "-l", home / "log", "-o", options, "start"),
        )
        try:
            yield f"postgresql://postgres@127.0.0.1:{port}/postgres"
        finally:
            _as_postgres(
                programs / "pg_ctl", "-D", data, "-t", PATIENCE_S, "-m", "immediate", "stop"
            )
    finally:
        shutil.rmtree(home, ignore_errors=True)


def make_database(cluster_url: str, name: str, *, template: str = "template1") -> str:
    """Create a database in the cluster and return its URL."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return cluster_url.rsplit("/", 1)[0] + f"/{name}"


def drop_database(cluster_url: str, name: str) -> None:
    """Remove a database and everybody who is connected to it."""
    with psycopg.connect(cluster_url, autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def migrate_database(url: str, *, partitions: int) -> None:
    """Bring an empty database to the newest schema, cut by hash of the bucket."""
    from arengo.storage.postgresql.engine import PostgresDatabase  # noqa: PLC0415

    async def migrate() -> None:
        db = PostgresDatabase(url, Listeners(), partitions=partitions)
        await db.start()
        await db.stop()

    asyncio.run(migrate())
