"""An archive of words from elsewhere: how many posts a second come in, and what each costs."""

import asyncio
import io
import json
import time
import zipfile
from typing import Final

from bench.data import TEXT, Generated
from bench.load import Timing, fetch, form_bytes, request_bytes
from bench.process import Server

POSTS: Final = 5_000
_IMPORTS: Final = "/api/arengo/v1/imports"
_PUBLIC: Final = "https://www.w3.org/ns/activitystreams#Public"
_LOOK_S: Final = 0.05
_PATIENCE_S: Final = 120.0


async def arrive(server: Server, site: Generated) -> Timing:
    """Time an import from its upload to its last post."""
    token = site.tokens[-1]
    values = {"type": "mastodon_archive"}
    upload = form_bytes(_IMPORTS, token=token, values=values, name="data", content=_archive())
    began = time.perf_counter()
    number = json.loads(await fetch(server.port, upload))["id"]
    look = request_bytes(f"{_IMPORTS}/{number}", token=token)
    while (found := json.loads(await fetch(server.port, look)))["state"] != "done":
        if time.perf_counter() - began > _PATIENCE_S:
            raise RuntimeError(f"the import does not end: {found}")
        await asyncio.sleep(_LOOK_S)
    if found["taken_count"] != POSTS:
        raise RuntimeError(f"not all was taken: {found}")
    wall = time.perf_counter() - began
    return Timing([wall / POSTS] * POSTS, wall, 0)


def _archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        items = [_note(number) for number in range(POSTS)]
        archive.writestr("outbox.json", json.dumps({"orderedItems": items}))
    return out.getvalue()


def _note(number: int) -> dict[str, object]:
    at = f"2019-{number % 12 + 1:02d}-{number % 28 + 1:02d}T{number % 24:02d}:00:00Z"
    body = {
        "id": f"https://old.example/users/a/statuses/{number}",
        "type": "Note",
        "published": at,
        "to": [_PUBLIC],
        "cc": [],
        "content": f"<p>{TEXT} {number}</p>",
    }
    return {"type": "Create", "published": at, "object": body}
