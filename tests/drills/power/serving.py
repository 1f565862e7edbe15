"""Runs the real server for a recorded life: small checkpoints, and a chosen `synchronous`.

`python -m tests.drills.power.serving PORT DATA FULL|NORMAL`. The program has no setting for either.
"""

import sqlite3
import sys
from pathlib import Path

from arengo.app import serve
from arengo.config.settings import load_settings
from arengo.storage.sqlite import checkpoint, writer
from arengo.storage.sqlite.connection import open_writer


def main(port: str, data: str, synchronous: str) -> None:
    """Serve until asked to stop."""
    checkpoint.PASSIVE_BYTES = 128 * 1024
    checkpoint.FIRM_BYTES = 1024 * 1024

    def open_as_chosen(path: Path) -> sqlite3.Connection:
        connection = open_writer(path)
        connection.execute(f"PRAGMA synchronous = {synchronous}")
        return connection

    writer.open_writer = open_as_chosen
    serve(load_settings({}, data=data, port=port, profile="test", metrics_bind=""))


if __name__ == "__main__":
    main(*sys.argv[1:])
