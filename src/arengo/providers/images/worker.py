"""The worker process: reads an image from its input, writes the variants to its output, repeats."""

import copy
import sys
import warnings
from typing import BinaryIO

import msgspec
from PIL import AvifImagePlugin, Image, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin

from arengo.providers.images import cell
from arengo.providers.images.model import CORRUPT, TOO_HARD, Answer, Question, Rejected
from arengo.providers.images.processing import processed

LENGTH_BYTES = 4
# Imported for what the decoders want later: inside the cell no file can be opened any more.
LOADED = (AvifImagePlugin, MpoImagePlugin, TiffImagePlugin, WebPImagePlugin, copy)


def main() -> None:
    """Serve until the input ends."""
    memory_bytes = int(sys.argv[1])
    _load_everything()
    cell.enter(memory_bytes=memory_bytes)
    serve(sys.stdin.buffer, sys.stdout.buffer)


def serve(questions: BinaryIO, answers: BinaryIO) -> None:
    """Answer one length-prefixed question after the other."""
    decoder = msgspec.msgpack.Decoder(Question)
    while head := questions.read(LENGTH_BYTES):
        question = decoder.decode(questions.read(int.from_bytes(head, "big")))
        answer = msgspec.msgpack.encode(answered(question))
        answers.write(len(answer).to_bytes(LENGTH_BYTES, "big") + answer)
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


def _load_everything() -> None:
    """Nothing can be opened once the cell is shut, and the decoders load parts when first used."""
    warnings.simplefilter("ignore")
    Image.preinit()
    Image.MAX_IMAGE_PIXELS = None  # decoding.check_size refuses earlier and below that
    AvifImagePlugin.DEFAULT_MAX_THREADS = 1


if __name__ == "__main__":
    main()
