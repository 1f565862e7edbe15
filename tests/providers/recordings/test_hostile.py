"""What happens to recordings that mean harm: a clear refusal, and walls that hold."""

import asyncio
import sys

import pytest
from msgspec.structs import replace

from arengo.providers.images.model import (
    CORRUPT,
    LYING,
    TOO_HARD,
    TOO_MANY_FRAMES,
    TOO_MANY_PIXELS,
    UNSUPPORTED,
)
from arengo.providers.recordings.model import (
    NO_PROGRAM,
    TOO_LONG,
    Cost,
    RecordingLimits,
    Refused,
)
from arengo.providers.recordings.running import OutOfMeans, ProgramFailed, run
from arengo.providers.recordings.studio import Recordings
from tests.providers.images import corpus as images
from tests.providers.recordings import corpus

HTML = b"<!doctype html><script>alert(1)</script>"
PLAYLIST = b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\n"
LIMITS = RecordingLimits()

HOSTILE = {
    "a playlist": (lambda: PLAYLIST, UNSUPPORTED),
    "a list of files": (lambda: CONCAT, UNSUPPORTED),
    "html": (lambda: HTML, UNSUPPORTED),
    "nothing": (lambda: b"", UNSUPPORTED),
    "a playlist after mp4 magic": (lambda: corpus.box(b"ftyp", b"isom") + PLAYLIST, LYING),
    "html after mp4 magic": (lambda: corpus.box(b"ftyp", b"isom") + HTML, LYING),
    "html after webm magic": (lambda: b"\x1aE\xdf\xa3" + HTML, LYING),
    "html after ogg magic": (lambda: b"OggS" + HTML, LYING),
    "html after mp3 magic": (lambda: b"\xff\xfb\x90\x00" + HTML, LYING),
    "half a film": (lambda: corpus.silent_film()[:1500], LYING),
    "an hour in few bytes": (corpus.long_film, TOO_LONG),
    "a wall of pixels": (corpus.large_film, TOO_MANY_PIXELS),
    "endless frames": (lambda: images.endless_gif(5000), TOO_MANY_FRAMES),
}


async def looked_at(content, folder, studio=None):
    source = folder / "source"
    source.write_bytes(content)
    return await (studio or Recordings()).look(source)


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_in_plain_words(kind, tmp_path):
    make, words = HOSTILE[kind]
    with pytest.raises(Refused) as refused:
        asyncio.run(looked_at(make(), tmp_path))
    assert str(refused.value) in {words, CORRUPT if words == LYING else words, UNSUPPORTED}


@pytest.mark.parametrize(
    "means",
    [{"cpu_s": 0}, {"wall_s": 0.01}, {"memory_bytes": 64 * 1024 * 1024}, {"written_bytes": 500}],
    ids=str,
)
def test_who_takes_more_than_allowed_is_ended(means, tmp_path):
    async def journey():
        studio = Recordings(limits=replace(LIMITS, convert=replace(LIMITS.convert, **means)))
        facts = await looked_at(corpus.silent_film(), tmp_path, studio)
        await studio.convert(facts, tmp_path / "source", tmp_path / "target")

    with pytest.raises(Refused) as refused:
        asyncio.run(journey())
    assert str(refused.value) in {TOO_HARD, CORRUPT}


def test_a_site_without_the_program_says_so(tmp_path):
    with pytest.raises(Refused, match=NO_PROGRAM):
        asyncio.run(looked_at(corpus.silent_film(), tmp_path, Recordings("/nowhere/ffmpeg")))


WALLED = """
import os, socket, sys
try:
    {attempt}
except OSError:
    os._exit(7)
"""


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/etc/passwd')",
        "open('/proc/self/environ')",
        "os.listdir('/')",
        "open('{outside}', 'w')",
        "socket.socket()",
        "socket.socket(socket.AF_UNIX)",
        "os.fork()",
        "os.posix_spawn('/usr/bin/env', ['env'], {{}})",
        "os.kill(os.getppid(), 0)",
        "f = open('{target}', 'wb', 0); f.write(b'x' * 5000); f.write(b'x')",
    ],
)
def test_a_program_that_was_taken_over_cannot_reach_out(attempt, tmp_path):
    target = tmp_path / "target"
    target.touch()
    code = WALLED.format(attempt=attempt.format(outside=tmp_path / "other", target=target))
    cost = Cost(cpu_s=10, wall_s=60, written_bytes=1000)

    async def journey():
        await run(_python(), "-I", "-S", "-c", code, cost=cost, writes=(target,))

    with pytest.raises(ProgramFailed, match=r"ended with 7"):
        asyncio.run(journey())


def test_a_program_that_talks_without_end_is_ended():
    async def journey():
        code = "while True: print('x' * 10000)"
        await run(_python(), "-I", "-S", "-c", code, cost=Cost(cpu_s=60, wall_s=60))

    with pytest.raises(OutOfMeans, match="said too much"):
        asyncio.run(journey())


def test_giving_up_ends_the_program(tmp_path):
    async def journey():
        code = "import time; time.sleep(600)"
        task = asyncio.create_task(run(_python(), "-c", code, cost=Cost(cpu_s=9, wall_s=600)))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(journey())
    assert list(tmp_path.iterdir()) == []


def _python():
    """Return the interpreter of the system: the walls show programs nothing else."""
    return str(next(path for path in ("/usr/bin/python3", sys.executable)))
