"""Carries what is published from process to process: one batch every twentieth of a second."""

import asyncio
import contextlib
import logging
import secrets
from typing import Final

import msgspec

from arengo.bus.in_process import Bus
from arengo.bus.model import Message
from arengo.storage.wire import LONGEST_TEXT, Wire

EVERY_S: Final = 0.05
LAST_S: Final = 2.0
MOST_WAITING: Final = 10_000
_log = logging.getLogger("arengo.bus")
_encoder: Final = msgspec.json.Encoder()
_decoder: Final = msgspec.json.Decoder(tuple[str, list[tuple[str, str, int, tuple[int, ...]]]])


class Relay:
    """Speaks for one process and hears the others; a message more than can wait is lost."""

    def __init__(self, bus: Bus, wire: Wire) -> None:
        """Carry between `bus` and whoever is on `wire`."""
        self._bus = bus
        self._wire = wire
        self._name = secrets.token_hex(8)
        self._waiting: list[Message] = []
        self._something = asyncio.Event()
        self._sending = asyncio.Lock()
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin to carry."""
        self._bus.on_publish.append(self._take)
        self._tasks = [
            asyncio.create_task(self._wire.listen(self._hear)),
            asyncio.create_task(self._speak()),
        ]

    async def stop(self) -> None:
        """Carry what was said, then no more: the process of a command ends right after it."""
        if self._tasks:
            self._bus.on_publish.remove(self._take)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LAST_S):
                await self._send()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks = []

    def _take(self, message: Message) -> None:
        if len(self._waiting) < MOST_WAITING:
            self._waiting.append(message)
            self._something.set()

    async def _speak(self) -> None:
        while True:
            await self._something.wait()
            await asyncio.sleep(EVERY_S)  # what comes meanwhile goes along
            self._something.clear()
            await self._send()

    async def _send(self) -> None:
        async with self._sending:
            some, self._waiting = self._waiting, []
            if some:
                await self._wire.send(self._texts(some))

    def _texts(self, messages: list[Message]) -> list[str]:
        """Return the messages in as few texts as they fit into."""
        texts: list[str] = []
        rows: list[bytes] = []
        size = 0
        for message in messages:
            row = _encoder.encode((message.topic, message.kind, message.id, message.more))
            if rows and size + len(row) > LONGEST_TEXT:
                texts.append(self._text(rows))
                rows, size = [], 0
            rows.append(row)
            size += len(row) + 1
        return [*texts, self._text(rows)] if rows else texts

    def _text(self, rows: list[bytes]) -> str:
        return f'["{self._name}",[{b",".join(rows).decode()}]]'

    def _hear(self, text: str) -> None:
        try:
            name, rows = _decoder.decode(text)
        except msgspec.DecodeError:
            _log.warning("a message of another process cannot be read; is it of this version?")
            return
        if name != self._name:
            for row in rows:
                self._bus.deliver(Message(*row))
