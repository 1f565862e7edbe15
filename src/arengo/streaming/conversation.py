"""What is said on a line: a WebSocket is asked for streams as it goes, an event stream has one."""

import asyncio
from typing import Any, Final

import msgspec

from arengo.base.errors import BadRequest, Forbidden, Refusal
from arengo.base.ids import AccountId, parse_id
from arengo.gate.limits import Limiter
from arengo.gate.live import Line
from arengo.social.follows.lists.queries import own_list
from arengo.social.timelines.entries.actions import tag_named
from arengo.storage import Database
from arengo.streaming.connections import Caller, Connection, Parting
from arengo.streaming.seats import Seats
from arengo.streaming.streams import (
    KINDS,
    OF_PEOPLE,
    OF_TAGS,
    Subscription,
    scopes_of,
    subscription,
)


class Wish(msgspec.Struct, frozen=True):
    """What a listener sends."""

    type: str = ""
    stream: str = ""
    list: str | int | None = None
    tag: str | None = None


_wishes: Final = msgspec.json.Decoder(Wish)


def asked_in(params: dict[str, Any]) -> Wish | None:
    """Return what the address asks for at once."""
    texts = {name: params.get(name) for name in ("stream", "list", "tag")}
    if not isinstance(texts["stream"], str) or not texts["stream"]:
        return None
    known = {name: text for name, text in texts.items() if isinstance(text, str)}
    return msgspec.convert({"type": "subscribe", **known}, Wish)


async def converse(
    caller: Caller,
    line: Line,
    asked: Wish | None,
    *,
    seats: Seats,
    db: Database,
    limiter: Limiter,
) -> None:
    """Have the conversation of a WebSocket until one side ends it."""

    async def write(frame: str | bytes | Parting) -> None:
        if isinstance(frame, Parting):
            await line.send({"type": "websocket.close", "code": frame.value})
        else:
            await line.send({"type": "websocket.send", "text": frame})

    connection = Connection(caller, is_socket=True, line=line, write=write)
    talk = _Talk(connection, seats, db, limiter)
    with seats.taken(connection):
        try:
            if asked:
                await talk.fulfil(asked)
            while (message := await line.receive())["type"] == "websocket.receive":
                await talk.hear(message)
        finally:
            await connection.settle()


async def narrate(caller: Caller, line: Line, wanted: Subscription, *, seats: Seats) -> None:
    """Send the events of one stream until one side ends it."""
    ended = asyncio.Event()

    async def write(frame: str | bytes | Parting) -> None:
        if isinstance(frame, bytes):
            await line.send({"type": "http.response.body", "body": frame, "more_body": True})
        else:
            ended.set()

    async def wait_for_leaving() -> None:
        while (await line.receive())["type"] != "http.disconnect":
            pass
        ended.set()

    connection = Connection(caller, is_socket=False, line=line, write=write)
    leaving = asyncio.create_task(wait_for_leaving())
    with seats.taken(connection):
        seats.attend(connection, wanted)
        connection.thump()
        try:
            await ended.wait()
        finally:
            leaving.cancel()
            await asyncio.gather(leaving, return_exceptions=True)
            await connection.settle()


class _Talk:
    """One side of a WebSocket's conversation: what the listener says, and what comes of it."""

    def __init__(
        self, connection: Connection, seats: Seats, db: Database, limiter: Limiter
    ) -> None:
        self._connection = connection
        self._seats = seats
        self._db = db
        self._limiter = limiter

    async def hear(self, message: Any) -> None:
        """Take what was sent: a wish, or something else."""
        if self._connection.parted is not None:
            return
        verdict = self._limiter.take("stream_words", id(self._connection), anonymous=False)
        text = message.get("text")
        if text is None or not verdict.allowed:
            self._connection.part(Parting.REVOKED if text is not None else Parting.MISBEHAVED)
            return
        try:
            wish = _wishes.decode(text)
        except msgspec.DecodeError:
            self._connection.complain("Invalid JSON payload", 400)
            return
        await self.fulfil(wish)

    async def fulfil(self, wish: Wish) -> None:
        """Do what is wished, or say why not."""
        try:
            await self._fulfil(wish)
        except Refusal as refusal:
            self._connection.complain(refusal.message, refusal.status)

    async def _fulfil(self, wish: Wish) -> None:
        if wish.type == "subscribe":
            self._seats.attend(self._connection, await self._wanted(wish))
        elif wish.type == "unsubscribe":
            wanted = await self._wanted(wish)
            self._seats.forsake(self._connection, wanted.stream)
        else:
            raise BadRequest("Unknown message type")

    async def _wanted(self, wish: Wish) -> Subscription:
        if not all(self._connection.viewer.may(scope) for scope in scopes_of(wish.stream)):
            raise Forbidden("This action is outside the authorized scopes")
        if wish.stream == "list":
            return await list_subscription(self._db, self._connection.account_id, str(wish.list))
        return subscription_named(wish.stream, self._connection.account_id, tag=wish.tag)


def subscription_named(kind: str, account_id: AccountId, *, tag: str | None) -> Subscription:
    """Return the stream of a name; BadRequest when there is none."""
    if kind not in KINDS:
        raise BadRequest("Unknown stream type")
    if kind in OF_PEOPLE:
        return subscription(kind, account_id)
    if kind in OF_TAGS:
        if not tag:
            raise BadRequest("Missing parameter: tag")
        return subscription(kind, tag_named(tag).id, name=tag)
    return subscription(kind)


async def list_subscription(db: Database, account_id: AccountId, list_id: str) -> Subscription:
    """Return the stream of an own list; NotFound for any other."""
    number = parse_id(list_id)
    if number is None:
        raise BadRequest("Missing parameter: list")
    await db.read_bounded(own_list, number, by=account_id)
    return subscription("list", number, name=str(number))
