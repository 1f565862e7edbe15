"""Publishing without a door: what it costs, once under a key, who may see a letter."""

import pytest

from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, NotFound
from arengo.social.follows.actions import follow
from arengo.social.posts import actions as posts
from arengo.social.posts import boosting
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Visibility
from arengo.social.posts.queries import visible_ids, visible_post
from tests.features.posts.conftest import publish
from tests.recording import recording

FEWEST_STATEMENTS = 9
MOST_STATEMENTS = 13  # of an answer with hashtags and a key


def statements(desk, **options):
    with recording(desk.db) as log:
        desk.write(publish, **options)
    return [sql for sql, _ in log.said]


def test_a_post_costs_at_most_thirteen_statements_and_few_more_for_each_mention(desk):
    alice, *named = [desk.person() for _ in range(4)]
    root = desk.publish(named[0])
    plain = statements(desk, by=alice, text="words", idempotency_key="k")
    assert len(plain) <= FEWEST_STATEMENTS, plain
    whole = statements(desk, by=alice, text="#one #two", reply_to_id=root.id, idempotency_key="l")
    assert len(whole) <= MOST_STATEMENTS, whole
    costs = []
    for count in (1, 2, 3):
        text = " ".join(f"@p{each}" for each in named[:count])
        costs.append(len(statements(desk, by=alice, text=text)))
        assert costs[-1] <= MOST_STATEMENTS + count
    assert costs[2] - costs[1] == costs[1] - costs[0] <= 2, "a notification and its group"


def test_of_many_who_publish_under_one_key_at_once_one_does(desk):
    alice, bob = desk.person(), desk.person()

    def under(by, text):
        return lambda tx: publish(tx, by=by, text=text, idempotency_key="the same")

    made = desk.at_once(*[under(alice, f"try {n}") for n in range(10)], under(bob, "mine"))
    assert len({post.id for post in made[:10]}) == 1
    assert made[10].id != made[0].id
    assert desk.rows("SELECT count(*) FROM posts") == [(2,)]
    assert desk.rows("SELECT posts FROM account_stats ORDER BY posts") == [(1,), (1,)]
    desk.write(posts.delete, by=alice, post_id=made[0].id)
    assert desk.write(under(alice, "again")).text == "again"
    assert desk.write(under(alice, "once more")).text == "again"
    later = now_ms() + 1_000  # ids of one millisecond are in no order
    newer = desk.publish(alice, "newer", idempotency_key="newest", at_ms=later)
    old = {"before_id": newer.id, "buckets": range(1024), "most": 1}
    assert [desk.write(posts.forget_old_keys, **old) for _ in range(3)] == [1, 1, 0]
    elsewhere = {"before_id": newer.id + 1, "buckets": range(1024, 2048), "most": 5}
    assert desk.write(posts.forget_old_keys, **elsewhere) == 0
    assert desk.rows("SELECT count(*) FROM idempotency_keys") == [(1,)]


def test_who_may_see_a_letter_is_who_is_named_in_it(desk):
    alice, bob, carol = [desk.person() for _ in range(3)]
    desk.write(follow, by=carol, target=alice)
    letter = desk.publish(alice, f"@p{bob} dear", visibility=Visibility.DIRECT)

    def readers(post):
        return {
            who
            for who in (alice, bob, carol, None)
            if desk.read(visible_ids, [post.id], viewer=who) == {post.id}
        }

    assert readers(letter) == {alice, bob}
    answer = desk.publish(bob, "dear you", visibility=Visibility.DIRECT, reply_to_id=letter.id)
    assert readers(answer) == {bob}, "an answer that names nobody is for nobody"
    with pytest.raises(NotFound):
        desk.read(visible_post, letter.id, viewer=carol)
    with pytest.raises(Forbidden):
        desk.write(boosting.boost, by=bob, post_id=letter.id)
    with pytest.raises(NotFound):
        desk.publish(carol, "me too", reply_to_id=letter.id)


def test_every_edit_of_one_millisecond_is_kept(desk):
    alice = desk.person()
    post = desk.publish(alice, "0")
    drafts = [make_draft(text=str(n), most_characters=500) for n in range(1, 6)]

    def edit_all(tx):
        for draft in drafts:
            posts.edit(tx, by=alice, post_id=post.id, draft=draft, host_name="x.test")

    desk.write(edit_all)
    kept = desk.rows("SELECT body FROM post_edits ORDER BY at_ms")
    assert [f'"text":"{n}"' in body for n, (body,) in enumerate(kept)] == [True] * 5


def test_old_posts_lead_to_no_counters_once_they_are_gone(desk):
    """What answers or boosts a post outlives it; taking that back counts nothing."""
    alice, bob = desk.person(), desk.person()
    root = desk.publish(alice)
    answer = desk.publish(bob, reply_to_id=root.id)
    desk.write(boosting.boost, by=bob, post_id=root.id)
    desk.write(posts.delete, by=alice, post_id=root.id)
    desk.write(posts.delete, by=bob, post_id=answer.id)
    assert desk.write(boosting.remove_boosts, post_id=root.id) == 1
    assert desk.rows("SELECT post_id FROM post_stats") == []
    assert desk.rows("SELECT id FROM posts") == []
