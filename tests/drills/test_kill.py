"""`kill -9` at any moment: what was acknowledged is there, whole, and its jobs are done."""

import contextlib
import random
import signal
import time
from collections import Counter
from collections.abc import Callable

import pytest

from tests.drills.load import Book, writing
from tests.drills.people import Client, join
from tests.drills.rows import missing, rows_of
from tests.drills.server import Server
from tests.drills.serving import die_after_commit, die_before_commit, die_removing_boosts
from tests.trying import EVERYTHING

KILLS = 100 if EVERYTHING else 20
MOST_ANSWERS = 80
UNCLEAN = "the last stop was not clean"


def test_no_acknowledged_write_is_lost_however_often_the_server_is_killed(server: Server) -> None:
    chance = random.Random(20_250)
    writer, book = listened_to(server), Book()
    for number in range(KILLS):
        with writing(server, writer.token, book, f"round-{number}"):
            book.wait_for(book.answers + chance.randint(1, MOST_ANSWERS))
            server.kill()
        if number % 5 == 0:
            kill_while_it_starts(server, after_s=chance.uniform(0, 0.3))
        server.start()
        everything_acknowledged_is_there(server, book)
        what_was_asked_again_happened_once(server, writer, book)
    everybody_was_told_once(server, book)
    assert server.log.read_text().count(UNCLEAN) >= KILLS


def test_a_stop_in_good_order_needs_no_check(server: Server) -> None:
    join(server, "alice").publish("hello")
    assert server.stop() == 0
    server.start()
    assert UNCLEAN not in server.log.read_text()


def test_a_crash_between_commit_and_job_leaves_the_job(server: Server) -> None:
    writer, fan = join(server, "writer"), join(server, "fan")
    doomed = writer.publish("soon deleted")
    boost = int(fan.ask("POST", f"/api/v1/statuses/{doomed}/reblog")["id"])
    server.stop()

    server.start(die_removing_boosts)
    with contextlib.suppress(ConnectionError):  # the job may outrun the answer
        writer.ask("DELETE", f"/api/v1/statuses/{doomed}")
    assert server.wait() == -signal.SIGKILL
    server.launch(die_removing_boosts)  # begins with the job that was left, and dies of it again
    assert server.wait() == -signal.SIGKILL
    with rows_of(server.database) as rows:
        assert rows.jobs("posts.remove_boosts") == [doomed]
        assert boost in rows.posts()
        assert doomed not in rows.posts()

    server.start()
    wait_until(server, lambda: no_jobs_wait(server))
    with rows_of(server.database) as rows:
        assert boost not in rows.posts()


@pytest.mark.parametrize(("die", "kept"), [(die_before_commit, 0), (die_after_commit, 1)])
def test_a_post_whose_answer_was_lost_is_published_once_when_asked_again(
    server: Server, die: Callable[..., None], kept: int
) -> None:
    alice = join(server, "alice")
    server.stop()
    server.start(die)
    with pytest.raises(ConnectionError):
        alice.publish("once", key="the key")
    server.wait()

    server.start()
    with rows_of(server.database) as rows:
        before = [post_id for post_id, text in rows.posts().items() if text == "once"]
    assert len(before) == kept
    again = [alice.publish("once", key="the key") for _ in range(2)]
    with rows_of(server.database) as rows:
        assert [key for key, text in rows.posts().items() if text == "once"] == (
            before or again[:1]
        )
    assert again == [again[0]] * 2


def listened_to(server: Server) -> Client:
    """Sign somebody up of whose every post another one wants to hear."""
    writer, listener = join(server, "writer"), join(server, "listener")
    path = f"/api/v1/accounts/{writer.account_id()}/follow"
    assert listener.ask("POST", path, {"notify": True})["notifying"]
    return writer


def kill_while_it_starts(server: Server, *, after_s: float) -> None:
    server.launch()
    server.process.join(after_s)
    server.kill()


def everything_acknowledged_is_there(server: Server, book: Book) -> None:
    with rows_of(server.database) as rows:
        assert rows.are_whole()
        posts = rows.posts()
        assert not missing(book.standing.values(), posts)
        assert all(posts[post_id] == text for text, post_id in book.standing.items())
        assert not book.deleted & posts.keys()
        told_or_to_be_told = [*rows.bells(), *rows.jobs("notifications.ring_bells")]
        assert not missing(book.standing.values(), told_or_to_be_told)


def what_was_asked_again_happened_once(server: Server, writer: Client, book: Book) -> None:
    for text, post_id in list(book.standing.items())[-3:]:
        assert writer.publish(text, key=text) == post_id
    for text in book.unanswered:
        book.posts[text] = writer.publish(text, key=text)
    book.unanswered.clear()
    with rows_of(server.database) as rows:
        times = Counter(rows.posts().values())
    assert not [text for text in book.standing if times[text] != 1]


def everybody_was_told_once(server: Server, book: Book) -> None:
    wait_until(server, lambda: no_jobs_wait(server))
    with rows_of(server.database) as rows:
        told = Counter(rows.bells())
    assert not [text for text, post_id in book.standing.items() if told[post_id] != 1]


def no_jobs_wait(server: Server) -> bool:
    with rows_of(server.database) as rows:
        return not rows.jobs("notifications.ring_bells") + rows.jobs("posts.remove_boosts")


def wait_until(server: Server, happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 60
    while not happened():
        assert time.monotonic() < deadline, server.log.read_text()[-3000:]
        server.process.join(0.02)
