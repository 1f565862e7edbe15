"""What a page says once about what was just done, by the keys that redirects carry."""

from collections.abc import Mapping
from typing import Final

from arengo.base.phrases import N_

PARAMETER: Final = "said"
SAID: Final[Mapping[str, str]] = {
    "saved": N_("Saved."),
}
