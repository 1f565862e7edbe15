"""Work behind the scenes: files whose rows are gone, and uploads that nobody used."""

from typing import Final

from arengo.base.clock import now_ms
from arengo.base.ids import first_id_at
from arengo.providers.files import FileStore, Spool
from arengo.social.media.actions import remove_unattached
from arengo.social.media.policy import FREE_KEPT_MS
from arengo.storage import Database

_BATCH: Final = 100


async def delete_files(files: FileStore, spool: Spool, *, names: str) -> None:
    """Delete files by name, and what waits to become them; what is gone already is fine."""
    for name in names.split():
        await files.delete(name)
        spool.waiting(name).unlink(missing_ok=True)


async def sweep(db: Database, spool: Spool) -> None:
    """Remove uploads that waited a day for a post, and those that never became whole."""
    before = first_id_at(now_ms() - FREE_KEPT_MS)
    while await db.write(remove_unattached, before_id=before, most=_BATCH) == _BATCH:
        continue
    spool.sweep()
