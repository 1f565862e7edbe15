"""The themes of the pages, as far as browsers want to know: the colour of the paper of each."""

from collections.abc import Mapping
from typing import Final

from arengo.social.accounts.model import Theme

# Scheme → paper, the same as in `styles/tokens.css`; where there are two, the reader's system says.
THEMES: Final[Mapping[Theme, Mapping[str, str]]] = {
    "system": {"light": "#faf7f2", "dark": "#171614"},
    "light": {"light": "#faf7f2"},
    "dark": {"dark": "#171614"},
    "contrast": {"light": "#ffffff", "dark": "#000000"},
}
