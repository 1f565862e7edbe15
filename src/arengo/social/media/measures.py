"""What is told about a recording beside its address, in the shape that clients know."""

import msgspec

from arengo.providers.images.model import ProcessedImage
from arengo.providers.recordings.model import Facts as Recording
from arengo.providers.recordings.model import Pictures, Sound
from arengo.social.media.model import Facts


def of_recording(recording: Recording) -> Facts:
    """Return length, size and sound of a recording."""
    seconds = recording.duration_s
    original: dict[str, object] = {"duration": seconds, "bitrate": recording.bitrate}
    told: dict[str, object] = {"length": _clock(seconds), "duration": round(seconds, 2)}
    if recording.pictures:
        original = {**_sides(recording.pictures), **original}
        told |= _seen(recording.pictures)
    if recording.sound:
        told |= _heard(recording.sound)
    told["original"] = original
    return {key: msgspec.Raw(msgspec.json.encode(value)) for key, value in told.items()}


def of_pictures(image: ProcessedImage | None) -> Facts:
    """Return the sizes of the pictures that were written."""
    sizes = image.meta() if image else {}
    return {key: msgspec.Raw(msgspec.json.encode(value)) for key, value in sizes.items()}


def _seen(pictures: Pictures) -> dict[str, object]:
    width, height = pictures.width, pictures.height
    return {
        "fps": round(pictures.frames_per_second),
        "size": f"{width}x{height}",
        "width": width,
        "height": height,
        "aspect": width / height,
    }


def _sides(pictures: Pictures) -> dict[str, object]:
    return {
        "width": pictures.width,
        "height": pictures.height,
        "frame_rate": pictures.frame_rate,
    }


def _heard(sound: Sound) -> dict[str, object]:
    return {
        "audio_encode": sound.codec,
        "audio_bitrate": f"{sound.sample_rate} Hz",
        "audio_channels": "mono" if sound.channels == 1 else "stereo",
    }


def _clock(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(int(minutes), 60)
    return f"{hours}:{minutes:02d}:{rest:05.2f}"
