"""The places of the side navigation: where whoever is signed in can go from any page."""

from collections.abc import Sequence
from dataclasses import dataclass

from arengo.web.context import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    path: str
    icon: str  # of `web/icons.py`
    text: str  # a key of the texts


def places(frame: Frame) -> Sequence[Place]:
    """Return them in their order; a page that does not exist has no line here."""
    return (
        Place(path="/", icon="home", text="frame.home"),
        Place(path=f"/@{frame.signed_in_as}", icon="person", text="frame.profile"),
        Place(path="/auth/security", icon="key", text="security.title"),
        Place(path="/about", icon="book", text="frame.about"),
    )
