"""The places of the side navigation: where whoever is signed in can go from any page."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.phrases import N_
from arengo.gate.routes import TABLE
from arengo.web.context import Frame


class Place(msgspec.Struct, frozen=True, kw_only=True):
    path: str
    icon: str  # of `web/icons.py`
    text: str  # in English
    on_phone: bool = False  # a cell at the foot of a phone; the others are under More
    permission: Permission | None = None  # only for staff with it


_PLACES: Final = (
    Place(path="/", icon="home", text=N_("Home"), on_phone=True),
    Place(path="/explore", icon="explore", text=N_("Explore"), on_phone=True),
    Place(path="/news", icon="news", text=N_("News")),
    Place(path="/search", icon="search", text=N_("Search")),
    Place(path="/notifications", icon="push", text=N_("Notifications"), on_phone=True),
    Place(path="/messages", icon="mail", text=N_("Messages")),
    Place(path="/catchup", icon="catchup", text=N_("Catch-up")),
    Place(path="/bookmarks", icon="bookmark", text=N_("Bookmarks")),
    Place(path="/favourites", icon="star", text=N_("Favourites")),
    Place(path="/lists", icon="list", text=N_("Lists")),
    Place(path="/replies", icon="approve", text=N_("Replies to you")),
    Place(path="/settings", icon="settings", text=N_("Settings")),
    Place(
        path="/admin",
        icon="admin",
        text=N_("Administration"),
        permission=Permission.VIEW_DASHBOARD,
    ),
)


def places(frame: Frame) -> Sequence[Place]:
    """Return them in their order: those that are there, and open to whoever is signed in."""
    staff = Permission.ADMINISTRATOR
    return [
        place
        for place in _PLACES
        if place.path in _answered()
        and (place.permission is None or frame.permissions & (place.permission | staff))
    ]


@cache
def _answered() -> frozenset[str]:
    """Return the pages that exist: a page that does not has no line."""
    return frozenset(route.path for route in TABLE if route.is_page and route.method == "GET")


def has_page(path: str) -> bool:
    """Tell whether a page is there, for links that others make to it."""
    return path in _answered()


# Where the key leads that is pressed after `g`, as on Mastodon.
_KEYS: Final[Mapping[str, str]] = {
    "h": "/home",
    "e": "/explore",
    "n": "/notifications",
    "l": "/public/local",
    "t": "/public",
    "d": "/messages",
    "s": "/settings",
    "f": "/favourites",
    "b": "/bookmarks",
    "m": "/settings/mutes",
    "r": "/follow_requests",
    "c": "/catchup",
}


def key_places(frame: Frame) -> Mapping[str, str]:
    """Return which keys lead where: to pages that exist."""
    found = {key: path for key, path in _KEYS.items() if has_page(path)}
    return {**found, "u": f"/@{frame.signed_in_as}"}
