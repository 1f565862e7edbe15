"""The desks of administration: its pages, each for those whose role brings its permission."""

from collections.abc import Sequence
from typing import Final

from arengo.auth.roles.model import Permission
from arengo.base.phrases import N_
from arengo.web.context import Frame
from arengo.web.places import Place, has_page

HOME: Final = "/admin"
_DESKS: Final = (
    Place(
        path=HOME,
        icon="admin",
        text=N_("Health"),
        on_phone=True,
        permission=Permission.VIEW_DASHBOARD,
    ),
    Place(
        path="/first-run",
        icon="server",
        text=N_("This place"),
        permission=Permission.MANAGE_SETTINGS,
    ),
    Place(
        path=f"{HOME}/users",
        icon="follow",
        text=N_("People"),
        on_phone=True,
        permission=Permission.MANAGE_USERS,
    ),
    Place(
        path=f"{HOME}/registrations",
        icon="person",
        text=N_("Joining"),
        on_phone=True,
        permission=Permission.MANAGE_USERS,
    ),
    Place(
        path=f"{HOME}/invites",
        icon="mail",
        text=N_("Invitations"),
        permission=Permission.MANAGE_INVITES,
    ),
    Place(path=f"{HOME}/roles", icon="key", text=N_("Roles"), permission=Permission.MANAGE_ROLES),
    Place(path=f"{HOME}/rules", icon="list", text=N_("Rules"), permission=Permission.MANAGE_RULES),
    Place(
        path=f"{HOME}/announcements",
        icon="push",
        text=N_("Announcements"),
        permission=Permission.MANAGE_ANNOUNCEMENTS,
    ),
    Place(
        path=f"{HOME}/letters",
        icon="write",
        text=N_("Open letters"),
        permission=Permission.MANAGE_ANNOUNCEMENTS,
    ),
    Place(
        path=f"{HOME}/emoji",
        icon="emoji",
        text=N_("Emoji"),
        permission=Permission.MANAGE_CUSTOM_EMOJIS,
    ),
    Place(path=f"{HOME}/jobs", icon="settings", text=N_("Jobs"), permission=Permission.DEVOPS),
    Place(
        path=f"{HOME}/audit",
        icon="log",
        text=N_("Audit log"),
        permission=Permission.VIEW_AUDIT_LOG,
    ),
)


def desks(frame: Frame) -> Sequence[Place]:
    """Return them in their order: those that are there, and open to whoever is signed in."""
    return [each for each in _DESKS if has_page(each.path) and may(frame, each.permission)]


def may(frame: Frame, permission: Permission | None) -> bool:
    """Tell whether the role of whoever is signed in brings a permission."""
    return permission is None or bool(frame.permissions & (permission | Permission.ADMINISTRATOR))


def person_path(account_id: int) -> str:
    """Return where the staff looks at somebody."""
    return f"{HOME}/users/{account_id}"
