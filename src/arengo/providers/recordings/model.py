"""What is known about a recording, what it becomes, and what it may cost."""

from enum import StrEnum
from typing import Final

import msgspec

NO_PROGRAM: Final = "Validation failed: Video and audio are not supported by this server"
TOO_LONG: Final = "Validation failed: File is too long to be played"
TOO_MANY_FRAMES_A_SECOND: Final = "Validation failed: File has too many frames per second"


class Kind(StrEnum):
    """What a recording becomes, in the words of our files."""

    VIDEO = "video"
    LOOP = "loop"  # short and silent: shown as an animation
    AUDIO = "audio"


class Cost(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a program may take; beyond it, it is ended."""

    cpu_s: int
    wall_s: float
    written_bytes: int = 0
    memory_bytes: int = 3 * 1024 * 1024 * 1024


class RecordingLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one recording may be, and may cost."""

    size_bytes: int = 99 * 1024 * 1024
    pixels: int = 8_294_400
    frame_rate: int = 120
    animation_frames: int = 1_000
    video_s: float = 3_600
    audio_s: float = 6 * 3_600
    loop_s: float = 60
    probe: Cost = Cost(cpu_s=10, wall_s=30)
    poster: Cost = Cost(cpu_s=20, wall_s=60)
    convert: Cost = Cost(cpu_s=900, wall_s=1_800, written_bytes=256 * 1024 * 1024)


class Pictures(msgspec.Struct, frozen=True, kw_only=True):
    """The one track of pictures, as it is seen: upright."""

    index: int
    codec: str
    width: int
    height: int
    frame_rate: str  # as a fraction
    copyable: bool  # every player shows it as it is

    @property
    def frames_per_second(self) -> float:
        """Return the frame rate as a number; 0 when it is not known."""
        above, _, below = self.frame_rate.partition("/")
        return int(above) / int(below or 1) if int(below or 1) else 0.0


class Sound(msgspec.Struct, frozen=True, kw_only=True):
    """The one track of sound."""

    index: int
    codec: str
    sample_rate: int
    channels: int


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a probe found in a file."""

    demuxer: str
    duration_s: float
    bitrate: int
    pictures: Pictures | None
    sound: Sound | None
    cover_index: int | None  # a picture that lies beside the sound
    packets: int = 0  # of an animation

    @property
    def poster_index(self) -> int | None:
        """Return the track that a preview is taken from."""
        return self.pictures.index if self.pictures else self.cover_index


class Refused(Exception):
    """A recording that will not do; the text is fit to be shown."""
