"""How much somebody was told since they last said how far they have read."""

from msgspec.structs import replace

from arengo.base.ids import AccountId
from arengo.social.accounts.markers.model import Timeline
from arengo.social.accounts.markers.queries import last_read
from arengo.social.notifications.model import Asked, NotificationType
from arengo.social.notifications.store import groups, pages
from arengo.storage import ReadTransaction


def unread(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> int:
    """Return how many one was told since one last said how far one has read; `limit` at most."""
    new = _unread(tx, account_id, asked)
    return pages.count(tx, account_id, new) if new.types else 0


def unread_groups(
    tx: ReadTransaction,
    account_id: AccountId,
    asked: Asked,
    *,
    separate: frozenset[NotificationType] = frozenset(),
) -> int:
    """Return how many groups have news since one last said how far one has read."""
    new = _unread(tx, account_id, asked)
    together = replace(new, types=new.types - separate)
    apart = replace(new, types=new.types & separate)
    found = groups.count(tx, account_id, together) if together.types else 0
    singles = pages.count(tx, account_id, apart) if apart.types else 0
    return min(found + singles, asked.limit)


def _unread(tx: ReadTransaction, account_id: AccountId, asked: Asked) -> Asked:
    return replace(asked, after=last_read(tx, account_id, Timeline.NOTIFICATIONS))
