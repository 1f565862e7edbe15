"""Whether this server can do its work, for whoever watches over it."""

import logging
from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.instance.queries import site_settings

_log = logging.getLogger("arengo.health")
_TEXT: Final = b"text/plain; charset=utf-8"


@acts("GET", "/health", access=Access.ANYONE, bucket="files")
async def show_health(request: Request) -> Answer:
    """Say OK when the database answers."""
    try:
        await request.read(site_settings)
    except Exception:  # noqa: BLE001  whatever it was, we cannot work
        _log.exception("the database does not answer")
        return Answer(b"The database does not answer\n", 503, _TEXT)
    return Answer(b"OK", 200, _TEXT)
