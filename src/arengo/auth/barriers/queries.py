"""Questions about blocks: which there are, and who meets one."""

from collections.abc import Collection

from arengo.auth.barriers import store
from arengo.auth.barriers.model import DayOfUse, EmailBlock, EmailKind, IpBlock, Severity
from arengo.auth.barriers.policy import EmailBlocked, met_by
from arengo.base.clock import now_ms, today
from arengo.base.errors import NotFound
from arengo.storage import ReadTransaction

DAYS = 7


def ip_block(tx: ReadTransaction, block_id: int) -> IpBlock:
    """Return one; NotFound when there is none."""
    found = store.ip_block(tx, block_id)
    if found is None:
        raise NotFound
    return found


def ip_blocks(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[IpBlock]:
    """Return blocked networks, newest first."""
    found = store.ip_blocks(tx, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def networks(tx: ReadTransaction) -> list[tuple[str, Severity]]:
    """Return every network that is blocked now."""
    return [(text, Severity(number)) for text, number in store.networks(tx, now_ms=now_ms())]


def email_block(tx: ReadTransaction, block_id: int, kind: EmailKind) -> EmailBlock:
    """Return one; NotFound when there is none."""
    found = store.email_block(tx, block_id, kind)
    if found is None:
        raise NotFound
    return found


def email_blocks(
    tx: ReadTransaction, kind: EmailKind, *, before: int, after: int, upwards: bool, limit: int
) -> list[EmailBlock]:
    """Return blocks of a kind, newest first."""
    found = store.email_blocks(tx, kind, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def email_blocks_with(tx: ReadTransaction, kind: EmailKind, value: str) -> list[EmailBlock]:
    """Return the blocks of a kind with this value."""
    return store.email_blocks_with(tx, kind, [value])


def uses_of(tx: ReadTransaction, block_ids: Collection[int]) -> dict[int, list[DayOfUse]]:
    """Return of each block the last seven days, today first, and how often it was met."""
    last = today()
    first = last - DAYS + 1
    known = store.uses_of(tx, block_ids, since=first) if block_ids else []
    counts = {(block_id, day.day): day.uses for block_id, day in known}
    return {
        block_id: [
            DayOfUse(day, counts.get((block_id, day), 0)) for day in range(last, first - 1, -1)
        ]
        for block_id in block_ids
    }


def check_email(tx: ReadTransaction, address: str) -> None:
    """Raise EmailBlocked when nobody may join with this address."""
    met = met_by(address)
    for kind in EmailKind:
        values = [value for each, value in met if each is kind]
        found = store.email_blocks_with(tx, kind, values)
        if found:
            raise EmailBlocked(found[0].id)
