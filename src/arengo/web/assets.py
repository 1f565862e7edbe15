"""The files of the pages, our own and gathered ones, under addresses that change with them."""

import re
from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Final

TYPES: Final[Mapping[str, str]] = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
}
# The one CSS file is made of these, in this order; each looks after one part of the pages.
STYLES: Final = (
    "tokens",
    "ground",
    "frame",
    "app",
    "buttons",
    "front",
    "posts",
    "composer",
    "cards",
    "home",
    "focused",
    "threads",
    "profile",
    "people",
    "tabs",
    "talk",
    "forms",
    "security",
    "login",
    "offers",
    "settings",
    "letters",
    "office",
    "news",
    "width",
)
_SHEET: Final = "arengo.css"
_REMARK: Final = re.compile(r"/\*.*?\*/", re.DOTALL)
_FOLDERS: Final = ("static", "gathered")
_GATHERED: Final = ("htmx.js", "icons.svg", "lucide.txt")


class NotGathered(RuntimeError):
    """The files of others are not there: this program was never set up."""


@cache
def _files() -> Mapping[str, bytes]:
    """Read all of them once: a name that is not a key here does not exist, so no path is built."""
    package = resources.files("arengo.web")
    folders = [folder for name in _FOLDERS if (folder := package.joinpath(name)).is_dir()]
    files = {
        file.name: file.read_bytes()
        for folder in folders
        for file in folder.iterdir()
        if file.is_file()
    }
    files[_SHEET] = _sheet()
    if missing := [name for name in _GATHERED if name not in files]:
        raise NotGathered(f"the pages lack {', '.join(missing)}: run scripts/setup")
    return files


def _sheet() -> bytes:
    """Return all styles as one file, without what only their authors read."""
    folder = resources.files("arengo.web").joinpath("styles")
    parts = [folder.joinpath(f"{name}.css").read_text("utf-8") for name in STYLES]
    lines = _REMARK.sub("", "\n".join(parts)).splitlines()
    return "".join(f"{line.strip()}\n" for line in lines if line.strip()).encode()


def check_files() -> None:
    """Raise NotGathered where set-up has not run: a server without its pages does not start."""
    _files()


def static_file(name: str) -> tuple[bytes, str] | None:
    """Return the bytes and the content type, or None when there is no such file."""
    data = _files().get(name)
    kind = TYPES.get(name[name.rfind(".") :])
    return (data, kind) if data is not None and kind else None


@cache
def static_path(name: str) -> str:
    """Return the address to link: it changes with the content, so it may be cached for ever."""
    return f"/static/{name}?v={sha256(_files()[name]).hexdigest()[:12]}"
