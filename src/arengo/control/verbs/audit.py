"""Commands on the audit log: what the staff did, and whether the log is whole."""

from typing import Any

from arengo.base.clock import iso
from arengo.control.commands import Form, Nothing, Tell, command
from arengo.gate.site import Site
from arengo.moderation.audit.queries import broken_at, entries
from arengo.social.accounts.queries import accounts_by_id
from arengo.storage import ReadTransaction


class Selection(Form, frozen=True, kw_only=True):
    """How many to list."""

    limit: int = 50


@command("audit.list")
async def list_(site: Site, form: Selection, _tell: Tell) -> list[dict[str, Any]]:
    """Return what was done, newest first."""
    return await site.db.read(_listed, limit=min(max(form.limit, 1), 1_000))


@command("audit.check")
async def check(site: Site, _form: Nothing, _tell: Tell) -> dict[str, Any]:
    """Compute every seal anew: is the log as it was written?"""
    number = await site.db.read(broken_at)
    return {"whole": number is None, "broken_at": number}


def _listed(tx: ReadTransaction, *, limit: int) -> list[dict[str, Any]]:
    found = entries(tx, limit=limit)
    people = {each for entry in found for each in (entry.deed.by, entry.deed.person) if each}
    names = {number: each.acct for number, each in accounts_by_id(tx, sorted(people)).items()}
    return [
        {
            "number": entry.seq,
            "at": iso(entry.at_ms),
            "by": names.get(by, str(by)) if (by := entry.deed.by) else "operator",
            "act": entry.deed.act.value,
            "person": names.get(who, str(who)) if (who := entry.deed.person) else None,
            "entry": None if entry.deed.entry is None else str(entry.deed.entry),
            "about": entry.deed.about,
        }
        for entry in found
    ]
