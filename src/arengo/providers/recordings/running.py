"""Runs one program behind walls from outside: started clean, bounded in time, killed in doubt."""

import asyncio
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from contextlib import suppress
from pathlib import Path
from typing import Final

import arengo
from arengo.providers.recordings.model import Cost

_MOST_SAID_BYTES: Final = 32 * 1024 * 1024
_READ_BYTES: Final = 64 * 1024
_BEGIN: Final = "from arengo.providers.recordings.launcher import main; main()"


class ProgramFailed(Exception):
    """It could not make sense of the file, or took more than it may."""


class OutOfMeans(ProgramFailed):
    """It took more time, memory or room than it may."""


async def run(
    *command: str, cost: Cost, reads: tuple[Path, ...] = (), writes: tuple[Path, ...] = ()
) -> bytes:
    """Return what a program says; raises ProgramFailed. It is gone when this returns."""
    limits = (cost.cpu_s, cost.memory_bytes, cost.written_bytes)
    walls = (*limits, len(reads), *reads, len(writes), *writes)
    process = await _start(*(str(word) for word in walls), *command)
    try:
        async with asyncio.timeout(cost.wall_s):
            said = await _listen(process)
            code = await process.wait()
    except TimeoutError:
        raise OutOfMeans("took too long") from None
    finally:
        await _end(process)
    if code < 0:
        raise OutOfMeans(f"ended by signal {-code}")
    if code:
        raise ProgramFailed(f"ended with {code}")
    return said


async def _start(*words: str) -> Process:
    """Start behind the walls.

    NOTE: asyncio waits for ever when it is cancelled while it starts a process, so it never is.
    """
    starting = asyncio.ensure_future(
        asyncio.create_subprocess_exec(
            *(sys.executable, "-S", "-s", "-P", "-c", _BEGIN),
            *words,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=DEVNULL,
            env={"PYTHONPATH": _import_path(), "LANG": "C.UTF-8"},
            cwd="/",
            start_new_session=True,
        )
    )
    try:
        return await asyncio.shield(starting)
    except asyncio.CancelledError:
        await _end(await starting)
        raise


async def _listen(process: Process) -> bytes:
    assert process.stdout is not None
    said: list[bytes] = []
    size = 0
    while piece := await process.stdout.read(_READ_BYTES):
        size += len(piece)
        if size > _MOST_SAID_BYTES:
            raise OutOfMeans("said too much")
        said.append(piece)
    return b"".join(said)


async def _end(process: Process) -> None:
    """Kill what still runs, and clear it away."""
    if process.returncode is None:
        with suppress(ProcessLookupError):
            process.kill()
    with suppress(OSError):
        await process.communicate()


def _import_path() -> str:
    """Return where a bare interpreter finds our code; the launcher needs nothing else."""
    return str(Path(arengo.__file__).resolve().parent.parent)
