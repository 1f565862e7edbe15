"""Answers for everybody, kept ready for as long as nothing at all changes in the database.

Nothing here is ever out of date by what was written: the state of the database is compared at each
request, so rights are read, not cached (decisions 9 and 24). Only the clock may run on meanwhile.
"""

from collections.abc import Awaitable, Callable
from typing import Final, NamedTuple

from arengo.base.clock import SECOND_MS, now_ms
from arengo.gate.answers import Answer
from arengo.gate.live import LiveAnswer
from arengo.gate.request import Request
from arengo.storage import Database

MOST_BYTES: Final = 8 * 1024 * 1024
_LONGEST_BYTES: Final = 512 * 1024
_KEPT_MS: Final = 30 * SECOND_MS  # as long as caches in between keep them: the pages tell the time
_ABOUT_SOMEBODY: Final = frozenset({b"cookie", b"authorization"})
Key = tuple[str, bytes, str]


class _Kept(NamedTuple):
    answer: Answer
    until_ms: int


class Shelf:
    """Of one process. `language_of` says in which language a request is answered."""

    def __init__(self, db: Database, language_of: Callable[[Request], str]) -> None:
        """Begin empty."""
        self._db = db
        self._language_of = language_of
        self._state = ""
        self._kept: dict[Key, _Kept] = {}
        self._bytes = 0

    async def answer(
        self, request: Request, ask: Callable[[], Awaitable[Answer | LiveAnswer]]
    ) -> Answer | LiveAnswer:
        """Give what is kept, or ask and keep the answer when it is for everybody."""
        if not _ABOUT_SOMEBODY.isdisjoint(request.headers):
            return await ask()
        key = (request.path, request.query, self._language_of(request))
        before = await self._db.state()
        if kept := self._find(key, before):
            return kept
        answer = await ask()
        if isinstance(answer, Answer) and _is_for_everybody(request, answer):
            await self._keep(key, answer, before)
        return answer

    def _find(self, key: Key, state: str) -> Answer | None:
        if state != self._state:
            self._clear()
            self._state = state
        found = self._kept.get(key)
        return found.answer if found and now_ms() < found.until_ms else None

    async def _keep(self, key: Key, answer: Answer, before: str) -> None:
        """Keep an answer that was made while nothing changed: the same state before and after."""
        now = await self._db.state()
        if before != now or now != self._state or len(answer.body) > _LONGEST_BYTES:
            return
        if self._bytes + len(answer.body) > MOST_BYTES:
            self._clear()
        if replaced := self._kept.get(key):
            self._bytes -= len(replaced.answer.body)
        self._bytes += len(answer.body)
        self._kept[key] = _Kept(answer, now_ms() + _KEPT_MS)

    def _clear(self) -> None:
        self._kept.clear()
        self._bytes = 0


def is_shared(answer: Answer | LiveAnswer) -> bool:
    """Return whether caches between us and the reader may keep an answer."""
    return any(
        name == b"cache-control" and value.startswith(b"public") for name, value in answer.headers
    )


def _is_for_everybody(request: Request, answer: Answer) -> bool:
    return answer.status == 200 and is_shared(answer) and not request.cookies_out  # noqa: PLR2004
