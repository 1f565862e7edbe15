"""Whoever votes, edits and leaves in whatever order: tallies say what the votes say."""

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st

from arengo.base.errors import Invalid, NotFound
from arengo.social.posts import actions as posts
from arengo.social.posts.model import Changes
from arengo.social.posts.polls import actions as polls
from arengo.social.posts.polls.policy import new_poll
from arengo.storage.checking import check_polls

PEOPLE = 3
QUESTIONS = (("a", "b"), ("a", "b", "c"))
steps = st.lists(
    st.tuples(
        st.sampled_from(("vote", "vote", "vote", "ask", "drop", "leave", "forget", "end")),
        st.integers(0, PEOPLE - 1),
        st.integers(0, 7),
    ),
    max_size=14,
)


def asked(number):
    return new_poll(QUESTIONS[number & 1], lasts_s=600, multiple=bool(number & 2))


def step(tx, what, post, person, number):
    """Do one thing to the poll; what is refused leaves everything as it was."""
    if what == "vote":
        choices = [str(place) for place in range(3) if number >> place & 1]
        polls.vote(tx, by=person, poll_id=post.id, choices=choices)
    elif what in {"ask", "drop"}:
        drops = what == "drop"
        changes = Changes(poll=None if drops else asked(number), drops_poll=drops)
        posts.change(
            tx,
            by=post.account_id,
            post_id=post.id,
            changes=changes,
            host_name="x.test",
            most_characters=500,
        )
    elif what == "leave":
        polls.forget_account(tx, account_id=person)
    elif what == "forget":
        polls.forget_votes(tx, poll_id=post.id, most=2)
    else:
        polls.end(tx, poll_id=post.id)


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)  # races try the other one
@effort(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps)
def test_tallies_say_what_the_votes_say(desk, done):
    author, *people = [desk.person() for _ in range(PEOPLE + 1)]
    post = desk.publish(author, "Which?", poll=asked(0))
    for what, who, number in done:
        try:
            desk.write(step, what, post, people[who], number)
        except (Invalid, NotFound):
            continue
        assert desk.read(check_polls) == []
    desk.write(posts.delete, by=author, post_id=post.id)
    desk.write(polls.forget_votes, poll_id=post.id, most=100)
    assert desk.rows("SELECT 1 FROM polls UNION ALL SELECT 1 FROM poll_votes LIMIT 1") == []
