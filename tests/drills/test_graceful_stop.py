"""SIGTERM: what was begun is finished or put back, and the end comes soon and in good order."""

import json
import socket
import time
from collections.abc import Callable
from contextlib import closing

from tests.drills.people import join
from tests.drills.rows import rows_of
from tests.drills.server import Server

SOON_S = 20


def test_a_request_that_has_begun_is_answered_before_the_end(server: Server) -> None:
    alice = join(server, "alice")
    idle = server.connect()
    idle.connect()
    body = json.dumps({"status": "the last word"}).encode()
    http = server.connect()
    http.putrequest("POST", "/api/v1/statuses")
    http.putheader("Authorization", f"Bearer {alice.token}")
    http.putheader("Content-Type", "application/json")
    http.putheader("Content-Length", str(len(body)))
    http.endheaders(body[:10])
    wait_until_heard(server)

    asked = time.monotonic()
    server.process.terminate()
    wait_until_closed(server)
    http.send(body[10:])
    answer = http.getresponse()
    assert answer.status == 200
    post_id = int(json.loads(answer.read())["id"])
    assert server.wait() == 0
    assert time.monotonic() - asked < SOON_S
    with rows_of(server.database) as rows:
        assert rows.posts()[post_id] == "the last word"


def test_a_job_that_runs_is_put_back(make_server: Callable[..., Server]) -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as mail:
        address = f"smtp://127.0.0.1:{mail.getsockname()[1]}"
        server = make_server(profile="default", mail_urls=(address,))
        server.start()
        join(server, "alice")
        mail.settimeout(60)
        letter, _ = mail.accept()  # the job of the letter runs, and nobody will greet it
        asked = time.monotonic()
        assert server.stop() == 0
        assert time.monotonic() - asked < SOON_S
        letter.close()
    with rows_of(server.database) as rows:
        waiting = rows.all("SELECT attempts, lease_ms FROM jobs WHERE kind LIKE '%mail%'")
    assert waiting == [(0, 0)]


def wait_until_heard(server: Server) -> None:
    """What was sent before on other connections has been read when this is answered."""
    for _ in range(2):
        assert server.answers()


def wait_until_closed(server: Server) -> None:
    deadline = time.monotonic() + SOON_S
    while server.answers():
        assert time.monotonic() < deadline
        server.process.join(0.01)
