"""What asking for cards needs of the running whole."""

from typing import Protocol

from arengo.config.settings import Settings
from arengo.providers.egress import Egress
from arengo.providers.files import FileStore
from arengo.providers.images.pool import Images
from arengo.storage import Database


class Newsstand(Protocol):
    """Where pages are read and their pictures cut out."""

    @property
    def db(self) -> Database:
        """Keep the cards here."""
        ...

    @property
    def files(self) -> FileStore:
        """Keep their images here."""
        ...

    @property
    def images(self) -> Images:
        """Have images processed here."""
        ...

    @property
    def egress(self) -> Egress:
        """Ask other servers through this."""
        ...

    @property
    def settings(self) -> Settings:
        """Say what this site is."""
        ...
