"""A process that dies between the commit and the job leaves the job for the next one."""

import asyncio
import sys

import pytest

from arengo.base.lanes import Lane
from arengo.jobs import Registry, Worker
from arengo.jobs.actions import LEASE_MS
from arengo.storage import Listeners
from arengo.storage.opening import open_database

pytestmark = pytest.mark.anyio

DYING = """
import asyncio, os, sys
from pathlib import Path
from arengo.base.lanes import Lane
from arengo.jobs import Registry, Worker
from arengo.storage import Listeners
from arengo.storage.opening import open_database

async def main(data, url, when):
    async def die(**_):
        os._exit(9)
    registry = Registry()
    registry.add("tests.note", die, Lane.INTERACTIVE)
    db = open_database(Path(data), url or None, Listeners())
    await db.start()
    await db.write(lambda tx: tx.enqueue("tests.note", number=1))
    if when == "before":
        os._exit(9)
    await Worker(db, registry).run_due()

asyncio.run(main(*sys.argv[1:]))
"""


@pytest.mark.parametrize("when", ["before", "during"])
async def test_a_crash_after_the_commit_leaves_the_job(settings, clock, when):
    words = [sys.executable, "-c", DYING, str(settings.data), settings.database_url or "", when]
    dying = await asyncio.create_subprocess_exec(*words)
    assert await asyncio.wait_for(dying.wait(), 60) == 9

    seen = []

    async def note(number):
        seen.append(number)

    registry = Registry()
    registry.add("tests.note", note, Lane.INTERACTIVE)
    db = open_database(settings.data, settings.database_url, Listeners())
    await db.start()
    try:
        clock.now += LEASE_MS
        assert (await Worker(db, registry, clock=clock).run_due()).done == 1
        assert (await Worker(db, registry, clock=clock).run_due()).done == 0
    finally:
        await db.stop()
    assert seen == [1]
