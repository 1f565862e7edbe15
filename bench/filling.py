"""Fills a site and says what to ask it for: `python bench/filling.py FOLDER ACCOUNTS POSTS`.

Run with the program and the bench of any revision on the path, it fills that one's site.
"""

import asyncio
import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Final

from arengo.config.keys import load_keys
from arengo.storage.listeners import Listeners
from arengo.storage.opening import open_database
from bench.data import Generated, Size, generate

SAID: Final = "asked.json"


async def fill(data: Path, url: str | None, size: Size, *, with_search: bool = True) -> Generated:
    """Fill an empty site on one engine; its files of the search too, which takes as long again."""
    db = open_database(data, url, Listeners())
    await db.start()
    try:
        site = await generate(db, load_keys(data), size)
        if with_search:
            await _learn(db, data)
    finally:
        await db.stop()
    return site


async def _learn(db: object, data: Path) -> None:
    try:
        from arengo.social.search.rebuilding import rebuild  # noqa: PLC0415
        from arengo.storage.sidecar import SearchFiles  # noqa: PLC0415
    except ImportError:
        return  # a revision before the search
    files = SearchFiles(data / "search")
    try:
        await rebuild(db, files, tell=lambda *_: None)  # type: ignore[arg-type]
    finally:
        files.close()


def recall(data: Path) -> Generated:
    """Return what a site was filled with, as far as the program that filled it knew."""
    said = json.loads((data / SAID).read_text(encoding="utf-8"))
    return Generated(**{"lists": [], "pages": [], "sessions": [], **said})


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    filled = asyncio.run(fill(folder, None, Size(int(sys.argv[2]), int(sys.argv[3]))))
    (folder / SAID).write_text(json.dumps(asdict(filled)), encoding="utf-8")
