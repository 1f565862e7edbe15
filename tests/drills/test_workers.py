"""Several processes on PostgreSQL: one site, whoever answers; who dies is replaced."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from pathlib import Path
from typing import Final, TypeVar
from uuid import uuid4

import pytest

from tests.drills.people import Client, Refused, join
from tests.drills.server import START_S, Server
from tests.postgres import drop_database, make_database

Answer = TypeVar("Answer")
_TRIES: Final = 5

WORKERS = 3
SOON_S = 20


@pytest.fixture
def database(postgres_url: str) -> Iterator[str]:
    """Give the URL of an empty database."""
    name = f"workers_{uuid4().hex[:12]}"
    yield make_database(postgres_url, name)
    drop_database(postgres_url, name)


@pytest.fixture
def workers(make_server: Callable[..., Server], database: str) -> Iterator[Server]:
    """Give a site that three processes serve."""
    server = make_server(database_url=database, workers=WORKERS)
    server.start()
    until(lambda: len(children(server)) == WORKERS)
    yield server
    if server.process.is_alive():
        os.kill(server.pid, signal.SIGSTOP)  # so it begins none anew
    for pid in children(server):
        os.kill(pid, signal.SIGKILL)


def children(server: Server) -> list[int]:
    """Return the processes that serve, while their parent lives."""
    listed = Path(f"/proc/{server.pid}/task/{server.pid}/children")
    return [int(word) for word in listed.read_text().split()] if server.process.is_alive() else []


def until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + START_S
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.01)


@contextmanager
def only(pid: int, server: Server) -> Iterator[None]:
    """Let one process alone answer whoever connects meanwhile."""
    others = [each for each in children(server) if each != pid]
    for each in others:
        os.kill(each, signal.SIGSTOP)
    try:
        yield
    finally:
        for each in others:
            os.kill(each, signal.SIGCONT)


def alone(pid: int, server: Server, act: Callable[[], Answer]) -> Answer:
    """Have one process alone do something, anew when another was stopped in a transaction."""
    for _ in range(_TRIES):
        with only(pid, server):
            try:
                return act()
            except Refused as refused:
                if refused.status != HTTPStatus.SERVICE_UNAVAILABLE:
                    raise
    raise AssertionError("one of the others was always stopped in a transaction")


def answering(server: Server) -> str:
    """Return the part of the request id that belongs to the process that answers."""
    http = server.connect()
    http.request("GET", "/health")
    answer = http.getresponse()
    answer.read()
    http.close()
    return str(answer.headers["x-request-id"]).partition("-")[0]


def test_what_one_process_takes_all_of_them_show(workers: Server) -> None:
    token = join(workers, "alice").token
    names, written = set(), []
    for pid in children(workers):
        names.add(alone(pid, workers, lambda: answering(workers)))
        publish = partial(Client.publish, Client(workers, token), f"written by {pid}", str(pid))
        written.append(alone(pid, workers, publish))
    assert len(names) == WORKERS
    for pid in children(workers):
        read = partial(Client.ask, Client(workers, token), "GET", "/api/v1/timelines/home")
        seen = alone(pid, workers, read)
        assert [int(post["id"]) for post in seen] == written[::-1]


def test_a_process_that_dies_is_replaced_and_the_stop_is_soon(workers: Server) -> None:
    before = children(workers)
    os.kill(before[0], signal.SIGKILL)
    until(lambda: len(set(children(workers)) - {before[0]}) == WORKERS)
    assert workers.answers()
    asked = time.monotonic()
    assert workers.stop() == 0
    assert time.monotonic() - asked < SOON_S
    assert not workers.answers()
    assert not any(Path(f"/proc/{pid}").exists() for pid in before)


def test_a_stop_while_a_successor_is_awaited_is_a_stop(workers: Server) -> None:
    os.kill(children(workers)[0], signal.SIGKILL)
    until(lambda: "another takes its place" in workers.log.read_text())
    asked = time.monotonic()
    assert workers.stop() == 0
    assert time.monotonic() - asked < SOON_S
    assert not workers.answers()


def test_why_no_process_can_start_is_said(make_server: Callable[..., Server]) -> None:
    server = make_server(database_url="postgresql://nobody@127.0.0.1:1/nothing", workers=2)
    server.launch()
    until(lambda: "Connection refused" in server.log.read_text())
    assert server.stop() == 0
    assert "Traceback" not in server.log.read_text()
