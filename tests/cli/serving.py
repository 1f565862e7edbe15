"""What runs in the process of a server beside the command line: `arengo serve`."""

import os
from multiprocessing.connection import Connection

from coverage import Coverage

from arengo.cli import main
from arengo.web import assets


def serve(environment: dict[str, str], says: Connection) -> None:
    """Serve on any port; everything that it says goes to `says`."""
    os.dup2(says.fileno(), 2)
    for name in [each for each in os.environ if each.startswith("ARENGO_")]:
        del os.environ[name]
    os.environ.update(environment)
    try:
        main(["serve", "--port", "0"])
    finally:  # no process that was forked does this by itself
        if measuring := Coverage.current():
            measuring.save()


def serve_what_was_never_gathered(environment: dict[str, str], says: Connection) -> None:
    """Serve as a checkout does in which nobody has run the set-up."""
    assets._FOLDERS = ("static",)
    serve(environment, says)
