"""PostgreSQL for one test after the other: sessions that stay open, and tables swept in between."""

import asyncio
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Any, ClassVar, Self

import psycopg
import pytest
from psycopg.pq import TransactionStatus
from psycopg_pool import ConnectionPool
from typing_extensions import override

from arengo.storage.postgresql import engine, notices


class KeptSession(psycopg.Connection[Any]):
    """A session that outlives the site that opened it: a new one learns six hundred tables anew.

    Only those to the address `kept` are, and the next site gets them as they were at the start.
    """

    kept: ClassVar[str] = ""
    free: ClassVar[list["KeptSession"]] = []
    _is_kept = False

    @classmethod
    @override
    def connect(cls, conninfo: str = "", **options: Any) -> Self:
        while conninfo == cls.kept and cls.free:
            session = cls.free.pop()
            with suppress(psycopg.OperationalError):  # somebody has ended it
                session.begin_anew()
                return session  # type: ignore[return-value]  # there is no other class of them
            session.end()
        session = super().connect(conninfo, **options)
        session._is_kept = conninfo == cls.kept
        session.prepared_max = 1000  # it meets every statement that we have
        return session

    def begin_anew(self) -> None:
        """Forget everything that a client can set, though not how statements are planned."""
        self.autocommit = True
        self.execute(_FORGET)
        self.autocommit = False

    @override
    def close(self) -> None:
        idle = not self.closed and self.info.transaction_status == TransactionStatus.IDLE
        if self._is_kept and idle:
            self.free.append(self)
        else:
            self.end()

    def end(self) -> None:
        """Close it indeed."""
        super().close()


class KeptLine(psycopg.AsyncConnection[Any]):
    """The same for the sessions that listen and speak: each site has two for a few words."""

    kept: ClassVar[str] = ""
    free: ClassVar[list["KeptLine"]] = []
    _is_kept = False

    @classmethod
    @override
    async def connect(cls, conninfo: str = "", **options: Any) -> Self:
        while conninfo == cls.kept and cls.free:
            line = cls.free.pop()
            if await line.begin_anew():
                return line  # type: ignore[return-value]  # there is no other class of them
            await line.end()
        line = await super().connect(conninfo, **options)
        line._is_kept = conninfo == cls.kept
        return line

    async def begin_anew(self) -> bool:
        """Hear nothing of what was said until now, in the loop of now; False if it is dead."""
        self.lock = asyncio.Lock()
        try:
            await self.execute("UNLISTEN *")
        except psycopg.OperationalError:
            return False
        except asyncio.CancelledError:  # nobody will get it who could close it
            self.pgconn.finish()
            raise
        self._notifies_backlog = deque()
        return True

    @override
    async def close(self) -> None:
        idle = not self.closed and self.info.transaction_status == TransactionStatus.IDLE
        if self._is_kept and idle and await self.begin_anew():
            self.free.append(self)
        else:
            await self.end()

    async def end(self) -> None:
        """Close it indeed."""
        await super().close()


_FORGET = """
CLOSE ALL; SET SESSION AUTHORIZATION DEFAULT; RESET ALL; UNLISTEN *;
SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES
"""


@contextmanager
def kept_sessions(url: str) -> Iterator[None]:
    """Let the sites on `url` use the sessions that earlier ones gave back."""
    pool = partial(ConnectionPool, connection_class=KeptSession)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(KeptSession, "kept", url)
        patch.setattr(engine, "connect", KeptSession.connect)
        patch.setattr(engine, "ConnectionPool", pool)
        patch.setattr(KeptLine, "kept", url)
        patch.setattr(notices, "AsyncConnection", KeptLine)
        yield
    while KeptSession.free:
        KeptSession.free.pop().end()
    for line in KeptLine.free:
        line.pgconn.finish()
    KeptLine.free.clear()


_TABLES = """
SELECT relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND relkind IN ('r', 'p') AND NOT relispartition
  AND relname <> 'schema_migrations'
"""
_END_STRANGERS = """
SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND pid <> ALL(%s)
"""


class Broom:
    """Removes every row. TRUNCATE would take ten times as long, and make every session forget."""

    def __init__(self, url: str) -> None:
        """Take hold of it for one database."""
        self._url = url
        self._session = self._open()

    def sweep(self) -> None:
        """Leave nothing, after ending whatever an earlier test left open."""
        kept = [each.info.backend_pid for each in (*KeptSession.free, *KeptLine.free)]
        try:
            self._session.execute(_END_STRANGERS, [kept])
        except psycopg.OperationalError:  # the test before has ended all sessions
            self._session = self._open()
            self._session.execute(_END_STRANGERS, [kept])
        self._session.execute("SELECT pg_temp.sweep()")

    def keep(self, name: str) -> str:
        """Keep all rows beside the tables; returns what brings them back into empty ones."""
        run = self._session.execute
        run(f"CREATE SCHEMA {name}".encode())
        filled = [t for t in self._tables if run(f"TABLE {t} LIMIT 1".encode()).fetchone()]
        for table in filled:
            run(f"CREATE TABLE {name}.{table} AS TABLE public.{table}".encode())
        steps = " ".join(f"INSERT INTO {t} TABLE {name}.{t};" for t in filled)
        head = f"CREATE FUNCTION {name}.restore() RETURNS void LANGUAGE plpgsql AS"
        run(f"{head} $$BEGIN {steps} END$$".encode())
        return f"SELECT {name}.restore()"

    def restore(self, rows: str) -> None:
        """Bring back what was kept."""
        self._session.execute(rows.encode())

    def _open(self) -> psycopg.Connection[Any]:
        session = psycopg.connect(self._url, autocommit=True)
        self._tables = [name for (name,) in session.execute(_TABLES)]
        steps = [f"IF EXISTS (SELECT FROM {t}) THEN DELETE FROM {t}; END IF;" for t in self._tables]
        body = f"BEGIN {' '.join(steps)} END"
        head = "CREATE FUNCTION pg_temp.sweep() RETURNS void LANGUAGE plpgsql AS"
        session.execute(f"{head} $${body}$$".encode())
        return session

    def close(self) -> None:
        """Put it away."""
        self._session.close()
