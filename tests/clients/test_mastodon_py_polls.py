"""The library Mastodon.py, unmodified: polls are made and answered, posts wait for their time."""

from datetime import UTC, datetime, timedelta

import pytest
from mastodon import MastodonAPIError, MastodonNotFoundError

from tests.clients.answers import as_sent, missing

OF_A_POLL = """
    id expires_at expired multiple votes_count voters_count voted own_votes options emojis
"""
OF_A_SCHEDULED_STATUS = "id scheduled_at params media_attachments"


def test_a_poll_is_asked_answered_and_changed(alice, bob):
    asked = alice.make_poll(["tea", "coffee", "water"], expires_in=600, multiple=True)
    post = alice.status_post("What do you drink?", poll=asked)
    assert not missing(OF_A_POLL, as_sent(bob, f"/api/v1/polls/{post.poll.id}"))
    poll = bob.poll_vote(post.poll, [0, 2])
    assert (poll.voted, poll.own_votes, poll.voters_count) == (True, [0, 2], 1)
    assert [option.votes_count for option in poll.options] == [1, 0, 1]
    with pytest.raises(MastodonAPIError, match="You have already voted on this poll"):
        bob.poll_vote(post.poll, [1])
    with pytest.raises(MastodonAPIError, match="You cannot vote in your own polls"):
        alice.poll_vote(post.poll, [1])
    alice.status_update(post, "And now?", poll=alice.make_poll(["tea", "wine"], expires_in=600))
    assert bob.poll(post.poll).votes_count == 0
    asked_then = [[o.title for o in state.poll.options] for state in bob.status_history(post)]
    assert asked_then == [["tea", "coffee", "water"], ["tea", "wine"]]


def test_a_poll_that_cannot_be_is_refused_in_words(alice):
    with pytest.raises(MastodonAPIError, match="Choices must have more than one item"):
        alice.status_post("Which?", poll=alice.make_poll(["tea"], expires_in=600))
    limits = alice.instance().configuration.polls
    assert (limits.max_options, limits.max_characters_per_option) == (4, 50)


def test_a_post_waits_for_its_time_is_put_off_and_called_off(alice):
    at = datetime.now(UTC) + timedelta(hours=1)
    plan = alice.status_post("Later", scheduled_at=at)
    assert not missing(OF_A_SCHEDULED_STATUS, as_sent(alice, "/api/v1/scheduled_statuses")[0])
    assert abs(plan.scheduled_at - at) < timedelta(seconds=1)
    assert plan.params.text == "Later"
    assert [each.id for each in alice.scheduled_statuses()] == [plan.id]
    moved = alice.scheduled_status_update(plan, at + timedelta(hours=1))
    assert moved.scheduled_at > plan.scheduled_at
    assert alice.scheduled_status(plan).scheduled_at == moved.scheduled_at
    alice.scheduled_status_delete(plan)
    with pytest.raises(MastodonNotFoundError):
        alice.scheduled_status(plan)
    assert alice.account_statuses(alice.me()) == []
