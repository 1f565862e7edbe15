"""Reading sources again and again; each in a job of its own, so that a slow one holds up nobody."""

from typing import Final

from arengo.providers.egress import Egress
from arengo.social.discover.news.actions import claim_due, keep_answer
from arengo.social.discover.news.fetching import ask
from arengo.social.discover.news.queries import source_by_id
from arengo.storage import Database

_AT_ONCE: Final = 50


async def read_due(db: Database) -> None:
    """Let every source that is due be read."""
    while await db.write(claim_due, most=_AT_ONCE) == _AT_ONCE:
        continue


async def read_source(db: Database, egress: Egress, *, source_id: int) -> None:
    """Ask a source what is new, and keep what it says."""
    source = await db.read(source_by_id, source_id)
    if source is not None:
        asked = await ask(egress, source.url, source.marks)
        await db.write(keep_answer, source_id=source_id, asked=asked)
