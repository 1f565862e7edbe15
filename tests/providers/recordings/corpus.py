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


def made(*words, suffix, files=None):
    """Return what `ffmpeg` makes of these words."""
    with tempfile.TemporaryDirectory() as folder:
        for name, content in (files or {}).items():
            (Path(folder) / name).write_bytes(content)
        target = f"out.{suffix}"
        command = ["ffmpeg", "-nostdin", "-v", "error", "-y", *words, target]
        subprocess.run(command, cwd=folder, check=True, stdin=subprocess.DEVNULL)
        return (Path(folder) / target).read_bytes()


def box(kind, content):
    """Return one box of an MP4."""
    return (len(content) + 8).to_bytes(4, "big") + kind + content


@cache
def telling_film(suffix="mp4"):
    """Return a film with the place and the owner wherever its container has room for them."""
    extra = {"words.srt": _SUBTITLES.encode(), "chapters.txt": _CHAPTERS.encode()}
    flags = ("-movflags", "use_metadata_tags") if suffix == "mov" else ()
    film = made(
        *(*_SEEN, *_HEARD, "-i", "words.srt", "-i", "chapters.txt"),
        *("-map", "0", "-map", "1", "-map", "2", "-map_chapters", "3", "-c:s", "mov_text"),
        *(*_H264, *_HIDDEN, *_TOLD, *_TRACKS, *flags),
        suffix=suffix,
        files=extra,
    )
    return film + box(b"uuid", b"u" * 16 + MARKER + PLACE) + box(b"free", MARKER)


@cache
def telling_webm():
    """Return a WebM, which has to be made anew picture by picture."""
    words = (*_SEEN, *_HEARD, "-c:v", "libvpx", "-c:a", "libopus", *_TOLD)
    return made(*words, suffix="webm")


@cache
def silent_film():
    """Return a short film without sound."""
    return made(*_SEEN, *_H264, *_TOLD, suffix="mp4")


@cache
def turned_film():
    """Return a film that was taken upright: it is to be turned by a quarter."""
    film = {"in.mp4": silent_film()}
    words = ("-i", "in.mp4", "-c", "copy", "-metadata:s:v", "rotate=90")
    return made(*words, suffix="mp4", files=film)


@cache
def long_film():
    """Return a film of few bytes that lasts for more than an hour."""
    words = ("-f", "lavfi", "-i", "color=s=16x16:r=1/4000", "-frames:v", "2", *_H264)
    return made(*words, suffix="mp4")


@cache
def large_film():
    """Return one picture that is too large for a film."""
    words = ("-f", "lavfi", "-i", "color=s=4096x2176:r=1", "-frames:v", "1", *_H264)
    return made(*words, suffix="mp4")


@cache
def telling_sound(suffix="mp3"):
    """Return a sound with tags; an MP3 has a cover too, with tags of its own."""
    if suffix != "mp3":
        return made(*_HEARD, *_TOLD, suffix=suffix)
    cover = written(photo(32, 24), "JPEG", comment=MARKER)
    words = (*_HEARD, "-i", "cover.jpg", "-map", "0", "-map", "1", "-c:v", "copy", *_TOLD)
    return made(*words, suffix="mp3", files={"cover.jpg": cover})
