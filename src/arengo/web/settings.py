"""The pages of settings: in groups, each with a word on what is in it."""

from collections.abc import Sequence
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.phrases import N_
from arengo.web.places import has_page

HOME: Final = "/settings"


class Setting(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    icon: str  # of `web/icons.py`
    text: str  # in English
    about: str


class Group(msgspec.Struct, frozen=True):
    title: str
    settings: tuple[Setting, ...]


_GROUPS: Final = (
    Group(
        N_("You"),
        (
            Setting(
                path="/settings/profile",
                icon="person",
                text=N_("Profile"),
                about=N_("Your name, your pictures, what you say about yourself"),
            ),
            Setting(
                path="/settings/account",
                icon="mail",
                text=N_("Account"),
                about=N_("Your address here, your e-mail address, what you keep here"),
            ),
            Setting(
                path="/settings/security",
                icon="key",
                text=N_("Security"),
                about=N_("Password, second step, passkeys, browsers that are signed in"),
            ),
            Setting(
                path="/settings/privacy",
                icon="read",
                text=N_("Privacy"),
                about=N_("Who may follow you, who finds you, what others see"),
            ),
            Setting(
                path="/settings/verification",
                icon="check",
                text=N_("Verification"),
                about=N_("Which of your links are proved to be yours"),
            ),
        ),
    ),
    Group(
        N_("Reading and writing"),
        (
            Setting(
                path="/settings/writing",
                icon="write",
                text=N_("Writing"),
                about=N_("Who sees what you write, unless you say otherwise"),
            ),
            Setting(
                path="/settings/timeline",
                icon="list",
                text=N_("Timelines"),
                about=N_("What is in your home, and how much of it is open at once"),
            ),
            Setting(
                path="/settings/filters",
                icon="tune",
                text=N_("Filters"),
                about=N_("Words and posts that you do not want to read"),
            ),
            Setting(
                path="/settings/notifications",
                icon="push",
                text=N_("Notifications"),
                about=N_("Of whom you want to hear at once"),
            ),
            Setting(
                path="/settings/push",
                icon="push",
                text=N_("Push messages"),
                about=N_("What this browser is woken for"),
            ),
            Setting(
                path="/settings/mutes",
                icon="mute",
                text=N_("Muted people"),
                about=N_("Whose posts you do not see; they do not know it"),
            ),
            Setting(
                path="/settings/blocks",
                icon="block",
                text=N_("Blocked people"),
                about=N_("With whom you have nothing to do"),
            ),
            Setting(
                path="/settings/domains",
                icon="server",
                text=N_("Blocked servers"),
                about=N_("Other places of which you want to see nothing"),
            ),
        ),
    ),
    Group(
        N_("These pages"),
        (
            Setting(
                path="/settings/appearance",
                icon="theme",
                text=N_("Appearance"),
                about=N_("Light, dark or high contrast; keys"),
            ),
            Setting(
                path="/settings/language",
                icon="language",
                text=N_("Language"),
                about=N_("The language of these pages and of our letters to you"),
            ),
        ),
    ),
    Group(
        N_("What is yours"),
        (
            Setting(
                path="/settings/apps",
                icon="app",
                text=N_("Apps"),
                about=N_("What may use your account"),
            ),
            Setting(
                path="/settings/import",
                icon="import",
                text=N_("Bring along"),
                about=N_("Lists and archives from elsewhere"),
            ),
            Setting(
                path="/settings/export",
                icon="export",
                text=N_("Take along"),
                about=N_("Everything that you wrote and keep here, as files"),
            ),
            Setting(
                path="/settings/security/delete",
                icon="delete",
                text=N_("Leave this place"),
                about=N_("Delete your account, for good"),
            ),
        ),
    ),
)


def setting_groups() -> Sequence[Group]:
    """Return the pages that are there; one that is not has no line."""
    there = [
        replace(group, settings=tuple(each for each in group.settings if has_page(each.path)))
        for group in _GROUPS
    ]
    return [group for group in there if group.settings]
