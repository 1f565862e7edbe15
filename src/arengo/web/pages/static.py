"""The files of the pages themselves, and what browsers and robots ask for by name."""

from typing import Final

from arengo.base.errors import NotFound
from arengo.gate.answers import Answer, Header
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction
from arengo.web.assets import static_file, static_path

_FOR_EVER: Final[Header] = (b"cache-control", b"public, max-age=31536000, immutable")
_A_WHILE: Final[Header] = (b"cache-control", b"public, max-age=3600")
_ROBOTS: Final = b"""\
User-agent: *
Disallow: /api/
Disallow: /auth/
Disallow: /oauth/
"""


@reads("/static/{name}", access=Access.PAGE, bucket="files")
def show_static_file(_tx: ReadTransaction, request: Request, name: str) -> Answer:
    """Give a file of the pages; under its own hash it never changes."""
    address = f"{request.path}?{request.query.decode('latin-1')}"
    return _file(name, _FOR_EVER if _exists(name) and address == static_path(name) else _A_WHILE)


@reads("/favicon.ico", access=Access.PAGE, bucket="files")
def show_icon(_tx: ReadTransaction, _request: Request) -> Answer:
    """Give the icon to browsers that look for it here."""
    return _file("favicon.svg", _A_WHILE)


@reads("/robots.txt", access=Access.PAGE, bucket="files")
def show_robots(_tx: ReadTransaction, _request: Request) -> Answer:
    """Keep robots to the pages; each page says for itself whether it may be kept."""
    return Answer(_ROBOTS, type=b"text/plain; charset=utf-8", headers=(_A_WHILE,))


def _exists(name: str) -> bool:
    return static_file(name) is not None


def _file(name: str, caching: Header) -> Answer:
    found = static_file(name)
    if found is None:
        raise NotFound
    data, kind = found
    return Answer(data, type=kind.encode(), headers=(caching,))
