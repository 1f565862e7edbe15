"""Opens a site for one process: its database, its files, and who listens to whom; serves nobody."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

import msgspec
from typing_extensions import override

from arengo import wiring
from arengo.base import log
from arengo.base.errors import Busy
from arengo.bus import Bus, Relay
from arengo.config.keys import load_keys
from arengo.config.settings import Settings
from arengo.gate.limits import Limiter
from arengo.gate.live import LiveAnswer, Streams
from arengo.gate.site import Site
from arengo.providers.egress import LOOPBACK, Egress, Reach, names_of_this_machine
from arengo.providers.files import DiskFiles, Spool, addresses
from arengo.providers.images.pool import Images
from arengo.providers.recordings.studio import Recordings
from arengo.providers.translation import LibreTranslator, NoTranslator, Translator
from arengo.social.instance.emojis.palette import palette
from arengo.social.moving.files import ImportFiles
from arengo.social.moving.packing.files import ArchiveFiles
from arengo.storage import Database
from arengo.storage.listeners import Listeners
from arengo.storage.opening import open_database
from arengo.storage.sidecar import SearchFiles
from arengo.version import VERSION

S = TypeVar("S", bound=Streams)


class NoStreams(Streams):
    """Where nobody is served, nobody hears a stream."""

    @override
    def socket(self, request: Any) -> LiveAnswer:
        raise Busy

    @override
    def events(self, request: Any, wanted: Any) -> LiveAnswer:
        raise Busy


class Opened(msgspec.Struct, Generic[S], frozen=True, kw_only=True):
    """A site on which verbs can run: whoever should hears what they do, in every process."""

    site: Site
    streams: S
    bus: Bus
    relay: Relay | None

    async def start(self) -> None:
        """Open the database and hear of other processes."""
        await self.site.db.start()
        if self.relay:
            self.relay.start()

    async def stop(self) -> None:
        """Close everything."""
        if self.relay:
            await self.relay.stop()
        await self.site.images.close()
        await self.site.egress.close()
        await self.site.translator.close()
        await self.site.db.stop()
        self.site.search.close()
        log.flush()


def open_site(settings: Settings, streams: Callable[[Database, Bus, Limiter], S]) -> Opened[S]:
    """Put together what every process of a site needs, not yet started."""
    listeners, bus = Listeners(), Bus()
    keys = load_keys(settings.data)
    addresses.use(keys)
    palette.expire()
    db = open_database(settings.data, settings.database_url, listeners)
    limiter = Limiter(enabled=settings.rate_limits)
    live = streams(db, bus, limiter)
    site = Site(
        settings=settings,
        keys=keys,
        db=db,
        files=DiskFiles(settings.data / "media"),
        spool=Spool(settings.data / "spool"),
        images=Images(),
        recordings=Recordings(settings.ffmpeg),
        egress=_egress(settings),
        translator=_translator(settings),
        limiter=limiter,
        streams=live,
        imports=ImportFiles(settings.data / "imports"),
        archives=ArchiveFiles(settings.data / "archives"),
        search=SearchFiles(settings.data / "search"),
    )
    wiring.listen(listeners, bus)
    relay = Relay(bus, db.wire) if db.wire else None
    return Opened(site=site, streams=live, bus=bus, relay=relay)


def open_quietly(settings: Settings) -> Opened[NoStreams]:
    """Open a site for the operator's commands alone, without a door."""
    return open_site(settings, lambda _db, _bus, _limiter: NoStreams())


def _egress(settings: Settings) -> Egress:
    user_agent = f"Arengo/{VERSION} (+{settings.origin})"
    if settings.profile == "test":  # this machine alone, whatever a name server would say
        here = Reach(ports=frozenset(), allowed=LOOPBACK)
        return Egress(user_agent=user_agent, reach=here, lookup=names_of_this_machine)
    return Egress(user_agent=user_agent, reach=Reach(ports=frozenset(settings.egress_ports)))


def _translator(settings: Settings) -> Translator:
    if not settings.translation_url:
        return NoTranslator()
    return LibreTranslator(
        settings.translation_url, key=settings.translation_key, user_agent=f"Arengo/{VERSION}"
    )
