"""Builds the running whole; the only file that knows every part."""

import asyncio
import contextlib
import logging
import signal
import socket
import sys
from collections.abc import Iterator
from functools import cache, partial

import msgspec
import uvicorn
from typing_extensions import override

import arengo.api.routes
import arengo.streaming.routes
import arengo.web.pages  # noqa: F401  importing them declares their routes
from arengo import wiring
from arengo.api.entities import account, status
from arengo.base import log
from arengo.base.lanes import Lane
from arengo.base.metrics import Metrics
from arengo.bus import Bus
from arengo.config.settings import Settings, SettingsInvalid
from arengo.control.server import control_socket
from arengo.gate.door import Gate
from arengo.gate.metrics_door import MetricsDoor
from arengo.gate.request_log import RequestLog
from arengo.gate.router import Router
from arengo.gate.routes import TABLE
from arengo.gate.site import Site
from arengo.jobs.worker import Worker
from arengo.moderation.founding.policy import founding_code
from arengo.moderation.founding.queries import is_founded
from arengo.opening import Opened, open_site
from arengo.providers.mail import Mailer, Mailers, NullMailer, SmtpMailer
from arengo.streaming.hub import Hub
from arengo.streaming.protocols import HttpProtocol, SocketProtocol
from arengo.web.assets import check_files
from arengo.web.pages.errors import error_page
from arengo.web.pages.frames import language_of
from arengo.workers import CannotListen, Workers, listen

_log = logging.getLogger("arengo.app")
GRACE_S = 8
LONGEST_WORD_BYTES = 4_096  # of a WebSocket's frame: what clients send is short
PING_S = 30.0
# Longer than a front keeps a line (Caddy 120 s, nginx 60): what comes as we hang up is lost.
IDLE_S = 130
_ALL_LANES = tuple(Lane)
_SHARED_LANES = tuple(lane for lane in Lane if lane is not Lane.SEARCH)


class Whole(msgspec.Struct, frozen=True, kw_only=True):
    """Everything that runs, not yet started."""

    site: Site
    gate: Gate
    worker: Worker
    bus: Bus
    hub: Hub
    mail: Mailer
    metrics: Metrics
    opened: Opened[Hub]

    async def start(self, *, work: bool = True) -> None:
        """Open the database and begin to work."""
        await self.opened.start()
        self.hub.start()
        if work:
            await self.worker.start()

    async def stop(self) -> None:
        """Put unfinished jobs back and close everything."""
        await self.hub.stop()
        await self.worker.stop()
        await self.gate.attendance.stop()
        await self.opened.stop()


