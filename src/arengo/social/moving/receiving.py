"""A file that somebody brings along: kept where the job finds it, and its import begun."""

import asyncio
import shutil
from pathlib import Path
from typing import Final, Protocol

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, new_id
from arengo.config.settings import Settings
from arengo.social.media.ports import Upload
from arengo.social.moving import actions
from arengo.social.moving.files import ImportFiles, count_lines
from arengo.social.moving.model import ARCHIVES, MOST_LINES, Import, Kind
from arengo.storage import Database

_FORM_BYTES: Final = 64 * 1024  # what a form adds to its file


class Porch(Protocol):
    """Where files arrive."""

    @property
    def db(self) -> Database:
        """Begin imports here."""
        ...

    @property
    def imports(self) -> ImportFiles:
        """Keep the files here."""
        ...


def most_body_bytes(settings: Settings) -> int:
    """Return how large a form with a file may be: an archive has all its pictures in it."""
    return settings.import_max_bytes + _FORM_BYTES


async def receive(
    porch: Porch, *, by: AccountId, kind: Kind, upload: Upload, overwrite: bool
) -> Import:
    """Keep a file and begin its import; raises Invalid, and keeps nothing, when it cannot be."""
    files, import_id = porch.imports, new_id(by)
    path = files.source(import_id) if kind in ARCHIVES else files.lines(import_id)
    try:
        await asyncio.to_thread(_keep, upload, path)
        lines = 0 if kind in ARCHIVES else await asyncio.to_thread(_count, path)
        return await porch.db.write(
            actions.begin,
            by=by,
            import_id=import_id,
            kind=kind,
            overwrite=overwrite,
            lines=lines,
        )
    except BaseException:
        files.forget(import_id)
        raise


def _count(path: Path) -> int:
    lines = count_lines(path)
    if lines > MOST_LINES:
        raise Invalid(f"Validation failed: Data has more than {MOST_LINES} lines")
    return lines


def _keep(upload: Upload, path: Path) -> None:
    if upload.path is not None:
        shutil.move(upload.path, path)
    else:
        path.write_bytes(upload.data)
