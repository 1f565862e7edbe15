"""The icons of the pages: our name for each, and what it is called among the lucide icons."""

from collections.abc import Mapping
from typing import Final

# A template says `icon("boost")`. Whoever adds a line runs scripts/setup, which builds the sprite.
ICONS: Final[Mapping[str, str]] = {
    "admin": "scale",
    "book": "book-open",
    "boost": "repeat-2",
    "check": "check",
    "follow": "users",
    "home": "house",
    "key": "key-round",
    "person": "circle-user-round",
    "push": "bell",
    "read": "eye",
    "reply": "message-circle",
    "star": "star",
    "warning": "triangle-alert",
    "write": "pen-line",
}
