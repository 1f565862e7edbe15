"""Where uploaded files live: one port, a store on disk, and one in memory that remembers for tests.

A file is known by its name, 128 random bits and a suffix (`<32 hex>.webp`). For some that is their
only secret; others are fetched through sealed addresses (`<32 hex>s.webp`, see `addresses`).
Names are never reused, files never change, deleting twice equals deleting once.
"""

from arengo.providers.files.addresses import addresses
from arengo.providers.files.disk import DiskFiles
from arengo.providers.files.memory import MemoryFiles
from arengo.providers.files.names import (
    BadName,
    content_type_of,
    new_key,
    new_name,
    new_sealed_name,
    path_of,
)
from arengo.providers.files.port import FileStore, StoredFile
from arengo.providers.files.spool import NoRoom, Spool

__all__ = [
    "BadName",
    "DiskFiles",
    "FileStore",
    "MemoryFiles",
    "NoRoom",
    "Spool",
    "StoredFile",
    "addresses",
    "content_type_of",
    "new_key",
    "new_name",
    "new_sealed_name",
    "path_of",
]
