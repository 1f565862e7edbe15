"""The icons of the pages: our name for each, and what it is called among the lucide icons."""

from collections.abc import Mapping
from typing import Final

# A template says `icon("boost")`. Whoever adds a line runs scripts/setup, which builds the sprite.
ICONS: Final[Mapping[str, str]] = {
    "admin": "scale",
    "approve": "messages-square",
    "bookmark": "bookmark",
    "boost": "repeat-2",
    "catchup": "history",
    "check": "check",
    "explore": "compass",
    "follow": "users",
    "home": "house",
    "list": "list",
    "mail": "mail",
    "menu": "menu",
    "news": "newspaper",
    "person": "circle-user-round",
    "push": "bell",
    "read": "eye",
    "reply": "message-circle",
    "search": "search",
    "settings": "settings",
    "star": "star",
    "warning": "triangle-alert",
    "write": "pen-line",
}
