"""Names of stored files: what is a name, which type it has, and on which path it lies."""

import re
import secrets
from types import MappingProxyType
from typing import Final

from arengo.base.errors import NotFound

CONTENT_TYPES: Final = MappingProxyType(
    {
        "gif": "image/gif",
        "jpg": "image/jpeg",
        "mp3": "audio/mpeg",
        "mp4": "video/mp4",
        "png": "image/png",
        "webp": "image/webp",
    }
)
_SUFFIXES: Final = {content_type: suffix for suffix, content_type in CONTENT_TYPES.items()}
_NAME: Final = re.compile(rf"[0-9a-f]{{32}}(?P<sealed>s?)\.(?P<suffix>{'|'.join(CONTENT_TYPES)})")


class BadName(NotFound):
    """Not a name that we give: no file can have it, so it looks like any absent one."""


def new_key() -> str:
    """Return 128 random bits: nobody finds a file without being told its name."""
    return secrets.token_hex(16)


def new_name(content_type: str) -> str:
    """Return a fresh name for a file of this type: whoever knows it may have the file."""
    return f"{new_key()}.{_SUFFIXES[content_type]}"


def new_sealed_name(content_type: str) -> str:
    """Return a fresh name that does not suffice to be handed the file: see `addresses`."""
    return f"{new_key()}s.{_SUFFIXES[content_type]}"


def is_sealed(name: str) -> bool:
    """Say whether a name alone is not enough; raises BadName for what is not a name."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise BadName
    return bool(match["sealed"])


def content_type_of(name: str) -> str:
    """Return the type that a name promises; raises BadName for what is not a name."""
    match = _NAME.fullmatch(name)
    if match is None:
        raise BadName
    return CONTENT_TYPES[match["suffix"]]


def path_of(name: str) -> str:
    """Return the path below the root, spread over 65,536 folders: `m/ab/cd/<name>`."""
    content_type_of(name)
    return f"m/{name[:2]}/{name[2:4]}/{name}"


def check_type(name: str, content_type: str) -> None:
    """Refuse to keep bytes of one type under a name that promises another."""
    if content_type_of(name) != content_type:
        raise ValueError(f"{content_type} does not belong under the name {name}")
