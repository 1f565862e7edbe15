"""What travels over the control socket: one JSON object a line, a question and its answers."""

from typing import Any, Final

import msgspec

LONGEST_LINE: Final = 64 * 1024 * 1024


class Question(msgspec.Struct, frozen=True):
    """A command and its arguments."""

    command: str
    arguments: dict[str, Any]


class Progress(msgspec.Struct, frozen=True, tag="progress"):
    """How far a command is."""

    done: int
    total: int
    words: str


class Result(msgspec.Struct, frozen=True, tag="result"):
    """The command is done; `value` is JSON."""

    value: Any


class Refused(msgspec.Struct, frozen=True, tag="refused"):
    """The command was refused, in words for the operator; nothing was changed."""

    words: str


Answer = Progress | Result | Refused
_encoder: Final = msgspec.json.Encoder()
_questions: Final = msgspec.json.Decoder(Question)
_answers: Final = msgspec.json.Decoder(Answer)


def to_line(message: Question | Answer) -> bytes:
    """Write one message."""
    return _encoder.encode(message) + b"\n"


def read_question(line: bytes) -> Question:
    """Read what a client asks; raises msgspec.DecodeError."""
    return _questions.decode(line)


def read_answer(line: bytes) -> Answer:
    """Read what a server answers."""
    answer: Answer = _answers.decode(line)
    return answer
