"""A disk that is full or broken: who writes is told, nothing is lost, and it goes on afterwards."""

import os
import resource
import subprocess
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest

from tests.drills.people import Client, Refused, join
from tests.drills.rows import missing, rows_of
from tests.drills.server import Server

WRITERS = 8
LONG = " and on" * 120
ENOUGH_TO_FILL_IT = 200
UNLIMITED = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Mount a disk of a few megabytes; only root may."""
    if os.geteuid() != 0:
        pytest.skip("only root can mount a small disk; the broken disk is tried without")
    folder = tmp_path / "small"
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", folder], check=True)
    yield folder
    subprocess.run(["umount", "--lazy", folder], check=True)


def test_on_a_full_disk_writes_are_refused_and_go_on_when_there_is_room(
    small_disk: Path, make_server: Callable[..., Server]
) -> None:
    server = make_server(small_disk)
    server.start()
    alice = join(server, "alice")
    filler = small_disk / "filler"
    fill(filler)
    posts, refused = write_until_refused(server, alice.token)
    assert [each.status for each in refused] == [503] * WRITERS
    assert all("error" in each.body for each in refused)
    alice.ask("GET", "/api/v1/timelines/public")

    filler.unlink()
    posts["after"] = alice.publish("after")
    nothing_is_lost(server, posts)


def test_a_disk_that_does_not_write_refuses_and_goes_on_when_it_is_well(server: Server) -> None:
    alice = join(server, "alice")
    log = server.database.with_name("arengo.db-wal")
    limit_files(server, log.stat().st_size + 100_000)
    posts, refused = write_until_refused(server, alice.token)
    assert [each.status for each in refused] == [503] * WRITERS
    alice.ask("GET", "/api/v1/timelines/public")

    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, UNLIMITED)
    posts["after"] = alice.publish("after")
    nothing_is_lost(server, posts)


def fill(filler: Path) -> None:
    with filler.open("wb", buffering=0) as file:
        for size in (65_536, 4_096, 1):
            with suppress(OSError):
                while True:
                    file.write(bytes(size))


def limit_files(server: Server, size: int) -> None:
    limit = (size, resource.RLIM_INFINITY)
    resource.prlimit(server.pid, resource.RLIMIT_FSIZE, limit)


def write_until_refused(server: Server, token: str) -> tuple[dict[str, int], list[Refused]]:
    """Let several write; return what was acknowledged and how each of them was refused."""
    posts: dict[str, int] = {}

    def write(writer: int) -> Refused:
        client = Client(server, token)
        for number in range(ENOUGH_TO_FILL_IT):
            text = f"{writer}-{number}{LONG}"
            try:
                posts[text] = client.publish(text)
            except Refused as refused:
                return refused
        raise AssertionError("the disk took everything")

    with ThreadPoolExecutor(WRITERS) as threads:
        return posts, list(threads.map(write, range(WRITERS)))


def nothing_is_lost(server: Server, posts: dict[str, int]) -> None:
    """What was acknowledged is there, before and after a crash, and nothing else."""
    for _ in range(2):
        with rows_of(server.database) as rows:
            assert rows.are_whole()
            assert not missing(posts.values(), rows.posts())
            assert set(rows.posts().values()) == set(posts)
        server.kill()
        server.start()
