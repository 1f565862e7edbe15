"""One worker process from outside: started clean, asked over pipes, killed when in doubt."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final

import msgspec

import arengo
from arengo.providers.images.model import Answer, Question

_LENGTH_BYTES: Final = 4
_MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
_decoder: Final = msgspec.msgpack.Decoder(Answer)


class WorkerDied(Exception):
    """The worker ended, or said what no worker says."""


class Worker:
    """A running worker process."""

    def __init__(self, process: Process) -> None:
        """Use `start`."""
        self._process = process
        self.answered = 0

    @classmethod
    async def start(cls, *, memory_bytes: int) -> "Worker":
        """Start a worker that inherits nothing: no environment, no open file but its pipes."""
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *(sys.executable, "-S", "-s", "-P", "-m", "arengo.providers.images.worker"),
                str(memory_bytes),
                stdin=PIPE,
                stdout=PIPE,
                stderr=DEVNULL,
                env={"PYTHONPATH": _import_path(), "LANG": "C.UTF-8", "MALLOC_ARENA_MAX": "1"},
                cwd="/",
                start_new_session=True,
            )
        )
        try:  # NOTE: asyncio waits for ever when it is cancelled while it starts a process
            return cls(await asyncio.shield(starting))
        except asyncio.CancelledError:
            await cls(await starting).kill()
            raise

    @property
    def alive(self) -> bool:
        """Say whether the process still runs, as far as is known."""
        return self._process.returncode is None

    async def ask(self, question: Question) -> Answer:
        """Send a question and wait for its answer; raises WorkerDied."""
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise WorkerDied
        frame = msgspec.msgpack.encode(question)
        try:
            stdin.write(len(frame).to_bytes(_LENGTH_BYTES, "big"))
            stdin.write(frame)
            await stdin.drain()
            size = int.from_bytes(await stdout.readexactly(_LENGTH_BYTES), "big")
            if size > _MAX_ANSWER_BYTES:
                raise WorkerDied
            answer = _decoder.decode(await stdout.readexactly(size))
        except (OSError, EOFError, msgspec.MsgspecError) as error:
            raise WorkerDied from error
        self.answered += 1
        return answer

    async def kill(self) -> None:
        """End it at once, whatever it is doing, and clear it away."""
        with suppress(ProcessLookupError):
            self._process.kill()
        # Pipes are closed by communicate(); what the worker still wanted to say is dropped.
        with suppress(OSError):
            await self._process.communicate()


def _import_path() -> str:
    """Return where this process finds its code; the worker skips `site` to start faster."""
    ours = str(Path(arengo.__file__).resolve().parent.parent)
    return os.pathsep.join([ours, *(path for path in sys.path if path and path != ours)])
