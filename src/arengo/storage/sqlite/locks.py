"""Makes sure that one process writes, and notices when the last one did not stop cleanly."""

import fcntl
import os
from pathlib import Path


class AlreadyRunning(RuntimeError):
    """Another process has this site open for writing."""


class WriterLock:
    """`data/writer.lock`, held as long as the database is open for writing."""

    def __init__(self, data: Path) -> None:
        """Take the lock or raise AlreadyRunning."""
        self._mark = data / "running"
        self._file = (data / "writer.lock").open("a+")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            self._file.close()
            raise AlreadyRunning(
                f"Another arengo process is using {data.absolute()}. Stop it first, or let "
                "commands go through it: they find its control socket by themselves."
            ) from None
        self.was_unclean = self._mark.exists()
        self._mark.write_text(str(os.getpid()))

    def release(self, *, clean: bool = True) -> None:
        """Let others in; a clean stop needs no check at the next start."""
        if clean:
            self._mark.unlink(missing_ok=True)
        self._file.close()
