"""Eight people's worth of concurrent writes, and a book of what was acknowledged."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.drills.people import Client
from tests.drills.server import Server

CLIENTS = 8
_DELETES_EVERY = 7


@dataclass(slots=True)
class Book:
    """What the server has said yes to, and what it was asked when it went away."""

    posts: dict[str, int] = field(default_factory=dict)
    deleted: set[int] = field(default_factory=set)
    unanswered: set[str] = field(default_factory=set)
    maybe_deleted: set[int] = field(default_factory=set)
    answers: int = 0
    changed: threading.Condition = field(default_factory=threading.Condition)

    def note(self) -> None:
        """Count one answer."""
        with self.changed:
            self.answers += 1
            self.changed.notify_all()

    def wait_for(self, answers: int) -> None:
        """Wait until so many answers have come."""
        with self.changed:
            assert self.changed.wait_for(lambda: self.answers >= answers, timeout=60)

    @property
    def standing(self) -> dict[str, int]:
        """Return what must be there: acknowledged, and nobody asked to delete it."""
        gone = self.deleted | self.maybe_deleted
        return {text: post_id for text, post_id in self.posts.items() if post_id not in gone}


@contextmanager
def writing(server: Server, token: str, book: Book, name: str) -> Iterator[None]:
    """Keep writing while the block runs; it ends the server, and that ends the writing."""
    with ThreadPoolExecutor(CLIENTS) as threads:
        clients = [Client(server, token) for _ in range(CLIENTS)]
        futures = [
            threads.submit(_write_on, client, book, f"{name}-{number}")
            for number, client in enumerate(clients)
        ]
        try:
            yield
        finally:  # whoever writes to a server that lives never ends
            if server.process.is_alive():
                server.kill()
        for future in futures:
            future.result(timeout=60)


def _write_on(client: Client, book: Book, name: str) -> None:
    number = 0
    while True:
        number += 1
        text = f"{name}-{number}"
        try:
            book.posts[text] = client.publish(text, key=text)
        except ConnectionError:
            book.unanswered.add(text)
            return
        book.note()
        if number % _DELETES_EVERY == 0 and not _delete(client, book, book.posts[text]):
            return


def _delete(client: Client, book: Book, post_id: int) -> bool:
    try:
        client.ask("DELETE", f"/api/v1/statuses/{post_id}")
    except ConnectionError:
        book.maybe_deleted.add(post_id)
        return False
    book.deleted.add(post_id)
    book.note()
    return True
