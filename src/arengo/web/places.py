"""The places of the side navigation: where whoever is signed in can go from any page."""

from collections.abc import Sequence
from dataclasses import dataclass

from arengo.base.phrases import N_
from arengo.web.context import Frame


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    path: str
    icon: str  # of `web/icons.py`
    text: str  # in English


def places(frame: Frame) -> Sequence[Place]:
    """Return them in their order; a page that does not exist has no line here."""
    return (
        Place(path="/", icon="home", text=N_("Home")),
        Place(path=f"/@{frame.signed_in_as}", icon="person", text=N_("Your profile")),
        Place(path="/auth/security", icon="key", text=N_("Security")),
        Place(path="/about", icon="book", text=N_("About")),
    )
