"""Films and sounds made for the tests by `ffmpeg`: honest ones that carry secrets."""

import subprocess
import tempfile
from functools import cache
from pathlib import Path

from tests.providers.images.corpus import MARKER, photo, written

PLACE = b"+52.5200+013.4050/"
SECRETS = (MARKER, PLACE, b"52.52")
_SEEN = ("-f", "lavfi", "-i", "testsrc=size=64x48:rate=10:duration=0.5")
_HEARD = ("-f", "lavfi", "-i", "sine=duration=0.5")
_H264 = ("-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p")
# What some cameras do: the place lies in the stream of pictures itself.
_HIDDEN = ("-bsf:v", f"h264_metadata=sei_user_data={'ab' * 16}+{MARKER.decode()}")
_TOLD = tuple(
    word
    for key in ("title", "comment", "location", "com.apple.quicktime.location.ISO6709", "make")
    for word in ("-metadata", f"{key}={(PLACE + MARKER).decode()}")
)
_TRACKS = tuple(
    word
    for track in ("v", "a")
    for word in (f"-metadata:s:{track}", f"handler_name={MARKER.decode()}")
)
_SUBTITLES = f"1\n00:00:00,000 --> 00:00:00,400\n{MARKER.decode()}\n"
_CHAPTERS = f";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1000\nSTART=0\nEND=400\ntitle={MARKER.decode()}\n"


def made(*words, outputs, files=None):
    """Return what `ffmpeg` makes of these words, and of those before each of its outputs."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            (Path(folder) / name).write_bytes(content)
        told = [word for name, before in outputs.items() for word in (*before, name)]
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *words, *told]
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)
        return {name: (Path(folder) / name).read_bytes() for name in outputs}


def box(kind, content):
    """Return one box of an MP4."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


@cache
def _films():
    """Make all short films at once: to start `ffmpeg` takes longer than any of them."""
    words = {"words.srt": _SUBTITLES.encode(), "chapters.txt": _CHAPTERS.encode()}
    telling = (
        *("-map", "0", "-map", "1", "-map", "2", "-map_chapters", "3", "-c:s", "mov_text"),
        *(*_H264, *_HIDDEN, *_TOLD, *_TRACKS),
    )
    return made(
        *(*_SEEN, *_HEARD, "-i", "words.srt", "-i", "chapters.txt"),
        files=words,
        outputs={
            "telling.mp4": telling,
            "telling.mov": (*telling, "-movflags", "use_metadata_tags"),
            "telling.webm": (
                *("-map", "0", "-map", "1", "-map_chapters", "-1"),
                *("-c:v", "libvpx", "-c:a", "libopus", *_TOLD),
            ),
            "silent.mp4": ("-map", "0", "-map_chapters", "-1", *_H264, *_TOLD),
        },
    )


def telling_film(suffix="mp4"):
    """Return a film with the place and the owner wherever its container has room for them."""
    film = _films()[f"telling.{suffix}"]
    return film + box(b"uuid", b"u" * 16 + MARKER + PLACE) + box(b"free", MARKER)


def telling_webm():
    """Return a WebM, which has to be made anew picture by picture."""
    return _films()["telling.webm"]


def silent_film():
    """Return a short film without sound."""
    return _films()["silent.mp4"]


@cache
def turned_film():
    """Return a film that was taken upright: it is to be turned by a quarter."""
    turned = {"out.mp4": ("-c", "copy", "-metadata:s:v", "rotate=90")}
    return made("-i", "in.mp4", files={"in.mp4": silent_film()}, outputs=turned)["out.mp4"]


@cache
def long_film():
    """Return a film of few bytes that lasts for more than an hour."""
    few = {"out.mp4": ("-frames:v", "2", *_H264)}
    return made("-f", "lavfi", "-i", "color=s=16x16:r=1/4000", outputs=few)["out.mp4"]


@cache
def large_film():
    """Return one picture that is too large for a film."""
    one = {"out.mp4": ("-frames:v", "1", *_H264)}
    return made("-f", "lavfi", "-i", "color=s=4096x2176:r=1", outputs=one)["out.mp4"]


@cache
def _sounds():
    cover = written(photo(32, 24), "JPEG", comment=MARKER)
    kinds = {f"out.{suffix}": ("-map", "0", *_TOLD) for suffix in ("flac", "ogg", "m4a", "wav")}
    return made(
        *(*_HEARD, "-i", "cover.jpg"),
        files={"cover.jpg": cover},
        outputs=kinds | {"out.mp3": ("-map", "0", "-map", "1", "-c:v", "copy", *_TOLD)},
    )


def telling_sound(suffix="mp3"):
    """Return a sound with tags; an MP3 has a cover too, with tags of its own."""
    return _sounds()[f"out.{suffix}"]
