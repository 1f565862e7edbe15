"""What runs in the process of a server beside the command line: `arengo serve`."""

import os
from multiprocessing.connection import Connection

from arengo.cli import main


def serve(environment: dict[str, str], says: Connection) -> None:
    """Serve on any port; everything that it says goes to `says`."""
    os.dup2(says.fileno(), 2)
    os.environ.update(environment)
    main(["serve", "--port", "0", "--json"])
