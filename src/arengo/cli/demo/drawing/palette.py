"""The colours of the demo drawings: the light and dark tokens of the look, and mixes of them."""

from typing import Final

from PIL import ImageColor

PAPER: Final = "#faf7f2"
SURFACE: Final = "#fffdfa"
INK: Final = "#1f1d1a"
INK_2: Final = "#5b554c"
LINE: Final = "#e0d9cd"
EDGE: Final = "#8a8174"
NIGHT: Final = "#171614"
ACCENT: Final = "#0f6b62"
ACCENT_PALE: Final = "#6fcabd"
WASH: Final = "#e8f0ec"
BOOST: Final = "#6b3fa0"
BOOST_PALE: Final = "#c3a1f0"
FAV: Final = "#7a5600"
FAV_PALE: Final = "#e3bd62"
NOTICE: Final = "#8f3a12"
NOTICE_PALE: Final = "#f2a67c"
FOCUS: Final = "#0b57d0"
FOCUS_PALE: Final = "#a8c7fa"


def mix(first: str, second: str, share: float) -> str:
    """Give the colour that lies `share` of the way from the first to the second."""
    pairs = zip(ImageColor.getrgb(first)[:3], ImageColor.getrgb(second)[:3], strict=True)
    return "#" + "".join(f"{round(a + (b - a) * share):02x}" for a, b in pairs)


# Mixes that several drawings share.
FOREST: Final = mix(ACCENT, INK, 0.5)
SAGE: Final = mix(ACCENT, LINE, 0.62)
MIST: Final = mix(ACCENT, LINE, 0.84)
SAND: Final = mix(FAV_PALE, PAPER, 0.55)
CLAY: Final = mix(NOTICE, NOTICE_PALE, 0.3)
CRUST: Final = mix(NOTICE_PALE, FAV, 0.42)
WATER: Final = mix(FOCUS_PALE, ACCENT, 0.34)
DUSK: Final = mix(FOCUS, INK, 0.68)
