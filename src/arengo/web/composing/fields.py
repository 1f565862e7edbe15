"""The form of the composer, as a browser sends it."""

import secrets
from typing import Annotated, Final

import msgspec

from arengo.gate.parameters import UploadedFile

MOST_PIECES: Final = 10
MOST_KEY: Final = 64
DAY_MIN: Final = 24 * 60


class UploadField(msgspec.Struct, frozen=True, kw_only=True):
    """A picture that was sent before, and what is said about it."""

    id: str = ""
    alt: str | None = None  # as it was kept
    focus: str | None = None  # and so the point that stays in sight


class PieceField(msgspec.Struct, frozen=True, kw_only=True):
    """One post of those that are being written."""

    text: str = ""
    uploads: list[UploadField] = msgspec.field(default_factory=list)
    files: list[UploadedFile | str] = msgspec.field(default_factory=list)

    @property
    def is_empty(self) -> bool:
        """Return whether nothing is there to be published."""
        return not self.text.strip() and not self.uploads


class TimeForm(msgspec.Struct, frozen=True, kw_only=True):
    """A time as a browser sends it, and by how many minutes its clock is ahead of UTC."""

    due: str = ""
    zone: Annotated[int, msgspec.Meta(ge=-DAY_MIN, le=DAY_MIN)] = 0  # how far ahead of UTC


class ComposeForm(TimeForm, frozen=True, kw_only=True):
    """All that is being written. A box that is not ticked is not sent."""

    pieces: list[PieceField] = msgspec.field(default_factory=list)
    warns: bool = False
    spoiler: str = ""
    sensitive: bool = False
    visibility: str = ""
    reply_policy: str = ""
    quote_policy: str = ""
    local_only: bool = False
    language: str = ""
    asks: bool = False
    options: list[str] = msgspec.field(default_factory=list)
    lasts_s: int | None = None
    multiple: bool = False
    hidden: bool = False
    reply_to: str = ""
    quote: str = ""
    edit: str = ""
    key: str = ""
    draft: str = ""  # the plan it was taken from, a draft or scheduled
    version: int = 0
    author: str = ""  # who was signed in when the writing began
    return_to: str = ""
    do: str = "look"
    remove: str = ""  # the id of a picture to take away
    drop: int | None = None  # the number of a post of a thread to take away
    bare: bool = False  # pictures without a description may go out

    @property
    def is_empty(self) -> bool:
        """Return whether there is nothing worth keeping."""
        texts = (self.spoiler, *self.options)
        return all(piece.is_empty for piece in self.pieces) and not any(map(str.strip, texts))


def new_key() -> str:
    """Return what tells one writing from another."""
    return secrets.token_hex(12)


def tidied(form: ComposeForm) -> ComposeForm:
    """Return the form with what a button takes away or adds, and with at least one post."""
    pieces = [
        msgspec.structs.replace(
            piece, uploads=[each for each in piece.uploads if each.id != form.remove]
        )
        for number, piece in enumerate(form.pieces)
        if number == 0 or number != form.drop
    ]
    if (form.do == "more" and len(pieces) < MOST_PIECES) or not pieces:
        pieces.append(PieceField())
    return msgspec.structs.replace(
        form,
        pieces=pieces,
        remove="",
        drop=None,
        do="look" if form.do == "more" else form.do,
        key=form.key or new_key(),
    )
