"""What happens to images that mean harm: a clear refusal, quickly, and the next one is served."""

import asyncio
import functools
import os
import random
import subprocess
import sys

import pytest

from arengo.base.errors import Busy, Invalid
from arengo.providers.images.model import (
    ATTACHMENT,
    CORRUPT,
    LYING,
    TOO_BIG,
    TOO_MANY_FRAMES,
    TOO_MANY_PIXELS,
    UNSUPPORTED,
    ImageLimits,
    Question,
)
from arengo.providers.images.pool import Images
from arengo.providers.images.process import Worker, WorkerDied
from tests.providers.images import corpus

SMALL = (160, 120)  # the smaller it is, the more of it is worth damaging
SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
HTML = b"<!doctype html><script>alert(1)</script>"


@functools.cache
def good():
    """Return an image that nothing is wrong with."""
    return corpus.written(corpus.photo(64, 48), "PNG")


def half(form):
    """Return the first half of an image."""
    content = corpus.telling_heic(SMALL) if form == "HEIC" else corpus.written(corpus.photo(), form)
    return content[: len(content) // 2]


# They are made when they are asked for: to look for tests takes long enough.
HOSTILE = {
    "2.5 gigapixels": (lambda: corpus.png_claiming(50_000, 50_000), TOO_MANY_PIXELS),
    "a ribbon": (lambda: corpus.png_claiming(20_000, 10), TOO_MANY_PIXELS),
    "one colour, 64 megapixels": (lambda: corpus.flat_png(8000, 8000), TOO_MANY_PIXELS),
    "fewer pixels than said": (lambda: corpus.png_claiming(5000, 5000), CORRUPT),
    "endless frames": (lambda: corpus.endless_gif(5000), TOO_MANY_FRAMES),
    "too many bytes": (lambda: b"\xff\xd8\xff" + b"\x00" * 17_000_000, TOO_BIG),
    "svg": (lambda: SVG, UNSUPPORTED),
    "html": (lambda: HTML, UNSUPPORTED),
    "nothing": (lambda: b"", UNSUPPORTED),
    "zip": (lambda: b"PK\x03\x04" + b"\x00" * 100, UNSUPPORTED),
    "html after png magic": (lambda: b"\x89PNG\r\n\x1a\n" + HTML, LYING),
    "html after jpeg magic": (lambda: b"\xff\xd8\xff" + HTML, LYING),
    "html after gif magic": (lambda: b"GIF89a", LYING),
    "html after webp magic": (lambda: b"RIFF\x00\x00\x00\x00WEBP" + HTML, LYING),
    "html after avif magic": (lambda: b"\x00\x00\x00\x20ftypavif" + HTML, LYING),
    "html after heic magic": (
        lambda: b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + HTML,
        LYING,
    ),
    "half a heic": (lambda: half("HEIC"), LYING),
    "half a jpeg": (lambda: half("JPEG"), CORRUPT),
    "half a png": (lambda: half("PNG"), CORRUPT),
    "half a webp": (lambda: half("WEBP"), LYING),
    "half a gif": (lambda: half("GIF"), CORRUPT),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_it_is_refused_in_plain_words_and_the_next_image_is_served(kind, process):
    make, words = HOSTILE[kind]
    with pytest.raises(Invalid) as refused:
        process(make())
    assert (refused.value.status, refused.value.message) == (422, words)
    assert process(good()).pictures


@pytest.mark.parametrize("content", [SVG, HTML])
def test_text_that_claims_to_be_an_image_is_called_a_lie(content, process):
    with pytest.raises(Invalid, match="not what they are reported to be"):
        process(content, declared="image/png")


@pytest.mark.parametrize("form", ["JPEG", "PNG", "GIF", "WEBP"])
def test_a_second_file_hidden_in_an_image_is_not_in_what_comes_out(form, process):
    hidden = HTML + b"PK\x03\x04" + SVG
    options = {"comment": hidden} if form in {"JPEG", "GIF"} else {}
    content = corpus.written(corpus.photo(), form, **options) + hidden
    for picture in process(content).pictures:
        for piece in (b"<script", b"PK\x03\x04", b"<svg"):
            assert piece not in picture.data


def is_refused(process, content):
    """Say whether an image is refused; anything but a refusal or a picture fails the test."""
    try:
        pictures = process(content).pictures
    except Invalid as refusal:
        return refusal.message.startswith("Validation failed: File")
    assert pictures
    return False


def test_damage_anywhere_never_ends_in_anything_but_a_picture_or_a_refusal(process):
    chance = random.Random(7)
    kinds = [
        corpus.telling_jpeg(SMALL),
        corpus.telling_png(SMALL),
        corpus.telling_webp(SMALL),
        corpus.telling_gif(),
        corpus.telling_avif(SMALL),
        corpus.telling_heic(SMALL),
    ]
    refused = 0
    for _ in range(60):
        content = bytearray(chance.choice(kinds))
        for _ in range(chance.randrange(1, 30)):
            content[chance.randrange(len(content))] = chance.randrange(256)
        refused += is_refused(process, bytes(content))
    assert 0 < refused < 60


def test_a_gif_frame_that_enlarges_the_canvas_is_measured_again(process):
    raw = bytearray(corpus.endless_gif(2))
    second = raw.rindex(b"\x2c\x00\x00\x00\x00\x02\x00\x02\x00")
    raw[second + 5 : second + 9] = b"\xff\xff\xff\xff"
    with pytest.raises(Invalid):
        process(bytes(raw))


def test_too_much_time_ends_the_worker(process):
    with pytest.raises(Invalid, match="too much time or memory"):
        process(largest(), limits=ImageLimits(wall_s=0.01))


def largest():
    """Return an image of as many pixels as are allowed, all of them see-through."""
    return corpus.flat_png(8192, 4048, see_through=True)


def test_too_much_cpu_ends_the_worker(process):
    """No machine is so quick that it makes thirty of them within what is left of a second."""
    many = tuple(ATTACHMENT[0]._replace(height=2160 - number) for number in range(30))
    with pytest.raises(Invalid, match="too much time or memory"):
        process(largest(), many, limits=ImageLimits(cpu_s=0))


def test_too_much_memory_is_refused(process):
    limits = ImageLimits(memory_bytes=100 * 1024 * 1024)
    with pytest.raises(Invalid, match="too much time or memory"):
        process(corpus.flat_png(5700, 5700), limits=limits)


def test_the_largest_allowed_image_fits_into_the_memory_that_is_allowed(process):
    assert process(largest())["original"].width > 3000


def test_a_full_waiting_room_turns_the_next_away():
    async def journey():
        images = Images(workers=1, waiting=0)
        try:
            return await asyncio.gather(
                *(images.process_image(good(), variants=ATTACHMENT) for _ in range(3)),
                return_exceptions=True,
            )
        finally:
            await images.close()

    kinds = [isinstance(result, Busy) for result in asyncio.run(journey())]
    assert kinds == [False, True, True]


def test_workers_are_used_again_but_not_for_ever():
    async def journey():
        images = Images(images_per_worker=2)
        used = []
        try:
            for _ in range(3):
                await images.process_image(good(), variants=ATTACHMENT)
                used.append([worker for worker, _ in images._idle])
        finally:
            await images.close()
        return used

    first, second, third = asyncio.run(journey())
    assert (len(first), len(second), len(third)) == (1, 0, 1)
    assert first != third


def test_a_rare_format_has_a_worker_of_its_own_and_places_are_never_exceeded():
    async def journey():
        images = Images(workers=2)
        seen = []
        try:
            for content in (good(), corpus.telling_heic(SMALL), good(), corpus.telling_avif(SMALL)):
                await images.process_image(content, variants=ATTACHMENT)
                seen.append([needs.rare for _, needs in images._idle])
        finally:
            await images.close()
        return seen

    assert asyncio.run(journey()) == [[""], ["", "HEIF"], ["HEIF", ""], ["", "AVIF"]]


def test_an_idle_worker_ends_by_itself():
    async def journey():
        images = Images(idle_s=0)
        await images.process_image(good(), variants=ATTACHMENT)
        worker = images._idle[0][0]
        while worker.alive:  # noqa: ASYNC110  the process has no event to wait for
            await asyncio.sleep(0)
        left = len(images._idle)
        await images.close()
        return left

    assert asyncio.run(journey()) == 0


def test_a_worker_that_died_meanwhile_is_replaced():
    async def journey():
        images = Images()
        try:
            await images.process_image(good(), variants=ATTACHMENT)
            await images._idle[0][0].kill()
            return await images.process_image(good(), variants=ATTACHMENT)
        finally:
            await images.close()

    assert asyncio.run(journey()).pictures


def test_giving_up_on_an_image_ends_its_worker_and_frees_its_place():
    async def journey():
        images = Images(workers=1, waiting=0)
        try:
            with pytest.raises(TimeoutError):
                async with asyncio.timeout(0.001):
                    await images.process_image(good(), variants=ATTACHMENT)
            return await images.process_image(good(), variants=ATTACHMENT)
        finally:
            await images.close()

    assert asyncio.run(journey()).pictures


def test_a_killed_worker_says_nothing_more():
    async def journey():
        worker = await Worker.start(memory_bytes=ImageLimits().memory_bytes)
        await worker.kill()
        question = Question(data=good(), limits=ImageLimits(), variants=ATTACHMENT)
        with pytest.raises(WorkerDied):
            await worker.ask(question)

    asyncio.run(journey())


def test_a_server_without_uploads_starts_no_worker():
    assert Images()._idle == []


@pytest.mark.parametrize(
    "attempt",
    [
        "open('/proc/self/status')",
        "open('/tmp/arengo-escape', 'w')",
        "socket.socket()",
        "os.fork()",
        "os.kill(os.getppid(), 0)",
        "os.execv(sys.executable, [sys.executable])",
        "os.unlink('/tmp/arengo-nothing')",
        "os.posix_spawn(sys.executable, [sys.executable], {})",
        "bytearray(2 ** 30)",
    ],
)
def test_code_that_took_over_a_worker_cannot_reach_out(attempt):
    program = f"""
import os, socket, sys
from arengo.providers.images import cell
cell.enter(memory_bytes=2 ** 29)
try:
    {attempt}
except (PermissionError, MemoryError, RuntimeError):
    os._exit(7)
"""
    environment = {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-S", "-s", "-c", program]
    ended = subprocess.run(command, env=environment, check=False)
    assert ended.returncode == 7
