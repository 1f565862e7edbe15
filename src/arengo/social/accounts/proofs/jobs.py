"""Looks at the pages that people name in their profiles, and writes down which lead back."""

from collections.abc import Collection
from typing import Final, Protocol

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.config.settings import Settings
from arengo.providers.egress import Egress, Outgoing, Refused, Unreachable
from arengo.social.accounts.proofs.actions import note_proofs
from arengo.social.accounts.proofs.policy import addresses_of, leads_back, page_of
from arengo.social.accounts.queries import account_by_id
from arengo.storage import Database

_PAGE_BYTES: Final = 1024 * 1024
_PAGE_S: Final = 8.0
_OK: Final = 200
_HTML: Final = frozenset(("text/html", "application/xhtml+xml"))


class Lookout(Protocol):
    """What looking at pages needs of the running whole."""

    @property
    def db(self) -> Database:
        """Write it down here."""
        ...

    @property
    def egress(self) -> Egress:
        """Ask other servers through this."""
        ...

    @property
    def settings(self) -> Settings:
        """Read here where we are."""
        ...


async def prove_links(site: Lookout, *, account_id: int, anew: bool) -> None:
    """Ask every page that is not proved (or each, `anew`); who does not answer changes nothing."""
    try:
        account = await site.db.read(account_by_id, account_id)
    except NotFound:
        return
    fields = [each for each in account.fields if anew or each.verified_ms is None]
    addresses = addresses_of(site.settings.origin, account.username)
    found = {
        page: await _leads_back(site.egress, page, addresses)
        for page in {page_of(each) for each in fields}
        if page
    }
    proved = {page for page, leads in found.items() if leads}
    disproved = {page for page, leads in found.items() if leads is False}
    if found:
        await site.db.write(
            note_proofs,
            account_id=AccountId(account_id),
            proved=proved,
            disproved=disproved,
        )


async def _leads_back(egress: Egress, page: str, addresses: Collection[str]) -> bool | None:
    """Return whether a page leads to one of these addresses; None when it cannot be read."""
    try:
        answer = await egress.send(
            Outgoing(url=page), most_bytes=_PAGE_BYTES, timeout_s=_PAGE_S, cut=True
        )
    except (Refused, Unreachable):
        return None
    kind = answer.headers.get("content-type", "").partition(";")[0].strip().lower()
    if answer.status != _OK or kind not in _HTML:
        return None
    return leads_back(answer.body.decode(errors="replace"), addresses)
