"""One worker process from outside: started clean, asked over pipes, killed when in doubt."""

import asyncio
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Annotated, Final, Literal, NamedTuple

import msgspec

import arengo
from arengo.providers.images.model import CORRUPT, Answer, Picture, ProcessedImage, Question
from arengo.providers.images.wire import LENGTH_BYTES, framed, parts_of

_MAX_ANSWER_BYTES: Final = 256 * 1024 * 1024
_BEGIN: Final = "import gc; gc.disable(); from arengo.providers.images.worker import main; main()"
_Side = Annotated[int, msgspec.Meta(ge=1)]


class WorkerDied(Exception):
    """The worker ended, or said what no worker says."""


class _Shown(NamedTuple):
    name: str
    content_type: Literal["image/gif", "image/jpeg", "image/png", "image/webp"]
    width: _Side
    height: _Side
    size_bytes: _Side


class _Image(msgspec.Struct):
    pictures: list[_Shown]
    animated: bool
    blurhash: str


class _Said(msgspec.Struct):
    image: _Image | None = None
    refusal: str = CORRUPT
    cause: str = ""


_decoder: Final = msgspec.json.Decoder(_Said)


class Worker:
    """A running worker process."""

    def __init__(self, process: Process) -> None:
        """Use `start`."""
        self._process = process
        self.answered = 0

    @classmethod
    async def start(cls, *, memory_bytes: int, rare: str = "") -> "Worker":
        """Start a worker that inherits nothing: no environment, no open file but its pipes.

        `rare` is the one rare format that it knows beside the usual ones.
        """
        starting = asyncio.ensure_future(
            asyncio.create_subprocess_exec(
                *(sys.executable, "-S", "-s", "-P", "-c", _BEGIN, str(memory_bytes), rare),
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
        try:
            stdin.write(framed(question))
            await stdin.drain()
            size = int.from_bytes(await stdout.readexactly(LENGTH_BYTES), "big")
            if size > _MAX_ANSWER_BYTES:
                raise WorkerDied
            answer = answer_in(await stdout.readexactly(size))
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


def answer_in(raw: bytes) -> Answer:
    """Believe nothing: a hostile image may have taken the worker over."""
    head, contents = parts_of(raw)
    said = _decoder.decode(head)
    if said.image is None:
        return Answer(refusal=said.refusal, cause=said.cause)
    pictures, at = [], 0
    for name, content_type, width, height, size in said.image.pictures:
        content = contents[at : at + size]
        pictures.append(Picture(name, content_type, width, height, content))
        at += size
    if at != len(contents):
        raise WorkerDied
    return Answer(
        image=ProcessedImage(
            pictures=tuple(pictures),
            animated=said.image.animated,
            blurhash=said.image.blurhash,
        )
    )


def _import_path() -> str:
    """Return where this process finds its code; the worker skips `site` to start faster."""
    ours = str(Path(arengo.__file__).resolve().parent.parent)
    return os.pathsep.join([ours, *(path for path in sys.path if path and path != ours)])
