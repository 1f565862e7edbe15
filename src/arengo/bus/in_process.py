"""The bus of a single process: queues in memory, one for each subscriber."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator, Callable, Iterable
from types import TracebackType
from typing import Final, Self

from arengo.bus.model import Message

QUEUE_SIZE: Final = 256


class Subscription:
    """Messages of some topics from the moment of subscribing on.

    Use it as a context manager and iterate; the iteration ends when the subscriber was too slow.
    """

    def __init__(self, bus: "Bus", topics: Iterable[str], size: int) -> None:
        """Prepare; nothing is heard before `__enter__`."""
        self._bus = bus
        self.topics = frozenset(topics)
        self._queue: asyncio.Queue[Message] = asyncio.Queue(size)
        self.was_dropped = False  # then messages are missing: read the database

    def __enter__(self) -> Self:
        """Begin to listen."""
        self._bus.join(self)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Listen no more."""
        self._bus.leave(self)

    async def __aiter__(self) -> AsyncIterator[Message]:
        """Yield what is heard, in order; end once dropped and empty."""
        while not (self.was_dropped and self._queue.empty()):
            yield await self._queue.get()

    def take(self, message: Message) -> bool:
        """Keep a message for the subscriber; False when there is no room."""
        try:
            self._queue.put_nowait(message)
        except asyncio.QueueFull:
            self.was_dropped = True
            return False
        return True


class Bus:
    """Publishes to whoever subscribes in this process; call it from the event loop's thread.

    `on_publish` hears what is said here, to carry it to other processes; `on_message` hears
    everything, wherever it was said. Both must return at once.
    """

    def __init__(self) -> None:
        """Start with nobody listening."""
        self._subscriptions: defaultdict[str, set[Subscription]] = defaultdict(set)
        self.on_publish: list[Callable[[Message], None]] = []
        self.on_message: list[Callable[[Message], None]] = []

    def subscribe(self, topics: Iterable[str], *, size: int = QUEUE_SIZE) -> Subscription:
        """Return a subscription to be entered: `with bus.subscribe([…]) as messages:`."""
        return Subscription(self, topics, size)

    def publish(self, topic: str, kind: str, id: int, *more: int) -> None:
        """Tell whoever listens now, here and in other processes; who is too slow is dropped."""
        message = Message(topic, kind, id, more)
        self.deliver(message)
        for carry in self.on_publish:
            carry(message)

    def deliver(self, message: Message) -> None:
        """Tell whoever listens in this process."""
        for hear in self.on_message:
            hear(message)
        listeners = self._subscriptions.get(message.topic, ())
        for each in [each for each in listeners if not each.take(message)]:
            self.leave(each)

    def join(self, subscription: Subscription) -> None:
        """Add a listener to its topics."""
        for topic in subscription.topics:
            self._subscriptions[topic].add(subscription)

    def leave(self, subscription: Subscription) -> None:
        """Take a listener away; doing it twice is harmless."""
        for topic in subscription.topics:
            listeners = self._subscriptions.get(topic)
            if listeners is not None:
                listeners.discard(subscription)
                if not listeners:
                    del self._subscriptions[topic]
