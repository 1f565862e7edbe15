"""A process that has toot loaded and runs each command in a fork: loading it takes half a second.

It reads one command a line, as JSON, and answers with the exit status of each.
"""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

PATIENCE_S = 180


class TootAtHand:
    """Runs commands of toot one after the other."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        """Load toot in the environment that every command will have, but for its home."""
        self._process = subprocess.Popen(
            [sys.executable, Path(__file__)],
            env=environment,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def run(self, words: Sequence[str], home: Path) -> "subprocess.CompletedProcess[str]":
        """Run a command as `toot WORDS` would, in and with this home."""
        assert self._process.stdin
        assert self._process.stdout
        said, complained = home / ".said", home / ".complained"
        order = [str(home), str(said), str(complained), *words]
        self._process.stdin.write(json.dumps(order) + "\n")
        self._process.stdin.flush()
        status = int(self._process.stdout.readline())
        return subprocess.CompletedProcess(
            words, status, said.read_text("utf-8"), complained.read_text("utf-8")
        )

    def close(self) -> None:
        """End the process."""
        self._process.communicate()


def _serve(cli: Any) -> None:
    for line in sys.stdin:
        child = os.fork()
        if not child:
            _become(cli, *json.loads(line))
        status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        sys.stdout.write(f"{status}\n")
        sys.stdout.flush()


def _become(cli: Any, home: str, said: str, complained: str, *words: str) -> None:
    signal.alarm(PATIENCE_S)
    os.environ["HOME"] = home
    os.chdir(home)
    for number, path in enumerate((os.devnull, said, complained)):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        os.dup2(os.open(path, flags, 0o600), number)
    sys.argv = ["toot", *words]
    status: Any = 1
    try:
        cli()
    except SystemExit as end:
        status = end.code or 0
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status if isinstance(status, int) else 1)


if __name__ == "__main__":
    from toot.cli import cli as command_line

    _serve(command_line)
