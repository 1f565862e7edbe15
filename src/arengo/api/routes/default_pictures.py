"""The avatar and the header of those who chose none, under the names by which clients know them."""

from functools import cache
from importlib import resources
from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction

_KEEP: Final = ((b"cache-control", b"public, max-age=86400"),)


@cache
def _picture(name: str) -> Answer:
    file = resources.files("arengo.api").joinpath("pictures").joinpath(name)
    return Answer(file.read_bytes(), 200, b"image/png", _KEEP)


@reads("/avatars/original/missing.png", access=Access.ANYONE, bucket="files")
def show_default_avatar(tx: ReadTransaction, request: Request) -> Answer:
    """Return the default avatar."""
    del tx, request
    return _picture("avatar.png")


@reads("/headers/original/missing.png", access=Access.ANYONE, bucket="files")
def show_default_header(tx: ReadTransaction, request: Request) -> Answer:
    """Return the default header."""
    del tx, request
    return _picture("header.png")
