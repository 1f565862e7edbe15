"""Several server processes behind one listening socket, minded by one parent."""

import contextlib
import logging
import os
import signal
import socket
import time
from collections.abc import Callable
from typing import Final, NoReturn

from arengo.config.settings import Settings

BACKLOG: Final = 2_048
_STOPS: Final = (signal.SIGTERM, signal.SIGINT)
_REST_S: Final = 1.0  # between a child that died and its successor: no storm of starts

_log = logging.getLogger("arengo.workers")

Serve = Callable[[Settings, socket.socket, int], None]


class CannotListen(RuntimeError):
    """The address is taken, or not ours."""


def listen(host: str, port: int) -> socket.socket:
    """Open a socket that processes accept from. Raises CannotListen with the reason."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CannotListen(f"Cannot listen on {host}:{port}: {error.strerror}.") from error
    listening.listen(BACKLOG)
    return listening


class Workers:
    """Starts the processes, starts them again when they die, stops them all together."""

    def __init__(self, settings: Settings, serve: Serve) -> None:
        """Serve `settings` with `serve`, once in each process."""
        self._settings = settings
        self._serve = serve
        self._socket = listen(settings.host, settings.port)
        self._numbers: dict[int, int] = {}
        self._stopping = False

    def run(self) -> None:
        """Mind the processes until somebody asks us to stop."""
        for name in _STOPS:
            signal.signal(name, self._stop)
        for number in range(self._settings.workers):
            self._start(number)
        while self._numbers:
            try:
                pid, _ = os.wait()
            except ChildProcessError:
                return
            number = self._numbers.pop(pid)
            if not self._stopping:
                _log.warning("server process %d ended; another takes its place", number)
                time.sleep(_REST_S)
                self._start(number)

    def _start(self, number: int) -> None:
        """Begin one process, unless we were asked to stop meanwhile."""
        mask = signal.pthread_sigmask(signal.SIG_BLOCK, _STOPS)  # no child is begun unseen
        try:
            if self._stopping:
                return
            pid = os.fork()
            if pid:
                self._numbers[pid] = number
                return
            for name in _STOPS:
                signal.signal(name, signal.SIG_DFL)
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, mask)
        self._be(number)

    def _be(self, number: int) -> NoReturn:
        """Serve in a child; nothing of the parent's runs afterwards."""
        code = 1
        try:
            self._serve(self._settings, self._socket, number)
            code = 0
        except (RuntimeError, OSError) as error:
            _log.error("Server process %d cannot go on. %s", number, error)
        except BaseException:  # noqa: BLE001  whatever it is, the parent goes on
            _log.exception("Server process %d broke", number)
        finally:
            os._exit(code)

    def _stop(self, number: int, _frame: object) -> None:
        self._stopping = True
        for pid in self._numbers:
            with contextlib.suppress(ProcessLookupError):  # it has just ended by itself
                os.kill(pid, number)
