"""The roles, from member to owner, and the permissions each brings."""

from enum import IntEnum, IntFlag
from functools import reduce
from operator import or_
from typing import Final

import msgspec


class Permission(IntFlag):
    """Bits with the meaning that clients of this API know."""

    ADMINISTRATOR = 1 << 0
    DEVOPS = 1 << 1
    VIEW_AUDIT_LOG = 1 << 2
    VIEW_DASHBOARD = 1 << 3
    MANAGE_REPORTS = 1 << 4
    MANAGE_FEDERATION = 1 << 5
    MANAGE_SETTINGS = 1 << 6
    MANAGE_BLOCKS = 1 << 7
    MANAGE_TAXONOMIES = 1 << 8
    MANAGE_APPEALS = 1 << 9
    MANAGE_USERS = 1 << 10
    MANAGE_INVITES = 1 << 11
    MANAGE_RULES = 1 << 12
    MANAGE_ANNOUNCEMENTS = 1 << 13
    MANAGE_CUSTOM_EMOJIS = 1 << 14
    MANAGE_WEBHOOKS = 1 << 15
    INVITE_USERS = 1 << 16
    MANAGE_ROLES = 1 << 17
    MANAGE_USER_ACCESS = 1 << 18
    DELETE_USER_DATA = 1 << 19


class RoleNumber(IntEnum):
    """Stored in `users.role`; never reused."""

    MEMBER = 0
    MODERATOR = 1
    ADMIN = 2
    OWNER = 3


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """One step of the staff; `name` is empty for members, who carry no badge."""

    number: RoleNumber
    name: str
    permissions: Permission
    highlighted: bool

    def may(self, permission: Permission) -> bool:
        """Return whether the role brings a permission; owners have them all."""
        return bool(self.permissions & (permission | Permission.ADMINISTRATOR))

    @property
    def is_staff(self) -> bool:
        """Return whether the role may open the moderation side at all."""
        return self.may(Permission.VIEW_DASHBOARD)


_MODERATOR: Final = (
    Permission.INVITE_USERS
    | Permission.VIEW_DASHBOARD
    | Permission.VIEW_AUDIT_LOG
    | Permission.MANAGE_USERS
    | Permission.MANAGE_REPORTS
    | Permission.MANAGE_TAXONOMIES
)
_EVERYTHING: Final = reduce(or_, Permission)

ROLES: Final = {
    RoleNumber.MEMBER: Role(
        number=RoleNumber.MEMBER,
        name="",
        permissions=Permission.INVITE_USERS,
        highlighted=False,
    ),
    RoleNumber.MODERATOR: Role(
        number=RoleNumber.MODERATOR, name="Moderator", permissions=_MODERATOR, highlighted=True
    ),
    RoleNumber.ADMIN: Role(
        number=RoleNumber.ADMIN,
        name="Admin",
        permissions=_EVERYTHING & ~Permission.ADMINISTRATOR & ~Permission.DEVOPS,
        highlighted=True,
    ),
    RoleNumber.OWNER: Role(
        number=RoleNumber.OWNER, name="Owner", permissions=_EVERYTHING, highlighted=True
    ),
}


def role_of(number: int) -> Role:
    """Return the role behind a stored number."""
    return ROLES[RoleNumber(number)]


def role_named(name: str) -> Role | None:
    """Find a role by what operators type: `Owner`, `moderator`, `member`."""
    wanted = name.strip().upper()
    return next((role for role in ROLES.values() if role.number.name == wanted), None)
