"""Whether a site has an owner yet."""

from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.queries import staff
from arengo.storage import ReadTransaction


def is_founded(tx: ReadTransaction) -> bool:
    """Return whether somebody owns this site; owners stand first among the staff."""
    return any(each.role == RoleNumber.OWNER for each in staff(tx, limit=1))
