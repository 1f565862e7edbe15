"""How questions and answers travel through the pipes of a worker: a head in JSON, then raw bytes.

A worker reads only what this site writes; what it answers is not believed before `process` has
looked at it, for a hostile image may have taken it over.
"""

import json
from collections.abc import Sequence
from typing import Final

from arengo.providers.images.model import Answer, Fit, ImageLimits, Question, Variant

LENGTH_BYTES: Final = 4


def framed(question: Question) -> bytes:
    """Return the bytes of a question, with how many they are."""
    return _framed([question.limits, question.variants], [question.data])


def question_in(raw: bytes) -> Question:
    """Read the bytes of a question, without how many they are."""
    head, data = parts_of(raw)
    limits, variants = json.loads(head)
    return Question(
        data=data,
        limits=ImageLimits(*limits),
        variants=tuple(
            Variant(name, width, height, Fit(fit), *flags)
            for name, width, height, fit, *flags in variants
        ),
    )


def framed_answer(answer: Answer) -> bytes:
    """Return the bytes of an answer, with how many they are."""
    image = answer.image
    if image is None:
        return _framed({"refusal": answer.refusal, "cause": answer.cause}, ())
    pictures = [[*picture[:-1], len(picture.data)] for picture in image.pictures]
    shown = {"pictures": pictures, "animated": image.animated, "blurhash": image.blurhash}
    return _framed({"image": shown}, [picture.data for picture in image.pictures])


def parts_of(raw: bytes) -> tuple[bytes, bytes]:
    """Return the head and what follows it."""
    end = LENGTH_BYTES + int.from_bytes(raw[:LENGTH_BYTES], "big")
    return raw[LENGTH_BYTES:end], raw[end:]


def _framed(told: object, contents: Sequence[bytes]) -> bytes:
    head = json.dumps(told).encode()
    size = LENGTH_BYTES + len(head) + sum(len(content) for content in contents)
    lengths = (length.to_bytes(LENGTH_BYTES, "big") for length in (size, len(head)))
    return b"".join([*lengths, head, *contents])
