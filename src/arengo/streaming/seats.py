"""Who is connected to this process, and who listens to which stream."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from typing import Final

from arengo.base.errors import TooMany
from arengo.base.ids import AccountId
from arengo.streaming.connections import Connection, Parting
from arengo.streaming.fanout import Listening
from arengo.streaming.streams import SIGNS, Stream, Subscription

MOST_OF_ACCOUNT: Final = 40
MOST_OF_ADDRESS: Final = 400
MOST_STREAMS: Final = 50  # of one connection


class Seats:
    """Every connection of one process, found by account, by token and by stream."""

    def __init__(self, *, limited: bool) -> None:
        """Begin with nobody there; `limited` counts connections of an account and an address."""
        self._limited = limited
        self._all: set[Connection] = set()
        self._held: Counter[AccountId | str] = Counter()
        self._streams: defaultdict[Stream, set[Connection]] = defaultdict(set)
        self._list_owners: dict[int, AccountId] = {}
        self._snapshot: Listening | None = None
        self._closed = False

    def __len__(self) -> int:
        """Return how many are connected."""
        return len(self._all)

    def __iter__(self) -> Iterator[Connection]:
        """Yield every connection there is now."""
        return iter(list(self._all))

    def check(self, account_id: AccountId, address: str) -> None:
        """Raise TooMany when somebody holds as many lines as one may."""
        if not self._limited:
            return
        if self._held[account_id] >= MOST_OF_ACCOUNT or self._held[address] >= MOST_OF_ADDRESS:
            raise TooMany(headers={"Retry-After": "60"})

    def close(self) -> None:
        """End every line, and each that is only beginning as soon as it has begun."""
        self._closed = True
        for each in self:
            each.part(Parting.STOPPING)

    @contextmanager
    def taken(self, connection: Connection) -> Iterator[None]:
        """Hold a seat as long as the block lasts."""
        self._all.add(connection)
        self._held.update((connection.account_id, connection.address))
        if self._closed:
            connection.part(Parting.STOPPING)
        try:
            yield
        finally:
            for stream in list(connection.labels):
                self.forsake(connection, stream)
            self._all.discard(connection)
            for holder in (connection.account_id, connection.address):
                self._held[holder] -= 1
                if not self._held[holder]:
                    del self._held[holder]

    def attend(self, connection: Connection, wanted: Subscription) -> None:
        """Let a connection hear a stream; twice is once. Raises TooMany."""
        if len(connection.labels) >= MOST_STREAMS and wanted.stream not in connection.labels:
            raise TooMany("Too many streams on one connection")
        connection.labels[wanted.stream] = wanted.label
        self._streams[wanted.stream].add(connection)
        if wanted.stream.kind == "list":
            self._list_owners[wanted.stream.key] = connection.account_id
        self._snapshot = None

    def forsake(self, connection: Connection, stream: Stream) -> None:
        """Let a connection hear a stream no more."""
        connection.labels.pop(stream, None)
        there = self._streams.get(stream)
        if there is None:
            return
        there.discard(connection)
        if not there:
            del self._streams[stream]
            if stream.kind == "list":
                self._list_owners.pop(stream.key, None)
        self._snapshot = None

    def at(self, stream: Stream) -> Collection[Connection]:
        """Return who listens to a stream."""
        return self._streams.get(stream, ())

    def has_any(self, streams: Iterable[Stream]) -> bool:
        """Tell whether anybody listens to one of these."""
        return any(stream in self._streams for stream in streams)

    def listening(self) -> Listening:
        """Return who listens, as it is now: others may read it while people come and go."""
        if self._snapshot is None:
            streams = self._streams.items()
            self._snapshot = Listening(
                homes=frozenset(AccountId(s.key) for s, _ in streams if s.kind == "user"),
                signs=frozenset(AccountId(s.key) for s, _ in streams if s.kind == SIGNS),
                lists=dict(self._list_owners),
                open={
                    stream: frozenset(each.account_id for each in there)
                    for stream, there in streams
                    if stream.is_open
                },
            )
        return self._snapshot
