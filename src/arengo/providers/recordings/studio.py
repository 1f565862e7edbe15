"""Where recordings are looked at and written anew, a few at a time."""

import asyncio
import logging
import os
import shutil
from asyncio import Semaphore
from functools import cache
from pathlib import Path
from typing import Final

from arengo.base.errors import Busy
from arengo.providers.files.spool import private_file
from arengo.providers.images.model import CORRUPT, LYING, TOO_HARD, UNSUPPORTED
from arengo.providers.recordings import converting, probing
from arengo.providers.recordings.model import NO_PROGRAM, Cost, Facts, RecordingLimits, Refused
from arengo.providers.recordings.running import OutOfMeans, ProgramFailed, run
from arengo.providers.recordings.sniffing import HEAD_BYTES, demuxer_of

_MOST_KNOWN: Final = 64
_File = tuple[int, ...]
_log = logging.getLogger("arengo.recordings")


@cache
def programs_at(name: str) -> tuple[str, str] | None:
    """Return the paths of `ffmpeg`, by its name or path, and of `ffprobe` beside it."""
    ffmpeg = shutil.which(name)
    folder, _, _ = name.rpartition("/")
    ffprobe = shutil.which(f"{folder}/ffprobe" if folder else "ffprobe")
    return (ffmpeg, ffprobe) if ffmpeg and ffprobe else None


class Recordings:
    """Works on recordings from strangers with the programs of the system."""

    def __init__(
        self,
        ffmpeg: str = "ffmpeg",
        *,
        limits: RecordingLimits | None = None,
        looks: int = 2,
        waiting: int = 16,
    ) -> None:
        """Start nothing yet. `ffmpeg` is a name or a path; `ffprobe` lies beside it."""
        self.limits = limits or RecordingLimits()
        self._ffmpeg = ffmpeg
        self._places = Semaphore(looks)
        self._room = looks + waiting
        self._inside = 0
        self._known: dict[_File, Facts] = {}

    @property
    def programs(self) -> tuple[str, str] | None:
        """Return where both programs are; None where a site does without them."""
        return programs_at(self._ffmpeg)

    async def look(self, source: Path) -> Facts:
        """Say what is in a file, or raise Refused. Busy when too many wait already.

        What somebody waited for, a job asks again: of a file that is the same it is still known.
        """
        head, file = await asyncio.to_thread(_head, source)
        if facts := self._known.get(file):
            return facts
        demuxer = demuxer_of(head)
        if demuxer is None:
            raise Refused(UNSUPPORTED)
        said = await self._quickly(
            1, *probing.questions(demuxer, source), source=source, corrupt=LYING
        )
        facts = probing.facts_of(said, demuxer)
        probing.check(facts, self.limits)
        self._known[file] = facts
        if len(self._known) > _MOST_KNOWN:
            del self._known[next(iter(self._known))]
        return facts

    async def poster(self, facts: Facts, source: Path) -> bytes:
        """Return the first picture as a JPEG that is yet to be cleaned, or raise Refused."""
        picture = await self._quickly(
            0, *converting.poster(facts, source), source=source, corrupt=CORRUPT
        )
        if not picture:
            raise Refused(CORRUPT)
        return picture

    async def convert(self, facts: Facts, source: Path, target: Path) -> Facts:
        """Write a recording anew and return what it is now, or raise Refused."""
        with private_file(target):
            pass
        command = converting.whole(facts, self.limits, source, target)
        await self._run(0, *command, cost=self.limits.convert, source=source, target=target)
        demuxer = "mov" if facts.pictures else "mp3"
        said = await self._run(
            1, *probing.questions(demuxer, target), cost=self.limits.probe, source=target
        )
        made = probing.facts_of(said, demuxer)
        if made.duration_s <= 0:
            raise Refused(CORRUPT)
        return made

    async def _quickly(self, which: int, *words: str, source: Path, corrupt: str) -> bytes:
        """Run while somebody waits for it."""
        if self._inside >= self._room:
            raise Busy
        self._inside += 1
        cost = self.limits.probe if which else self.limits.poster
        try:
            async with self._places:
                return await self._run(which, *words, cost=cost, source=source, corrupt=corrupt)
        finally:
            self._inside -= 1

    async def _run(
        self,
        which: int,
        *words: str,
        cost: Cost,
        source: Path,
        target: Path | None = None,
        corrupt: str = CORRUPT,
    ) -> bytes:
        if self.programs is None:
            raise Refused(NO_PROGRAM)
        writes = (target,) if target else ()
        try:
            return await run(
                self.programs[which], *words, cost=cost, reads=(source,), writes=writes
            )
        except OutOfMeans as error:
            _log.info("recording refused: %s", error)
            raise Refused(TOO_HARD) from error
        except ProgramFailed as error:
            _log.info("recording refused: %s", error)
            raise Refused(corrupt) from error


def _head(source: Path) -> tuple[bytes, _File]:
    """Read the beginning of a file, and what is another number for every other content."""
    with source.open("rb") as file:
        found = os.fstat(file.fileno())
        same = (found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)
        return file.read(HEAD_BYTES), same
