"""Questions about publishers."""

from collections.abc import Iterable

from arengo.base.errors import NotFound
from arengo.social.discover.publishers import store
from arengo.social.discover.publishers.model import Publisher
from arengo.social.discover.publishers.policy import upwards, verdict
from arengo.storage import ReadTransaction


def publishers(
    tx: ReadTransaction, *, before: int, after: int, upwards: bool, limit: int
) -> list[Publisher]:
    """Return publishers for the staff, newest first."""
    found = store.page(tx, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def publisher_by_id(tx: ReadTransaction, publisher_id: int) -> Publisher:
    """Return one of them; NotFound when there is none."""
    found = store.by_id(tx, publisher_id)
    if found is None:
        raise NotFound
    return found


def verdicts(tx: ReadTransaction, hosts: Iterable[str]) -> dict[str, bool]:
    """Return host → whether it may have trends, of those of these of which anything is said."""
    asked = set(hosts)
    if not asked:
        return {}
    said = store.said_of(tx, {each for host in asked for each in upwards(host)})
    found = {host: verdict(host, said) for host in asked}
    return {host: may for host, may in found.items() if may is not None}
