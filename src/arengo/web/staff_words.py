"""What administration calls states, roles, permissions, lanes of work, and what the staff did."""

from collections.abc import Mapping
from typing import Final

from arengo.auth.roles.model import Permission, Role
from arengo.base.phrases import N_

STATE_WORDS: Final[Mapping[str, str]] = {
    "active": N_("Active"),
    "pending": N_("Waits to be let in"),
    "unconfirmed": N_("E-mail not confirmed"),
    "disabled": N_("Cannot sign in"),
    "silenced": N_("Limited"),
    "suspended": N_("Suspended"),
    "sensitized": N_("Images covered"),
    "elsewhere": N_("On another server"),
}

ROLE_WORDS: Final[Mapping[str, str]] = {
    "member": N_("Member"),
    "moderator": N_("Moderator"),
    "admin": N_("Administrator"),
    "owner": N_("Owner"),
}

PERMISSION_WORDS: Final[Mapping[str, str]] = {
    "ADMINISTRATOR": N_("Everything, and appointing administrators"),
    "DEVOPS": N_("Look after the work in the background"),
    "VIEW_AUDIT_LOG": N_("Read the audit log"),
    "VIEW_DASHBOARD": N_("Open the administration"),
    "MANAGE_REPORTS": N_("Work on reports"),
    "MANAGE_FEDERATION": N_("Allow and block other servers"),
    "MANAGE_SETTINGS": N_("Change what this place says about itself, and who may join"),
    "MANAGE_BLOCKS": N_("Block networks and e-mail addresses"),
    "MANAGE_TAXONOMIES": N_("Review what is talked about"),
    "MANAGE_USERS": N_("See accounts and act on them"),
    "MANAGE_INVITES": N_("End the invitations of others"),
    "MANAGE_RULES": N_("Write the rules"),
    "MANAGE_ANNOUNCEMENTS": N_("Announce something to everybody"),
    "MANAGE_CUSTOM_EMOJIS": N_("Add and remove emoji"),
    "INVITE_USERS": N_("Invite people"),
    "MANAGE_ROLES": N_("Give roles below their own"),
    "DELETE_USER_DATA": N_("Delete suspended accounts"),
}

LANE_WORDS: Final[Mapping[str, str]] = {
    "interactive": N_("What somebody waits for"),
    "fanout": N_("What many are told"),
    "deliver": N_("Push messages"),
    "ingress": N_("Archives, in and out"),
    "media": N_("Pictures and link previews"),
    "search": N_("Search"),
    "maintenance": N_("Tidying up"),
    "recording": N_("Video and sound"),
}

ACT_WORDS: Final[Mapping[str, str]] = {
    "create": N_("Account created"),
    "approve": N_("Admitted"),
    "reject": N_("Turned away"),
    "confirm": N_("E-mail address trusted"),
    "none": N_("Looked at, nothing changed"),
    "disable": N_("Sign-in shut"),
    "enable": N_("Sign-in opened again"),
    "sensitive": N_("Images covered"),
    "unsensitive": N_("Images not covered any more"),
    "silence": N_("Limited"),
    "unsilence": N_("Not limited any more"),
    "suspend": N_("Suspended"),
    "unsuspend": N_("Not suspended any more"),
    "reset password": N_("Password replaced"),
    "delete": N_("Account deleted"),
    "change role": N_("Role changed"),
    "create invite": N_("Invitation made"),
    "expire invite": N_("Invitation ended"),
    "change setting": N_("Setting changed"),
    "add announcement": N_("Announcement written"),
    "change announcement": N_("Announcement changed"),
    "publish announcement": N_("Announcement published"),
    "withdraw announcement": N_("Announcement withdrawn"),
    "remove announcement": N_("Announcement removed"),
    "sign open letter": N_("Open letter signed"),
    "withdraw open letter": N_("Open letter withdrawn"),
    "add emoji": N_("Emoji added"),
    "remove emoji": N_("Emoji removed"),
    "retry jobs": N_("Work begun again"),
    "allow server": N_("Server allowed"),
    "disallow server": N_("Server not allowed any more"),
    "block server": N_("Server blocked"),
    "change server block": N_("Block of a server changed"),
    "unblock server": N_("Server not blocked any more"),
    "block network": N_("Network blocked"),
    "change network": N_("Block of a network changed"),
    "unblock network": N_("Network not blocked any more"),
    "block e-mail domain": N_("E-mail domain blocked"),
    "unblock e-mail domain": N_("E-mail domain not blocked any more"),
    "block e-mail address": N_("E-mail address blocked"),
    "unblock e-mail address": N_("E-mail address not blocked any more"),
    "approve trend": N_("Trend approved"),
    "reject trend": N_("Trend rejected"),
    "approve tag": N_("Hashtag approved"),
    "reject tag": N_("Hashtag rejected"),
    "choose source": N_("News source chosen for everybody"),
    "drop source": N_("News source not chosen any more"),
    "approve publisher": N_("Publisher approved"),
    "reject publisher": N_("Publisher rejected"),
}


def shown_permissions(role: Role) -> tuple[str, ...]:
    """Return what a role may do here; an owner may do everything, which needs one line."""
    if Permission.ADMINISTRATOR in role.permissions:
        return (Permission.ADMINISTRATOR.name or "",)
    names = [permission.name or "" for permission in Permission if permission in role.permissions]
    return tuple(name for name in names if name in PERMISSION_WORDS)
