"""What is in a recording, as `ffprobe` says it, checked against what may come in."""

from fractions import Fraction
from pathlib import Path
from typing import Final

import msgspec

from arengo.providers.images.model import (
    CORRUPT,
    TOO_MANY_FRAMES,
    TOO_MANY_PIXELS,
    UNSUPPORTED,
)
from arengo.providers.recordings.model import (
    TOO_LONG,
    TOO_MANY_FRAMES_A_SECOND,
    Facts,
    Pictures,
    RecordingLimits,
    Refused,
    Sound,
)

# The decoders that may ever see a stranger's bytes.
DECODERS: Final = (
    "h264,hevc,vp8,vp9,libvpx,libvpx-vp9,libdav1d,av1,mpeg4,h263,theora,mjpeg,png,gif,prores,"
    "aac,aac_fixed,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,libvorbis,flac,alac,ac3,eac3,"
    "amrnb,amrwb,pcm_u8,pcm_s8,pcm_s16le,pcm_s16be,pcm_s24le,pcm_s24be,pcm_s32le,pcm_s32be,"
    "pcm_f32le,pcm_f32be,pcm_f64le,pcm_alaw,pcm_mulaw,mov_text,subrip,webvtt,ass"
)
_SEEN: Final = frozenset(
    {"h264", "hevc", "vp8", "vp9", "av1", "mpeg4", "h263", "theora", "mjpeg", "gif", "prores"}
)
_PLAIN_PROFILES: Final = frozenset({"Baseline", "Constrained Baseline", "Main", "High"})
_COPYABLE_PIXELS: Final = 1920 * 1088
_COPYABLE_RATE: Final = 61
_QUARTER_TURNS: Final = 90
_ENTRIES: Final = (
    "format=duration,bit_rate:"
    "stream=index,codec_type,codec_name,profile,pix_fmt,width,height,avg_frame_rate,r_frame_rate,"
    "duration,sample_rate,channels,nb_read_packets:"
    "stream_disposition=attached_pic:stream_side_data=rotation"
)


class _Turn(msgspec.Struct):
    rotation: float = 0


class _Disposition(msgspec.Struct):
    attached_pic: int = 0


class _Stream(msgspec.Struct):
    index: int
    codec_type: str = ""
    codec_name: str = ""
    profile: str = ""
    pix_fmt: str = ""
    width: int = 0
    height: int = 0
    avg_frame_rate: str = "0/0"
    r_frame_rate: str = "0/0"
    duration: str = ""
    sample_rate: str = "0"
    channels: int = 0
    nb_read_packets: str = "0"
    disposition: _Disposition = msgspec.field(default_factory=_Disposition)
    side_data_list: list[_Turn] = msgspec.field(default_factory=list)


class _Format(msgspec.Struct):
    duration: str = ""
    bit_rate: str = "0"


class _Said(msgspec.Struct):
    streams: list[_Stream] = msgspec.field(default_factory=list)
    format: _Format = msgspec.field(default_factory=_Format)


_decoder: Final = msgspec.json.Decoder(_Said, strict=False)


def safe_input(demuxer: str, source: Path) -> tuple[str, ...]:
    """Return how a file is named to either program: one demuxer, known decoders, no other file."""
    return (
        *("-protocol_whitelist", "file", "-format_whitelist", demuxer),
        *("-codec_whitelist", DECODERS, "-f", demuxer, "-i", f"file:{source}"),
    )


def questions(demuxer: str, source: Path) -> tuple[str, ...]:
    """Return what `ffprobe` is asked; the frames of an animation are counted, not unpacked."""
    counting = ("-count_packets",) if demuxer == "gif" else ()
    return (
        *("-v", "error", "-of", "json", "-show_entries", _ENTRIES, *counting),
        *safe_input(demuxer, source),
    )


def facts_of(said: bytes, demuxer: str) -> Facts:
    """Read an answer of `ffprobe`; raises Refused when there is nothing to see or hear in it."""
    try:
        answer = _decoder.decode(said)
    except msgspec.MsgspecError as error:
        raise Refused(CORRUPT) from error
    seen = [each for each in answer.streams if each.codec_type == "video"]
    moving = next((each for each in seen if not each.disposition.attached_pic), None)
    cover = next((each for each in seen if each.disposition.attached_pic), None)
    heard = next((each for each in answer.streams if each.codec_type == "audio"), None)
    if moving is None and heard is None:
        raise Refused(UNSUPPORTED)
    return Facts(
        demuxer=demuxer,
        duration_s=_seconds(answer.format.duration) or _seconds((moving or heard).duration),  # type: ignore[union-attr]
        bitrate=int(_seconds(answer.format.bit_rate)),
        pictures=_pictures(moving) if moving else None,
        sound=_sound(heard) if heard else None,
        cover_index=cover.index if cover else None,
        packets=int(moving.nb_read_packets) if moving else 0,
    )


def check(facts: Facts, limits: RecordingLimits) -> None:
    """Refuse what would cost too much, before it costs it."""
    longest = limits.video_s if facts.pictures else limits.audio_s
    if not 0 <= facts.duration_s <= longest:
        raise Refused(TOO_LONG)
    if facts.packets > limits.animation_frames:
        raise Refused(TOO_MANY_FRAMES)
    if facts.pictures is None:
        return
    if facts.pictures.codec not in _SEEN or min(facts.pictures.width, facts.pictures.height) < 1:
        raise Refused(UNSUPPORTED)
    if facts.pictures.width * facts.pictures.height > limits.pixels:
        raise Refused(TOO_MANY_PIXELS)
    if facts.pictures.frames_per_second > limits.frame_rate:
        raise Refused(TOO_MANY_FRAMES_A_SECOND)


def _pictures(stream: _Stream) -> Pictures:
    width, height = stream.width, stream.height
    turn = sum(abs(int(each.rotation)) for each in stream.side_data_list)
    if turn % 180 == _QUARTER_TURNS:
        width, height = height, width
    rate = _rate(stream.avg_frame_rate) or _rate(stream.r_frame_rate)
    plain = stream.codec_name == "h264" and stream.profile in _PLAIN_PROFILES
    small = width * height <= _COPYABLE_PIXELS and rate <= _COPYABLE_RATE
    return Pictures(
        index=stream.index,
        codec=stream.codec_name,
        width=width,
        height=height,
        frame_rate=f"{rate.numerator}/{rate.denominator}",
        copyable=plain and small and stream.pix_fmt in {"yuv420p", "yuvj420p"},
    )


def _sound(stream: _Stream) -> Sound:
    return Sound(
        index=stream.index,
        codec=stream.codec_name,
        sample_rate=int(_seconds(stream.sample_rate)),
        channels=stream.channels,
    )


def _seconds(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 0.0


def _rate(text: str) -> Fraction:
    try:
        return Fraction(text)
    except (ValueError, ZeroDivisionError):
        return Fraction(0)
