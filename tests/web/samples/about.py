"""The pages that answer what newcomers ask."""

from collections.abc import Mapping
from typing import Any, Final

PAGES: Final[Mapping[str, tuple[str, Mapping[str, Any]]]] = {
    "help": ("help.html", {}),
    "accessibility": ("accessibility.html", {"email": "piazza@montelarco.example"}),
    "accessibility-without-address": ("accessibility.html", {"email": ""}),
}
