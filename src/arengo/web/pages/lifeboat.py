"""The lifeboat: what browsers and mirrors keep of us, for when we cannot be reached."""

from typing import Final

from arengo.gate.answers import Answer, Header
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.instance.open_letters.lifeboat import launch
from arengo.storage import ReadTransaction

PATH: Final = "/.well-known/arengo-lifeboat"
_KEPT: Final[Header] = (b"cache-control", b"public, max-age=300, stale-if-error=604800")


@reads(PATH, access=Access.ANYONE, bucket="page", bounded=False)
def show_lifeboat(tx: ReadTransaction, request: Request) -> Answer:
    """Give who we are, where else we are found and the last open letter, signed."""
    body = launch(tx, site=request.site.settings.origin, keys=request.site.keys)
    return Answer(body, headers=(_KEPT, (b"vary", b"")))
