"""The worker's loop: one framed answer for each framed question, whatever the image is."""

import io
import json
import resource

import msgspec
import pytest

from arengo.providers.images import worker
from arengo.providers.images.model import ATTACHMENT, CORRUPT, LYING, ImageLimits, Question
from arengo.providers.images.process import WorkerDied, answer_in
from arengo.providers.images.wire import framed
from tests.providers.images import corpus


@pytest.fixture(autouse=True)
def _unchanged_cpu_limit():
    before = resource.getrlimit(resource.RLIMIT_CPU)
    yield
    resource.setrlimit(resource.RLIMIT_CPU, before)


def asked(content):
    limits = ImageLimits(cpu_s=100_000)
    return framed(Question(data=content, limits=limits, variants=ATTACHMENT))


def unframed(raw):
    answers = []
    while raw:
        end = 4 + int.from_bytes(raw[:4], "big")
        answers.append(answer_in(raw[4:end]))
        raw = raw[end:]
    return answers


def test_every_question_is_answered_in_turn_until_the_input_ends():
    good = corpus.written(corpus.photo(32, 24), "PNG")
    contents = [good, good[: len(good) // 2], b"GIF89a", good]
    output = io.BytesIO()
    worker.serve(io.BytesIO(b"".join(asked(content) for content in contents)), output)
    first, cut, empty, last = unframed(output.getvalue())
    assert first.image.pictures == last.image.pictures
    assert first.image["original"].width == 32
    assert (cut.image, cut.refusal) == (None, CORRUPT)
    assert (empty.image, empty.refusal) == (None, LYING)


@pytest.mark.parametrize(
    "picture",
    [
        ["original", "text/html", 1, 1, 4],
        ["original", "image/png", 0, 1, 4],
        ["original", "image/png", 1, 1, 3],
        ["original", "image/png", 1, 1, 5],
        ["original", "image/png", 1, 1, -4],
        ["original", "image/png", 1, 1],
        [1, "image/png", 1, 1, 4],
    ],
    ids=str,
)
def test_what_no_worker_says_is_not_believed(picture):
    told = {"image": {"pictures": [picture], "animated": False, "blurhash": "x"}}
    head = json.dumps(told).encode()
    with pytest.raises((WorkerDied, msgspec.MsgspecError)):
        answer_in(len(head).to_bytes(4, "big") + head + b"1234")
