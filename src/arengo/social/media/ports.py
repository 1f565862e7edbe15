"""What storing images and recordings needs of the running whole, and what an upload is."""

from pathlib import Path
from typing import Protocol

from arengo.config.settings import Settings
from arengo.providers.files import FileStore, Spool
from arengo.providers.images.pool import Images
from arengo.providers.recordings.studio import Recordings
from arengo.storage import Database


class Workshop(Protocol):
    """Where images are processed and kept."""

    @property
    def db(self) -> Database:
        """Keep the rows here."""
        ...

    @property
    def files(self) -> FileStore:
        """Keep the files here."""
        ...

    @property
    def images(self) -> Images:
        """Have images processed here."""
        ...

    @property
    def settings(self) -> Settings:
        """Read here what this site is, and how much may be kept."""
        ...


class Darkroom(Workshop, Protocol):
    """Where what people upload is developed: recordings too."""

    @property
    def recordings(self) -> Recordings:
        """Have video and sound processed here."""
        ...

    @property
    def spool(self) -> Spool:
        """Let what is to be worked on wait here."""
        ...


class Upload(Protocol):
    """A file as it came in: its bytes are never stored, its type is only a claim."""

    @property
    def type(self) -> str:
        """Say what the sender says that it is."""
        ...

    @property
    def data(self) -> bytes:
        """Give all bytes of a small file."""
        ...

    @property
    def path(self) -> Path | None:
        """Say where a large one lies."""
        ...
