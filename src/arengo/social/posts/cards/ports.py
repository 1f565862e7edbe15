"""What asking for cards needs of the running whole."""

from typing import Protocol

from arengo.providers.egress import Egress
from arengo.social.media.ports import Workshop


class Newsstand(Workshop, Protocol):
    """Where pages are read and their pictures cut out."""

    @property
    def egress(self) -> Egress:
        """Ask other servers through this."""
        ...
