"""What comes out of an honest recording: its pictures and its sound, and nothing that tells."""

import asyncio
import json
import subprocess
from functools import cache

import pytest

from arengo.providers.recordings.converting import kind_of
from arengo.providers.recordings.model import NO_PROGRAM, Kind, Refused
from arengo.providers.recordings.sniffing import demuxer_of, gif_moves
from arengo.providers.recordings.studio import Recordings
from tests.providers.images import corpus as images
from tests.providers.recordings import corpus

TELLING = {
    "mp4": corpus.telling_film,
    "mov": lambda: corpus.telling_film("mov"),
    "webm": corpus.telling_webm,
    "gif": images.telling_gif,
    "turned": corpus.turned_film,
    "mp3": corpus.telling_sound,
    "flac": lambda: corpus.telling_sound("flac"),
    "ogg": lambda: corpus.telling_sound("ogg"),
    "m4a": lambda: corpus.telling_sound("m4a"),
    "wav": lambda: corpus.telling_sound("wav"),
}
HARMLESS = {
    "language",
    "major_brand",
    "minor_version",
    "compatible_brands",
    "handler_name",
    "vendor_id",
    "encoder",
}


async def rewritten(studio, folder, name, content):
    source, target = folder / f"{name}.in", folder / f"{name}.out"
    source.write_bytes(content)
    facts = await studio.look(source)
    made = await studio.convert(facts, source, target)
    return facts, made, target


@pytest.fixture(scope="module")
def results(tmp_path_factory):
    """Rewrite them all, two at a time."""

    async def all_of_them():
        studio, folder = Recordings(), tmp_path_factory.mktemp("recordings")
        places = asyncio.Semaphore(2)

        async def one(name, make):
            async with places:
                return await rewritten(studio, folder, name, await asyncio.to_thread(make))

        found = await asyncio.gather(*(one(name, make) for name, make in TELLING.items()))
        return dict(zip(TELLING, found, strict=True))

    return asyncio.run(all_of_them())


@cache
def tags(path):
    """Return every tag that `ffprobe` finds in a file, and how many tracks and chapters it has."""
    command = ["ffprobe", "-v", "error", "-show_format", "-show_streams", "-show_chapters"]
    said = subprocess.run([*command, "-of", "json", path], capture_output=True, check=True).stdout
    told = json.loads(said)
    found = dict(told["format"].get("tags", {}))
    for stream in told["streams"]:
        found.update(stream.get("tags", {}))
    return found, [stream["codec_name"] for stream in told["streams"]], told["chapters"]


@pytest.mark.parametrize("kind", TELLING)
def test_no_trace_of_the_sender_is_left(kind, results):
    _, _, target = results[kind]
    content = target.read_bytes()
    assert [secret for secret in corpus.SECRETS if secret in content] == []
    found, _, chapters = tags(target)
    assert set(found) <= HARMLESS
    assert chapters == []


def test_the_corpus_tells_all_it_can():
    for name, make in TELLING.items():
        if name != "turned":
            assert corpus.MARKER in make(), name
    assert corpus.telling_film().count(corpus.MARKER) >= 7


@pytest.mark.parametrize(
    ("kind", "tracks"),
    [
        ("mp4", ["h264", "aac"]),
        ("mov", ["h264", "aac"]),
        ("webm", ["h264", "aac"]),
        ("gif", ["h264"]),
        *((kind, ["mp3"]) for kind in ("mp3", "flac", "ogg", "m4a", "wav")),
    ],
)
def test_what_comes_out_plays_everywhere(kind, tracks, results):
    _, made, target = results[kind]
    assert tags(target)[1] == tracks
    assert 0.1 < made.duration_s < 0.8
    assert target.read_bytes()[4:8] == b"ftyp" or kind not in {"mp4", "mov", "webm", "gif"}


def test_what_a_recording_becomes_depends_on_what_is_in_it(results):
    limits = Recordings().limits
    kinds = {name: kind_of(facts, limits) for name, (facts, _, _) in results.items()}
    loops, films = {"gif", "turned"}, {"mp4", "mov", "webm"}
    assert {name for name, kind in kinds.items() if kind is Kind.LOOP} == loops
    assert {name for name, kind in kinds.items() if kind is Kind.VIDEO} == films
    assert results["mp3"][0].cover_index is not None


def test_a_film_that_was_taken_upright_is_shown_so(results):
    facts, made, _ = results["turned"]
    assert (facts.pictures.width, facts.pictures.height) == (48, 64)
    assert (made.pictures.width, made.pictures.height) == (48, 64)


def test_a_preview_is_a_picture_of_the_film(tmp_path):
    async def journey():
        studio, source = Recordings(), tmp_path / "film"
        source.write_bytes(corpus.silent_film())
        return await studio.poster(await studio.look(source), source)

    assert asyncio.run(journey()).startswith(b"\xff\xd8\xff")


def test_a_film_is_looked_at_once_wherever_it_lies_and_again_when_it_is_another(tmp_path):
    async def journey():
        studio, source, later = Recordings(), tmp_path / "film", tmp_path / "later"
        source.write_bytes(corpus.silent_film())
        facts = await studio.look(source)
        studio._ffmpeg = "/nowhere/ffmpeg"
        source.rename(later)
        assert await studio.look(later) is facts
        later.write_bytes(corpus.telling_film())
        with pytest.raises(Refused, match=NO_PROGRAM):
            await studio.look(later)

    asyncio.run(journey())


def test_beginnings_are_known():
    for start, demuxer in (
        (b"\x00\x00\x00\x18ftypisom", "mov"),
        (b"\x1aE\xdf\xa3", "matroska"),
        (b"\xff\xfb\x90", "mp3"),
        (b"\xff\xf1\x50", "aac"),
        (b"RIFF\x00\x00\x00\x00WAVE", "wav"),
        (b"\xff\xd8\xff", None),
        (b"#EXTM3U", None),
        (b"", None),
    ):
        assert demuxer_of(start) == demuxer


def test_only_a_gif_with_a_second_picture_moves():
    still, moving = images.written(images.photo(8, 8), "GIF"), images.moving_gif(2)
    assert (gif_moves(still), gif_moves(moving)) == (False, True)
    assert [size for size in range(40) if gif_moves(moving[:size])] == []
