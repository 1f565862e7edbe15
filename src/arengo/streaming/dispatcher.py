"""From the bus to the lines: one message after the other becomes news for those concerned."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from typing import Final

from arengo.api.entities.announcement import live_announcement, live_reaction
from arengo.api.entities.conversation import conversations_json
from arengo.api.entities.notification import notifications_json
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId
from arengo.bus import Message
from arengo.social.messages.queries import own_conversation
from arengo.social.notifications.queries import notification
from arengo.social.posts.model import PostFlag, Visibility
from arengo.storage import Database, ReadTransaction
from arengo.streaming.connections import Connection, Parting
from arengo.streaming.fanout import audience_of, streams_of_gone
from arengo.streaming.frames import News
from arengo.streaming.listeners import ACCOUNTS, ANNOUNCEMENTS, POSTS, TOKENS
from arengo.streaming.seats import Seats
from arengo.streaming.streams import OF_PEOPLE, OF_PUBLIC, SIGNS, Stream

MOST_WAITING: Final = 20_000
SIGN: Final = News("news", b"1")
_USER: Final = "user:"  # the beginning of a topic: what concerns one account
_log = logging.getLogger("arengo.streaming")


class Dispatcher:
    """Takes messages without waiting, works through them in order."""

    def __init__(self, db: Database, seats: Seats, *, origin: str) -> None:
        """Tell those on `seats`."""
        self._db = db
        self._seats = seats
        self._origin = origin
        self._queue: asyncio.Queue[Message] = asyncio.Queue(MOST_WAITING)

    def take(self, message: Message) -> None:
        """Keep a message that may concern somebody here; what is too much is lost."""
        if not self._seats or not self._concerns(message):
            return
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            _log.warning("live news are lost: more come than can be told")

    async def work(self) -> None:
        """Tell one message after the other, until this is cancelled."""
        while True:
            message = await self._queue.get()
            try:
                await self._tell(message)
            except Exception:  # noqa: BLE001  a message that cannot be told must not end the others
                _log.exception("live news could not be told")

    def _concerns(self, message: Message) -> bool:
        if not message.topic.startswith(_USER):
            return True
        key = int(message.topic.removeprefix(_USER))
        return self._seats.has_any(Stream(kind, key) for kind in (*OF_PEOPLE, SIGNS))

    async def _tell(self, message: Message) -> None:
        if message.topic == POSTS and message.kind == "delete":
            await self._tell_gone(message)
        elif message.topic == POSTS:
            await self._tell_post(message)
        elif message.topic == TOKENS:
            _part(each for each in self._seats if each.token_id == message.id)
        elif message.topic == ACCOUNTS:
            _part(each for each in self._seats if each.account_id == message.id)
        elif message.topic == ANNOUNCEMENTS:
            await self._tell_all(message)
        elif message.topic.startswith(_USER):
            await self._tell_account(message)

    async def _tell_post(self, message: Message) -> None:
        listening = self._seats.listening()
        audience = await self._db.read(
            audience_of, PostId(message.id), listening, origin=self._origin
        )
        news = {id(body): News(message.kind, body) for body in audience.bodies.values()}
        if message.kind == "update":
            self._say(SIGN, [Stream(SIGNS, each) for each in audience.signs])
        for stream, viewers in audience.streams.items():
            for each in list(self._seats.at(stream)):
                body = audience.bodies.get(each.account_id)
                if body is None or each.account_id not in viewers:
                    continue
                if stream.kind == "user" and message.kind == "update":
                    repeated = each.is_repeated(audience.shown_id)
                    if repeated and audience.is_boost:
                        continue
                each.tell(news[id(body)], stream)

    async def _tell_gone(self, message: Message) -> None:
        author, visibility, flags, tag_count, *ids = message.more
        tags, named = ids[:tag_count], [AccountId(each) for each in ids[tag_count:]]
        streams = await self._db.read(
            streams_of_gone,
            AccountId(author),
            self._seats.listening(),
            visibility=visibility,
            named=named,
        )
        if visibility == Visibility.PUBLIC and not flags & PostFlag.BOOST:
            streams += [Stream(kind) for kind in OF_PUBLIC]
            streams += [Stream(kind, tag) for kind in ("hashtag", "hashtag:local") for tag in tags]
        self._say(News("delete", b"%d" % message.id), streams)

    async def _tell_account(self, message: Message) -> None:
        key = int(message.topic.removeprefix(_USER))
        if message.kind == "conversation":
            body = await self._db.read(
                _conversation, AccountId(key), message.id, origin=self._origin
            )
            self._say(News("conversation", body), [Stream("direct", key)] if body else [])
            return
        if message.kind == "notification":
            self._say(SIGN, [Stream(SIGNS, key)])
        if message.kind != "notification":
            self._say(News(message.kind), [Stream("user", key)])
            return
        body = await self._db.read(_notification, AccountId(key), message.id, origin=self._origin)
        if body is not None:
            streams = [Stream("user", key), Stream("user:notification", key)]
            self._say(News("notification", body), streams, scope="read:notifications")

    async def _tell_all(self, message: Message) -> None:
        homes = self._seats.listening().homes
        if not homes:
            return
        streams = [Stream("user", each) for each in homes]
        if message.kind == "announcement.delete":
            body: bytes | None = b"%d" % message.id
        elif message.kind == "announcement.reaction":
            name = "".join(map(chr, message.more))
            body = await self._db.read(live_reaction, message.id, name, origin=self._origin)
        else:
            body = await self._db.read(live_announcement, message.id, origin=self._origin)
        if body is not None:
            self._say(News(message.kind, body), streams)

    def _say(self, news: News, streams: Sequence[Stream], *, scope: str | None = None) -> None:
        for stream in streams:
            for each in list(self._seats.at(stream)):
                if scope is None or each.viewer.may(scope):
                    each.tell(news, stream)


def _notification(
    tx: ReadTransaction, account_id: AccountId, notification_id: int, *, origin: str
) -> bytes | None:
    try:
        found = notification(tx, account_id, notification_id)
    except NotFound:  # taken back meanwhile
        return None
    bodies = notifications_json(tx, [found], origin=origin, viewer=account_id)
    return bodies[0] if bodies else None


def _conversation(
    tx: ReadTransaction, account_id: AccountId, conversation_id: int, *, origin: str
) -> bytes | None:
    try:
        found = own_conversation(tx, conversation_id, by=account_id)
    except NotFound:  # removed meanwhile
        return None
    return conversations_json(tx, [found], viewer=account_id, origin=origin)[0]


def _part(connections: Iterable[Connection]) -> None:
    for each in connections:
        each.part(Parting.REVOKED)
