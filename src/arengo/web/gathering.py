"""Gathers at set-up what browsers get from other people's packages: htmx and the icons.

`python -m arengo.web.gathering FOLDER`, where FOLDER is the `node_modules` that npm has filled.
"""

import re
import sys
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Final

from arengo.web.icons import ICONS

GATHERED: Final = Path(__file__).parent / "gathered"
# In this order in one file: an extension registers itself with htmx. With the hash of each.
SCRIPTS: Final[Mapping[str, str]] = {
    "htmx.min.js": "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    "ext/hx-sse.min.js": "18ef2761356ec1fe0bb6d92612315b37517a7c1e9856b661c5ae81fef239d103",
    "ext/hx-preload.min.js": "6526defdf2cafd6a6b9f09fe39136e7af7611d103f05cc7068489ef83993f244",
}
_DRAWING: Final = re.compile(r"<svg\s[^>]*>(.*)</svg>\s*", re.DOTALL)
_SHAPE: Final = re.compile(
    r'<(?:path|circle|ellipse|rect|line|polyline|polygon)(?: [a-z0-9]+="[^"<>]*")+ />'
)
_NOTICE: Final = "<!-- Lucide Icons and Contributors, ISC licence: /static/lucide.txt -->"


class Unexpected(Exception):
    """A package holds something else than what this program was written with."""


def gather(packages: Path, target: Path) -> None:
    """Write the files of others into `target`; raise Unexpected rather than write half of them."""
    lucide = packages / "lucide-static"
    files = {
        "htmx.js": _scripts(packages / "htmx.org/dist"),
        "icons.svg": _sprite(lucide / "icons"),
        "lucide.txt": (lucide / "LICENSE").read_text("utf-8"),
    }
    target.mkdir(exist_ok=True)
    for name, text in files.items():
        (target / name).write_text(text, "utf-8")


def _scripts(folder: Path) -> str:
    return "".join(f"{_verified(folder / name, wanted)};\n" for name, wanted in SCRIPTS.items())


def _verified(path: Path, wanted: str) -> str:
    data = path.read_bytes()
    found = sha256(data).hexdigest()
    if found != wanted:
        raise Unexpected(f"{path.name} has the hash {found}, expected {wanted}")
    return data.decode().rstrip()


def _sprite(folder: Path) -> str:
    symbols = [
        f'<symbol id="{name}" viewBox="0 0 24 24">{_shapes(folder / f"{drawn}.svg")}</symbol>'
        for name, drawn in ICONS.items()
    ]
    lines = ('<svg xmlns="http://www.w3.org/2000/svg">', _NOTICE, *symbols, "</svg>", "")
    return "\n".join(lines)


def _shapes(path: Path) -> str:
    """Return what is drawn and nothing else: a picture of others carries no script into pages."""
    drawing = _DRAWING.search(path.read_text("utf-8"))
    shapes = [line.strip() for line in drawing[1].splitlines() if line.strip()] if drawing else []
    if not shapes or not all(_SHAPE.fullmatch(shape) for shape in shapes):
        raise Unexpected(f"{path.name} is not only shapes")
    return "".join(shape.replace(" />", "/>") for shape in shapes)


if __name__ == "__main__":
    gather(Path(sys.argv[1]), GATHERED)
