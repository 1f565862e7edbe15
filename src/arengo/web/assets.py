"""The static files of the pages: what is in the package, under addresses that change with it."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final

TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
}


@cache
def _files() -> Mapping[str, bytes]:
    """Read all of them once: a name that is not a key here does not exist, so no path is built."""
    folder = resources.files("arengo.web").joinpath("static")
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}


def static_file(name: str) -> tuple[bytes, str] | None:
    """Return the bytes and the content type, or None when there is no such file."""
    data = _files().get(name)
    kind = TYPES.get(name[name.rfind(".") :])
    return (data, kind) if data is not None and kind else None


@cache
def static_path(name: str) -> str:
    """Return the address to link: it changes with the content, so it may be cached for ever."""
    return f"/static/{name}?v={sha256(_files()[name]).hexdigest()[:12]}"
