"""The icons of the pages: our name for each, and what it is called among the lucide icons."""

from collections.abc import Mapping
from typing import Final

# A template says `icon("boost")`. Whoever adds a line runs scripts/setup, which builds the sprite.
ICONS: Final[Mapping[str, str]] = {
    "admin": "scale",
    "app": "plug",
    "approve": "messages-square",
    "back": "arrow-left",
    "block": "circle-slash",
    "bookmark": "bookmark",
    "boost": "repeat-2",
    "catchup": "history",
    "check": "check",
    "delete": "trash-2",
    "explore": "compass",
    "export": "upload",
    "follow": "users",
    "home": "house",
    "import": "download",
    "key": "key-round",
    "list": "list",
    "mail": "mail",
    "menu": "menu",
    "more": "ellipsis",
    "mute": "eye-off",
    "news": "newspaper",
    "next": "chevron-right",
    "person": "circle-user-round",
    "push": "bell",
    "read": "eye",
    "reply": "message-circle",
    "search": "search",
    "server": "globe",
    "settings": "settings",
    "share": "share",
    "star": "star",
    "theme": "sun-moon",
    "warning": "triangle-alert",
    "write": "pen-line",
}
