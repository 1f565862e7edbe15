"""The server's side of the control socket."""

import asyncio
import contextlib
import logging
from collections.abc import AsyncIterator

import msgspec

from arengo.base.errors import Refusal
from arengo.control import verbs  # noqa: F401  importing them declares the commands
from arengo.control.addresses import NAME, listen
from arengo.control.commands import run_command
from arengo.control.protocol import (
    LONGEST_LINE,
    Answer,
    Progress,
    Refused,
    Result,
    read_question,
    to_line,
)
from arengo.gate.site import Site

_log = logging.getLogger("arengo.control")


@contextlib.asynccontextmanager
async def control_socket(site: Site) -> AsyncIterator[None]:
    """Answer commands as long as the block lasts; the first process of a data folder does."""
    listening = listen(site.settings.data)
    if listening is None:
        _log.info("another process answers the commands of this site")
        yield
        return
    conversations: set[asyncio.Task[None]] = set()

    def begin(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(_converse(site, reader, writer))
        conversations.add(task)
        task.add_done_callback(conversations.discard)

    server = await asyncio.start_unix_server(begin, sock=listening, limit=LONGEST_LINE)
    try:
        yield
    finally:
        (site.settings.data / NAME).unlink(missing_ok=True)
        server.close()
        for task in conversations:
            task.cancel()
        await asyncio.gather(*conversations, return_exceptions=True)


async def _converse(site: Site, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Answer one client's questions, one after the other, until it leaves."""
    with contextlib.suppress(ConnectionError, asyncio.IncompleteReadError):
        try:
            while line := await reader.readline():
                writer.write(to_line(await _answer(site, line, writer)))
                await writer.drain()
        finally:
            writer.close()


async def _answer(site: Site, line: bytes, writer: asyncio.StreamWriter) -> Answer:
    def tell(done: int, total: int, words: str) -> None:
        writer.write(to_line(Progress(done, total, words)))

    try:
        question = read_question(line)
        _log.info("command", extra={"facts": {"command": question.command}})
        return Result(await run_command(site, question.command, question.arguments, tell))
    except msgspec.DecodeError as error:
        return Refused(f"That is no command: {error}")
    except Refusal as refusal:
        return Refused(refusal.message)
    except Exception:  # noqa: BLE001  a broken command must not end the server
        _log.exception("a command failed")
        return Refused("The command failed inside the server; its log says where.")
