"""Commands on the database: which schema it has, whether it is sound."""

import asyncio
from typing import Any

from msgspec.structs import asdict

from arengo.base.clock import iso
from arengo.control.commands import Nothing, Tell, command
from arengo.gate.site import Site
from arengo.storage.checking import CHECKS, check_file
from arengo.storage.migrations.runner import applied, newest


@command("db.migrate")
async def migrate(site: Site, _form: Nothing, _tell: Tell) -> dict[str, Any]:
    """Return the schema; opening the database has already brought it up to date."""
    rows = await site.db.read(applied)
    return {
        "schema": newest(),
        "migrations": [
            {"number": number, "name": name, "applied": iso(at_ms)} for number, name, at_ms in rows
        ],
    }


@command("db.check")
async def check(site: Site, _form: Nothing, tell: Tell) -> dict[str, Any]:
    """Look for damage: pages, schema, and counters of a sample against what they count."""
    steps = 1 + len(CHECKS)
    tell(0, steps, "Reading every page")
    findings = await asyncio.to_thread(check_file, site.db)
    sound_file = not findings
    for done, (words, question) in enumerate(CHECKS.items() if sound_file else (), start=1):
        tell(done, steps, words)
        findings += await site.db.read(question)
    tell(steps, steps, "Done")
    return {
        "engine": site.db.engine,
        "sound": not findings,
        "findings": [asdict(finding) for finding in findings],
    }
