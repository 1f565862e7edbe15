"""The library Mastodon.py, unmodified, listens to its streams while others write."""

import queue
from threading import Event

import pytest
from mastodon import StreamListener

SOON_S = 60


class Ear(StreamListener):
    """Puts what is heard into a queue, but for heartbeats: on a slow day they come in between."""

    def __init__(self):
        self.heard = queue.Queue()
        self.open = Event()

    def on_update(self, status):
        self.heard.put(("update", status.content))

    def on_notification(self, notification):
        self.heard.put(("notification", notification.type))

    def on_delete(self, status_id):
        self.heard.put(("delete", int(status_id)))

    def handle_heartbeat(self):
        self.open.set()

    def next(self):
        return self.heard.get(timeout=SOON_S)


@pytest.fixture
def ear(bob):
    """Bob's home, heard on a thread of the library."""
    ear = Ear()
    handle = bob.stream_user(ear, run_async=True, timeout=SOON_S)
    assert ear.open.wait(SOON_S)
    yield ear
    bob.revoke_access_token(allow_http=True)  # so the site hangs up; the library would wait for it
    handle.join(SOON_S)
    assert not handle.is_alive()


def test_home_and_notifications_are_heard_live(alice, bob, ear):
    assert bob.stream_healthy()
    bob.account_follow(alice.me())
    post = alice.status_post("Live from the quay")
    assert ear.next() == ("update", "<p>Live from the quay</p>")
    alice.account_follow(bob.me())
    assert ear.next() == ("notification", "follow")
    alice.status_delete(post)
    assert ear.next() == ("delete", int(post.id))
