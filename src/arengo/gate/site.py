"""What a handler may reach of the running whole."""

import msgspec

from arengo.auth.barriers.watch import Networks
from arengo.auth.oauth.names import AppNames
from arengo.auth.sessions.throttle import Throttle
from arengo.config.keys import Keys
from arengo.config.settings import Settings
from arengo.gate.limits import Limiter
from arengo.gate.live import Streams
from arengo.providers.egress import Egress
from arengo.providers.files import FileStore, Spool
from arengo.providers.images.pool import Images
from arengo.providers.recordings.studio import Recordings
from arengo.providers.translation import Translator
from arengo.social.moving.files import ImportFiles
from arengo.social.moving.packing.files import ArchiveFiles
from arengo.storage import Database
from arengo.storage.sidecar import SearchFiles


class Site(msgspec.Struct, frozen=True, kw_only=True):
    """Built once by `app.py`."""

    settings: Settings
    keys: Keys
    db: Database
    files: FileStore
    spool: Spool
    images: Images
    recordings: Recordings
    egress: Egress
    translator: Translator
    limiter: Limiter
    streams: Streams
    imports: ImportFiles
    archives: ArchiveFiles
    search: SearchFiles
    sign_ins: Throttle = msgspec.field(default_factory=Throttle)
    networks: Networks = msgspec.field(default_factory=Networks)
    apps: AppNames = msgspec.field(default_factory=AppNames)
