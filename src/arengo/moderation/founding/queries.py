"""Whether a site was ever founded."""

from typing import Final

from arengo.auth.users.queries import staff
from arengo.moderation.audit.model import Act
from arengo.moderation.audit.queries import was_ever
from arengo.storage import ReadTransaction

_MADE: Final = (Act.CREATE, Act.CHANGE_ROLE)


def is_founded(tx: ReadTransaction) -> bool:
    """Return whether somebody of the staff is there, or an owner ever was.

    The link to found a site lies in its log: it must not open again when the last owner has left.
    """
    return bool(staff(tx, limit=1)) or was_ever(tx, "owner", _MADE)