def build(settings: Settings, *, mail: Mailer | None = None, number: int = 0) -> Whole:
    """Put the parts together for one site; `mail` in place of the routes that the settings name.

    `number` tells its processes apart: the first alone writes the files of the search.
    """
    opened = open_site(settings, partial(Hub, origin=settings.origin))
    site, bus, hub, metrics = opened.site, opened.bus, opened.streams, Metrics()
    status.fragments.resize(settings.fragment_cache_bytes * 5 // 8)
    account.people.resize(settings.fragment_cache_bytes * 3 // 8)
    mail = mail or _mailer(settings)
    registry, plan = wiring.registry(site, mail), wiring.timetable()
    worker = Worker(site.db, registry, plan, lanes=_SHARED_LANES if number else _ALL_LANES)
    bus.on_message.append(partial(wiring.wake, worker))
    metrics.gauge(worker.gauges)
    metrics.gauge(hub.gauges)
    request_log = RequestLog(metrics, ip_bits=settings.log_ip_bits)
    gate = Gate(site, _router(), request_log, error_page=error_page, language_of=language_of)
    return Whole(
        site=site,
        gate=gate,
        worker=worker,
        bus=bus,
        hub=hub,
        mail=mail,
        metrics=metrics,
        opened=opened,
    )


@cache
def _router() -> Router:
    return Router(TABLE)  # the same for every site that this process ever builds


def _mailer(settings: Settings) -> Mailer:
    if not settings.mail_urls:
        return NullMailer()
    try:
        return Mailers([SmtpMailer(url, sender=settings.mail_from) for url in settings.mail_urls])
    except ValueError as error:
        raise SettingsInvalid(f"ARENGO_MAIL_URLS cannot be used: {error}.") from error


class _Server(uvicorn.Server):
    """Leaves signals to us: one process, several servers, one stop."""

    @override
    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def _metrics_socket(settings: Settings, number: int) -> socket.socket | None:
    """Open the port for metrics; a site serves its members also where that is taken."""
    if not settings.metrics_bind:
        return None
    host, _, port = settings.metrics_bind.rpartition(":")
    try:
        return listen(host, int(port) + number)
    except CannotListen as error:
        _log.warning("No metrics (ARENGO_METRICS_BIND). %s", error)
        return None


def _server(app: object) -> _Server:
    return _Server(
        uvicorn.Config(
            app,  # type: ignore[arg-type]
            loop="none",
            http=HttpProtocol,
            ws=SocketProtocol,
            ws_max_size=LONGEST_WORD_BYTES,
            ws_ping_interval=PING_S,
            ws_ping_timeout=PING_S,
            ws_per_message_deflate=False,  # a zlib window for each of thousands of lines
            lifespan="off",
            log_config=None,
            access_log=False,
            proxy_headers=False,  # the gate believes those proxies that the settings name
            server_header=False,
            timeout_keep_alive=IDLE_S,
            timeout_graceful_shutdown=GRACE_S,
        )
    )


async def run(settings: Settings, listening: socket.socket, number: int) -> None:
    """Serve until somebody asks us to stop; finishes what was begun.

    The first process (number 0) listens to the command line too; each has its own port for metrics.
    """
    whole = build(settings, number=number)
    await whole.start()
    doors = [(_server(whole.gate), listening)]
    scraped = _metrics_socket(settings, number)
    if scraped:
        doors.append((_server(MetricsDoor(whole.metrics)), scraped))
    servers = [server for server, _ in doors]
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, _ask_to_stop, whole.hub, servers)
    try:
        async with _commands(whole.site, number):
            _greet(settings, number)
            await _invite_owner(whole.site, number)
            await asyncio.gather(*(server.serve(sockets=[own]) for server, own in doors))
    finally:
        await whole.stop()


def _commands(site: Site, number: int) -> contextlib.AbstractAsyncContextManager[object]:
    return control_socket(site) if number == 0 else contextlib.nullcontext()


def _greet(settings: Settings, number: int) -> None:
    if number:
        return
    sys.stderr.write(f"Arengo answers on {settings.origin}\n")
    if not settings.sends_letters:
        _log.warning(
            "No mail server is set (ARENGO_MAIL_URLS), so no letter leaves. Who joins waits for "
            "you: arengo accounts list --waiting, then arengo accounts approve NAME"
        )


async def _invite_owner(site: Site, number: int) -> None:
    """Tell whoever started a site that nobody owns yet where to begin it."""
    if number or await site.db.read(is_founded):
        return
    begin = f"{site.settings.origin}/first-run?code={founding_code(site.keys)}"
    sys.stderr.write(f"Nobody owns it yet. Begin it: {begin}\n")


def _ask_to_stop(hub: Hub, servers: list[_Server]) -> None:
    hub.part()
    for server in servers:
        server.should_exit = True


def serve(settings: Settings) -> None:
    """Serve in this process, or in as many as were asked for."""
    log.set_up(settings.log_level)
    logging.getLogger("uvicorn").setLevel(logging.WARNING)  # its own start and stop say nothing new
    check_files()
    _mailer(settings)  # a wrong address stops the start here, not each process by itself
    if settings.workers > 1:
        Workers(settings, _serve_one).run()
    else:
        _serve_one(settings, listen(settings.host, settings.port), 0)


def _serve_one(settings: Settings, listening: socket.socket, number: int) -> None:
    import uvloop  # noqa: PLC0415  only the server needs it

    uvloop.run(run(settings, listening, number))
