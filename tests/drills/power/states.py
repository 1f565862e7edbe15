"""What is left of a site after a power cut, and which promises that breaks."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

from tests.drills.power.disk import Disk, Luck
from tests.drills.power.life import Life

_DATABASE = "data/arengo.db"
_KEYS = ("data/keys/shield", "data/keys/vault")


@dataclass(frozen=True, slots=True)
class Promised:
    """What answers of 200 have said to exist, or not to exist any more."""

    posts: frozenset[int]
    deleted: frozenset[int]
    favourites: frozenset[int]
    tokens: int

    @classmethod
    def by(cls, answers: list[dict[str, Any]]) -> "Promised":
        """Read the answers: the deleted comes with its text, as it was typed."""
        statuses = [answer for answer in answers if "content" in answer]
        return cls(
            posts=frozenset(int(each["id"]) for each in statuses),
            deleted=frozenset(int(each["id"]) for each in statuses if "text" in each),
            favourites=frozenset(int(each["id"]) for each in statuses if each["favourited"]),
            tokens=sum("access_token" in answer for answer in answers),
        )


@dataclass(frozen=True, slots=True)
class State:
    """The files after one cut, and what had been promised before it."""

    name: str
    files: dict[str, bytes]
    promised: Promised
    deleted_later: frozenset[int]  # or at this moment: nobody has promised these any more

    def broken_promises(self, folder: Path) -> list[str]:
        """Open the site as a server does after a crash and return what is wrong with it."""
        for suffix in ("", "-wal", "-journal", "-shm"):
            (folder / f"arengo.db{suffix}").unlink(missing_ok=True)
            if (content := self.files.get(_DATABASE + suffix)) is not None:
                (folder / f"arengo.db{suffix}").write_bytes(content)
        with closing(sqlite3.connect(folder / "arengo.db")) as connection:
            try:
                found = connection.execute("PRAGMA integrity_check(3)").fetchall()
                return (
                    list(self._losses(connection)) if found == [("ok",)] else [f"damaged: {found}"]
                )
            except sqlite3.DatabaseError as error:
                return [f"damaged: {error}"]

    def _losses(self, connection: sqlite3.Connection) -> Iterator[str]:
        if not self.promised.tokens:
            return  # nobody has been told anything yet
        if not all(self.files.get(key) for key in _KEYS):
            yield "the keys are lost"
        tables = _ids(connection, "SELECT name FROM sqlite_schema")
        if "tokens" not in tables:
            yield "everything is lost"
            return
        if len(_ids(connection, "SELECT id FROM tokens")) < self.promised.tokens:
            yield "a token is lost"
        posts = _ids(connection, "SELECT id FROM posts")
        yield from (f"post {each} is lost" for each in self._standing() - posts)
        yield from (f"post {each} is not deleted" for each in self.promised.deleted & posts)
        liked = _ids(connection, "SELECT post_id FROM favourites WHERE kind = 1")
        yield from (f"favourite of {each} is lost" for each in self.promised.favourites - liked)

    def _standing(self) -> frozenset[int]:
        return self.promised.posts - self.promised.deleted - self.deleted_later


def _ids(connection: sqlite3.Connection, sql: str) -> set[Any]:
    return {row[0] for row in connection.execute(sql)}


def states_of(life: Life, count: int, seed: int) -> Iterator[State]:
    """Cut the power at `count` random moments, each with its own luck."""
    chance = Random(seed)
    first, last = life.steps[0][0], life.steps[-1][0] + 1
    moments = sorted(chance.randint(first, last) for _ in range(count))
    disk, done = Disk(life.root), 0
    deleted = Promised.by(life.promised(last)).deleted
    for number, moment in enumerate(moments):
        while done < len(life.steps) and life.steps[done][0] < moment:
            life.steps[done][1](disk)
            done += 1
        luck = list(Luck)[number % len(Luck)]
        name = f"state {number} of seed {seed}: cut at line {moment}, {luck.value}"
        promised = Promised.by(life.promised(moment))
        yield State(name, disk.after_cut(luck, chance), promised, deleted)
