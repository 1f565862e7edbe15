"""The worker process: reads an image from its input, writes the variants to its output, repeats."""

import copy
import gc
import sys
import warnings
from typing import BinaryIO

from PIL import Image, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

from arengo.providers.images import cell
from arengo.providers.images.decoding import prepare
from arengo.providers.images.model import CORRUPT, TOO_HARD, Answer, Question, Rejected
from arengo.providers.images.processing import processed
from arengo.providers.images.wire import LENGTH_BYTES, framed_answer, question_in

# Imported for what the decoders want later: inside the cell no file can be opened any more.
LOADED = (MpoImagePlugin, TiffImagePlugin, WebPImagePlugin, copy)


def main() -> None:
    """Serve until the input ends; told are the memory that may be taken and a rare format."""
    _load_everything(rare=sys.argv[2])
    gc.freeze()
    gc.enable()
    cell.enter(memory_bytes=int(sys.argv[1]))
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer one length-prefixed question after the other."""
    while head := questions.read(LENGTH_BYTES):
        question = question_in(questions.read(int.from_bytes(head, "big")))
        answers.write(framed_answer(answered(question)))
        answers.flush()


def answered(question: Question) -> Answer:
    """Process an image; whatever goes wrong becomes a refusal in plain words."""
    cell.allow_cpu(question.limits.cpu_s)
    try:
        return Answer(image=processed(question))
    except Rejected as rejected:
        return Answer(refusal=str(rejected), cause=repr(rejected.__cause__))
    except MemoryError as error:
        return Answer(refusal=TOO_HARD, cause=repr(error))
    except Exception as error:  # noqa: BLE001  decoders raise anything on hostile input
        return Answer(refusal=CORRUPT, cause=repr(error)[:200])


def _load_everything(*, rare: str) -> None:
    """Nothing can be opened once the cell is shut, and the decoders load parts when first used."""
    warnings.simplefilter("ignore")
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # decoding.check_size refuses earlier and below that
    prepare(rare)
