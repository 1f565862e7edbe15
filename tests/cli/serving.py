"""What runs in the process of a server beside the command line: `arengo serve`."""

import os
from multiprocessing.connection import Connection

from coverage import Coverage

from arengo.cli import main


def serve(environment: dict[str, str], says: Connection) -> None:
    """Serve on any port; everything that it says goes to `says`."""
    os.dup2(says.fileno(), 2)
    os.environ.update(environment)
    try:
        main(["serve", "--port", "0", "--json"])
    finally:  # no process that was forked does this by itself
        if measuring := Coverage.current():
            measuring.save()
