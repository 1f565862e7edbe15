"""Full-text files beside the database: SQLite on every tier, written by one process of a site."""

from arengo.storage.sidecar.files import SearchFiles
from arengo.storage.sidecar.model import Document, Match

__all__ = ["Document", "Match", "SearchFiles"]
