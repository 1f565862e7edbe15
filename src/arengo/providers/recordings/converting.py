"""Which words `ffmpeg` is told, so that what it writes has nothing but pictures and sound."""

import math
from pathlib import Path
from typing import Final

from arengo.providers.recordings.model import Facts, Kind, Pictures, RecordingLimits
from arengo.providers.recordings.probing import safe_input

CONTENT_TYPES: Final = {
    Kind.VIDEO: "video/mp4",
    Kind.LOOP: "video/mp4",
    Kind.AUDIO: "audio/mpeg",
}
_QUIET: Final = ("-nostdin", "-hide_banner", "-v", "error", "-y")
_BARE: Final = (
    *("-map_metadata", "-1", "-map_metadata:s", "-1", "-map_chapters", "-1", "-sn", "-dn"),
    *("-fflags", "+bitexact", "-flags:v", "+bitexact", "-flags:a", "+bitexact"),
)
# Only slices and what is needed to read them: cameras keep place and owner in the other units.
_ONLY_PICTURES: Final = ("-bsf:v", "filter_units=pass_types=1-5|7-8")
_LARGEST: Final = 1920 * 1080
_POSTER: Final = 1280 * 720


def kind_of(facts: Facts, limits: RecordingLimits) -> Kind:
    """Say what a recording becomes."""
    if facts.pictures is None:
        return Kind.AUDIO
    silent = facts.sound is None and facts.duration_s <= limits.loop_s
    return Kind.LOOP if silent else Kind.VIDEO


def poster(facts: Facts, source: Path) -> tuple[str, ...]:
    """Return how the first picture is taken out."""
    size = _shaped(facts.pictures, _POSTER) if facts.pictures else ()
    return (
        *_QUIET,
        *safe_input(facts.demuxer, source),
        *("-map", f"0:{facts.poster_index}", "-frames:v", "1", *size),
        *("-c:v", "mjpeg", "-q:v", "3", "-pix_fmt", "yuvj420p", "-f", "image2pipe", "pipe:1"),
    )


def whole(facts: Facts, limits: RecordingLimits, source: Path, target: Path) -> tuple[str, ...]:
    """Return how the whole recording is written anew."""
    begin = (*_QUIET, *safe_input(facts.demuxer, source))
    if facts.pictures is None:
        return (*begin, *_audio(facts, limits), str(target))
    return (*begin, *_video(facts, facts.pictures, limits), str(target))


def _video(facts: Facts, pictures: Pictures, limits: RecordingLimits) -> tuple[str, ...]:
    sound = ("-map", f"0:{facts.sound.index}") if facts.sound else ()
    return (
        *("-map", f"0:{pictures.index}", *sound, *_BARE),
        *(("-c:v", "copy") if pictures.copyable else _encoded(pictures)),
        *_ONLY_PICTURES,
        *("-c:a", "aac", "-b:a", "128k", "-ac", "2"),
        *("-t", str(limits.video_s), "-max_muxing_queue_size", "1024"),
        *("-movflags", "+faststart", "-brand", "mp42", "-f", "mp4"),
    )


def _encoded(pictures: Pictures) -> tuple[str, ...]:
    return (
        *_shaped(pictures, _LARGEST),
        *("-c:v", "libx264", "-preset", "veryfast", "-crf", "23", "-pix_fmt", "yuv420p"),
        *("-maxrate", "6M", "-bufsize", "12M", "-vsync", "vfr", "-fpsmax", "60", "-threads", "2"),
    )


def _audio(facts: Facts, limits: RecordingLimits) -> tuple[str, ...]:
    assert facts.sound is not None
    return (
        *("-map", f"0:{facts.sound.index}", "-vn", *_BARE),
        *("-c:a", "libmp3lame", "-q:a", "2", "-ac", "2", "-t", str(limits.audio_s)),
        *("-id3v2_version", "0", "-write_id3v1", "0", "-f", "mp3"),
    )


def _shaped(pictures: Pictures, pixels: int) -> tuple[str, ...]:
    """Scale to at most so many pixels, to even sides, with square pixels."""
    scale = min(1.0, math.sqrt(pixels / (pictures.width * pictures.height)))
    width, height = (
        max(2, round(side * scale / 2) * 2) for side in (pictures.width, pictures.height)
    )
    return ("-vf", f"scale={width}:{height},setsar=1")
