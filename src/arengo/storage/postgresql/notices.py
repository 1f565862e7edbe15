"""LISTEN and NOTIFY: a wire between processes on connections of their own, outside the pool.

Behind pgbouncer in transaction mode nothing would be heard: the URL must lead to PostgreSQL itself.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from typing import Final

from psycopg import AsyncConnection, OperationalError
from typing_extensions import override

from arengo.storage.wire import Wire

CHANNEL: Final = "arengo_bus"
_PAUSE_S: Final = 1.0
_log = logging.getLogger("arengo.storage")


class Notices(Wire):
    """One connection listens, another one speaks; never in anybody's transaction."""

    def __init__(self, url: str) -> None:
        """Connect to `url` when there is something to say or to hear."""
        self._url = url
        self._speaking: AsyncConnection | None = None
        self.is_listening = asyncio.Event()

    @override
    async def send(self, texts: Sequence[str]) -> None:
        """Say some texts in one statement; a connection that broke is opened again next time."""
        try:
            if self._speaking is None:
                self._speaking = await AsyncConnection.connect(self._url, autocommit=True)
            await self._speaking.execute(
                "SELECT pg_notify(%s, text) FROM unnest(%s::text[]) AS text",
                (CHANNEL, list(texts)),
            )
        except OperationalError as error:
            _log.warning("other processes were not told: %s", str(error).partition("\n")[0])
            await self.close()

    @override
    async def listen(self, hear: Callable[[str], None]) -> None:
        """Hear everybody, until this is cancelled."""
        while True:
            try:
                await self._listen(hear)
            except OperationalError as error:
                _log.warning("nothing is heard of others: %s", str(error).partition("\n")[0])
            finally:
                self.is_listening.clear()
            await asyncio.sleep(_PAUSE_S)

    async def close(self) -> None:
        """Close the speaking connection."""
        speaking, self._speaking = self._speaking, None
        if speaking is not None:
            await speaking.close()

    async def _listen(self, hear: Callable[[str], None]) -> None:
        connection = await AsyncConnection.connect(self._url, autocommit=True)
        try:
            await connection.execute(f"LISTEN {CHANNEL}")
            self.is_listening.set()
            async for notice in connection.notifies():
                hear(notice.payload)
        finally:
            await connection.close()
