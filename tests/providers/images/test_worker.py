"""The worker's loop: one framed answer for each framed question, whatever the image is."""

import io
import resource

import msgspec
import pytest

from arengo.providers.images import worker
from arengo.providers.images.model import ATTACHMENT, CORRUPT, LYING, Answer, ImageLimits, Question
from tests.providers.images import corpus


@pytest.fixture(autouse=True)
def _unchanged_cpu_limit():
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)


def framed(content):
    limits = ImageLimits(cpu_s=100_000)
    frame = msgspec.msgpack.encode(Question(data=content, limits=limits, variants=ATTACHMENT))
    return len(frame).to_bytes(4, "big") + frame


def unframed(raw):
    answers = []
    while raw:
        end = 4 + int.from_bytes(raw[:4], "big")
        answers.append(msgspec.msgpack.decode(raw[4:end], type=Answer))
        raw = raw[end:]
    return answers


def test_every_question_is_answered_in_turn_until_the_input_ends():
    good = corpus.written(corpus.photo(32, 24), "PNG")
    contents = [good, good[: len(good) // 2], b"GIF89a", good]
    output = io.BytesIO()
    worker.serve(io.BytesIO(b"".join(framed(content) for content in contents)), output)
    first, cut, empty, last = unframed(output.getvalue())
    assert first.image == last.image
    assert first.image["original"].width == 32
    assert (cut.image, cut.refusal) == (None, CORRUPT)
    assert (empty.image, empty.refusal) == (None, LYING)
