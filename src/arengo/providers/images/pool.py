"""The few worker processes that images are handed to: started when needed, ended when idle."""

import asyncio
import logging
from asyncio import Semaphore, Task, TimerHandle
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

from arengo.base.errors import Busy, Invalid
from arengo.providers.images.model import (
    LYING,
    TOO_BIG,
    TOO_HARD,
    UNSUPPORTED,
    Answer,
    ImageLimits,
    ProcessedImage,
    Question,
    Variant,
)
from arengo.providers.images.process import Worker, WorkerDied
from arengo.providers.images.sniffing import RARE, sniffed

logger = logging.getLogger(__name__)
_DEFAULT_LIMITS: Final = ImageLimits()


class _Needs(NamedTuple):
    """What a worker is started for: how much memory it may take, and which rare format it reads."""

    memory_bytes: int
    rare: str


class Images:
    """Processes images from strangers; belongs to one event loop, and is closed at its end."""

    def __init__(
        self,
        *,
        workers: int = 2,
        waiting: int = 16,
        images_per_worker: int = 50,
        idle_s: float = 30,
    ) -> None:
        """Start nothing yet: a server without uploads pays nothing."""
        self._workers = workers
        self._places = Semaphore(workers)
        self._room = workers + waiting
        self._inside = 0
        self._working = 0
        self._images_per_worker = images_per_worker
        self._idle_s = idle_s
        self._idle: list[tuple[Worker, _Needs]] = []
        self._end_of_idleness: TimerHandle | None = None
        self._ending: set[Task[None]] = set()

    async def process_image(
        self,
        data: bytes | Path,
        *,
        variants: Sequence[Variant],
        limits: ImageLimits = _DEFAULT_LIMITS,
        declared: str | None = None,
    ) -> ProcessedImage:
        """Make all variants of an image, or raise Invalid saying what is wrong with it.

        The type is read from the content; `declared`, the type that the sender claimed, only
        chooses the words when the content is no image. Busy when too many images wait already.
        """
        if self._inside >= self._room:
            raise Busy
        self._inside += 1
        try:
            content = await _content(data, limits)
            kind = sniffed(content)
            if kind is None:
                raise Invalid(LYING if (declared or "").startswith("image/") else UNSUPPORTED)
            question = Question(data=content, limits=limits, variants=tuple(variants))
            needs = _Needs(limits.memory_bytes, kind if kind in RARE else "")
            async with self._places:
                answer = await self._answer(question, needs)
        finally:
            self._inside -= 1
        if answer.image is None:
            logger.info("image refused: %s %s", answer.refusal, answer.cause)
            raise Invalid(answer.refusal)
        return answer.image

    async def close(self) -> None:
        """End all workers."""
        self._end_idle()
        while self._ending:
            await asyncio.gather(*self._ending)

    async def _answer(self, question: Question, needs: _Needs) -> Answer:
        worker = self._fitting(needs)
        self._working += 1
        try:
            if worker is None:
                worker = await self._new(needs)
            async with asyncio.timeout(question.limits.wall_s):
                answer = await worker.ask(question)
        except (TimeoutError, WorkerDied) as error:
            self._end(worker)
            return Answer(refusal=TOO_HARD, cause=repr(error))
        except BaseException:
            self._end(worker)
            raise
        finally:
            self._working -= 1
        self._put_back(worker, needs)
        return answer

    def _fitting(self, needs: _Needs) -> Worker | None:
        """Take a worker that fits from the idle ones; those that died meanwhile go."""
        for each in reversed(self._idle):
            worker, able = each
            if worker.alive and able != needs:
                continue
            self._idle.remove(each)
            if worker.alive:
                return worker
            self._end(worker)
        return None

    async def _new(self, needs: _Needs) -> Worker:
        """Start a worker; an idle one makes place for it."""
        if self._idle and len(self._idle) + self._working > self._workers:
            self._end(self._idle.pop(0)[0])
        return await Worker.start(memory_bytes=needs.memory_bytes, rare=needs.rare)

    def _put_back(self, worker: Worker, needs: _Needs) -> None:
        if worker.answered >= self._images_per_worker:
            self._end(worker)
            return
        self._idle.append((worker, needs))
        if self._end_of_idleness is not None:
            self._end_of_idleness.cancel()
        loop = asyncio.get_running_loop()
        self._end_of_idleness = loop.call_later(self._idle_s, self._end_idle)

    def _end_idle(self) -> None:
        if self._end_of_idleness is not None:
            self._end_of_idleness.cancel()
            self._end_of_idleness = None
        while self._idle:
            self._end(self._idle.pop()[0])

    def _end(self, worker: Worker | None) -> None:
        """Kill in a task of its own: who asked may have been cancelled."""
        if worker is None:
            return
        task = asyncio.get_running_loop().create_task(worker.kill())
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


async def _content(data: bytes | Path, limits: ImageLimits) -> bytes:
    if isinstance(data, Path):
        data = await asyncio.to_thread(_read_bounded, data, limits.size_bytes)
    if len(data) > limits.size_bytes:
        raise Invalid(TOO_BIG)
    return data


def _read_bounded(path: Path, size_bytes: int) -> bytes:
    with path.open("rb") as file:
        return file.read(size_bytes + 1)
