"""Somebody writes: it is kept as they go, sent once, and taken up again."""

import pytest

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import Conflict, Invalid, NotFound
from arengo.social.posts.model import Description, Post, Visibility
from arengo.social.posts.plans.composing import Source, keep, send, unschedule, write_again
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.wishes import MOST_SEQUELS, PollWish, Sequel, Wish
from tests.doors.api.test_media import uploaded

pytestmark = pytest.mark.anyio


@pytest.fixture
def sends(world, alice):
    async def run(wish, **more):
        return await world.db.write(
            send,
            by=alice.account_id,
            wish=wish,
            host_name="arengo.example",
            most_characters=1000,
            **more,
        )

    return run


@pytest.fixture
def keeps(world, alice):
    async def run(wish, **more):
        return await world.db.write(keep, by=alice.account_id, wish=wish, **more)

    return run


def source(plan):
    return Source(plan_id=plan.id, version=plan.ver)


async def said(person):
    answer = await person.get(f"/api/v1/accounts/{person.account_id}/statuses")
    return [post["content"].removeprefix("<p>").removesuffix("</p>") for post in answer.json()]


async def test_a_thread_is_published_at_once_and_each_of_it_once(alice, sends):
    media = await uploaded(alice)
    wish = Wish(
        text="one",
        visibility=Visibility.UNLISTED,
        spoiler="long",
        sequels=(Sequel(text="two", media_ids=(int(media["id"]),)), Sequel(text="three")),
        idempotency_key="once",
    )
    words = Description(media_id=int(media["id"]), words="a loaf")
    made = await sends(wish, descriptions=(words,))
    assert isinstance(made, Post)
    again = await sends(wish)
    assert again.id == made.id
    thread = (await alice.get(f"/api/v1/statuses/{made.id}/context")).json()["descendants"]
    assert [post["content"] for post in thread] == ["<p>two</p>", "<p>three</p>"]
    assert {post["spoiler_text"] for post in thread} == {"long"}
    assert {post["visibility"] for post in thread} == {"unlisted"}
    assert thread[1]["in_reply_to_id"] == thread[0]["id"]
    assert thread[0]["media_attachments"][0]["description"] == "a loaf"


async def test_of_a_thread_all_is_published_or_nothing(alice, sends):
    for sequel in (Sequel(text="x" * 1001), Sequel(text="y", media_ids=(5,))):
        with pytest.raises(Invalid):
            await sends(Wish(text="one", sequels=(sequel,)))
    with pytest.raises(Invalid, match="at most 10 posts"):
        await sends(Wish(text="one", sequels=(Sequel(text="x"),) * (MOST_SEQUELS + 1)))
    assert await said(alice) == []


async def test_what_is_sent_is_no_draft_any_more(alice, world, sends, keeps):
    draft = await keeps(Wish(text="o"), key="k")
    again = await keeps(Wish(text="on"), key="k")
    assert again.id == draft.id
    draft = await keeps(Wish(text="one"), source=source(again), key="k")
    await sends(Wish(text="one!", idempotency_key="k"), source=source(draft))
    assert await said(alice) == ["one!"]
    assert await world.count("plans") == 0
    late = Wish(text="one!", idempotency_key="k")
    assert await keeps(late, source=source(draft), key="k") is None
    assert await world.count("plans") == 0
    with pytest.raises(Conflict):
        await sends(Wish(text="one!", idempotency_key="k2"), source=source(draft))


async def test_a_draft_that_another_device_changed_stays_as_it_is_there(alice, sends, keeps, world):
    draft = await keeps(Wish(text="one"), key="k")
    elsewhere = await keeps(Wish(text="two"), source=source(draft), key="other")
    own = await keeps(Wish(text="one and a half"), source=source(draft), key="k")
    assert own.id != elsewhere.id
    await sends(Wish(text="published"), source=source(draft))
    drafts = (await alice.get("/api/arengo/v1/drafts")).json()
    texts = {each["params"]["status"] for each in drafts}
    assert texts == {"two", "one and a half"}
    assert await world.count("plans") == 2


async def test_a_draft_goes_with_what_says_the_same_although_its_version_was_not_heard(
    sends, keeps, world
):
    heard = source(await keeps(Wish(text="one"), key="k"))
    await keeps(Wish(text="one, two"), source=heard, key="k")  # the answer was lost
    await sends(Wish(text="one, two", idempotency_key="k/1"), source=heard)
    assert await world.count("plans") == 0


async def test_what_is_scheduled_is_changed_as_a_whole_or_made_a_draft(alice, world, sends):
    soon = now_ms() + HOUR_MS
    plan = await sends(Wish(text="later", due_ms=soon, idempotency_key="k"))
    assert isinstance(plan, Plan)
    assert (await sends(Wish(text="later", idempotency_key="k"))).id == plan.id
    moved = await sends(Wish(text="much later", due_ms=soon + 1), source=source(plan))
    assert await world.count("plans") == 1
    draft = await world.db.write(unschedule, by=alice.account_id, plan_id=moved.id)
    assert (draft.due_ms, draft.wish.due_ms, draft.wish.text) == (None, None, "much later")
    with pytest.raises(NotFound):
        await world.db.write(unschedule, by=alice.account_id, plan_id=moved.id)
    await world.run_jobs()
    assert await said(alice) == []


async def test_what_was_put_off_meanwhile_is_not_sent_too(alice, sends):
    plan = await sends(Wish(text="later", due_ms=now_ms() + HOUR_MS))
    with pytest.raises(Conflict):
        await sends(Wish(text="now"), source=Source(plan_id=plan.id, version=plan.ver + 1))
    assert await said(alice) == []


async def test_a_post_is_written_again_with_all_it_had(alice, bob, world):
    root = await bob.publish("root")
    media = await uploaded(alice)
    post = await alice.publish(
        "no", media_ids=[media["id"]], in_reply_to_id=root["id"], spoiler_text="careful"
    )
    plan = await world.db.write(write_again, by=alice.account_id, post_id=int(post["id"]))
    assert plan.wish.media_ids == (int(media["id"]),)
    assert (plan.wish.text, plan.wish.spoiler, plan.wish.reply_to_id) == (
        "no",
        "careful",
        int(root["id"]),
    )
    assert (await alice.get(f"/api/v1/statuses/{post['id']}")).status_code == 404
    asking = await alice.publish("?", poll={"options": ["a", "b"], "expires_in": 300})
    plan = await world.db.write(write_again, by=alice.account_id, post_id=int(asking["id"]))
    assert plan.wish.poll == PollWish(options=("a", "b"), lasts_s=300)
    with pytest.raises(NotFound):
        await world.db.write(write_again, by=alice.account_id, post_id=int(root["id"]))
