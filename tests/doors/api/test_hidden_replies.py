"""Replies that whoever began a thread hides from others: who still meets them, and who may."""

import pytest

from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.actions import delete_account
from arengo.social.posts.store.posts import delete_post
from arengo.storage.checking import check_hidden
from tests.doors.api.places import Answered, seen

pytestmark = pytest.mark.anyio
REPLIES = "/api/arengo/v1/replies"


async def below(who, post) -> list[str]:
    """Return what somebody sees below a post."""
    answer = await who.get(f"/api/v1/statuses/{post['id']}/context")
    return [each["id"] for each in answer.json()["descendants"]]


async def hidden(who) -> list[str]:
    answer = await who.get(REPLIES, params={"state": "hidden"})
    return [each["id"] for each in answer.json()]


async def turn(who, reply, deed: str) -> int:
    return (await who.post(f"{REPLIES}/{reply['id']}/{deed}")).status_code


async def test_it_stands_in_the_thread_for_its_author_and_who_began_it_and_else_as_before(
    alice, bob, carol, anonymous
):
    post = await alice.publish("Who has a ladder?")
    reply = await bob.publish("Buy ladders #cheap", in_reply_to_id=post["id"])
    answer = await carol.publish("Stop it.", in_reply_to_id=reply["id"])
    beside = await carol.publish("I have one.", in_reply_to_id=post["id"])
    people = [alice, bob, carol, anonymous]
    what = Answered(post, reply, words="Buy ladders", tag="cheap")
    before = await seen(people, what)
    for _ in range(2):
        assert await turn(alice, reply, "hide") == 200
    after = await seen(people, what)
    changed = {place: who for place, who in after.items() if who != before[place]}
    assert changed == {"in_the_thread": {"alice", "bob"}}
    for who in (carol, anonymous):
        assert await below(who, post) == [beside["id"]]
        assert await below(who, reply) == [answer["id"]], "its own page is as it was"
        context = (await who.get(f"/api/v1/statuses/{answer['id']}/context")).json()
        assert [each["id"] for each in context["ancestors"]] == [post["id"]]
    assert await hidden(alice) == [reply["id"]]
    for _ in range(2):
        assert await turn(alice, reply, "show") == 200
    assert await seen(people, what) == before
    assert await hidden(alice) == []


async def test_only_whoever_began_the_thread_hides_and_never_themselves(
    alice, bob, carol, anonymous
):
    post = await alice.publish("Who has a ladder?")
    reply = await bob.publish("Not me.", in_reply_to_id=post["id"])
    own = await alice.publish("Nobody?", in_reply_to_id=reply["id"])
    secret = await bob.publish("@carol Psst.", in_reply_to_id=post["id"], visibility="direct")
    tried = [(bob, reply), (bob, own), (carol, reply), (alice, own), (alice, post)]
    assert [await turn(who, which, "hide") for who, which in tried] == [403] * 5
    assert await turn(alice, secret, "hide") == 404
    assert await turn(anonymous, reply, "hide") == 401
    for other in ("0", "nothing", str(2**62)):
        for deed in ("hide", "show"):
            assert await turn(alice, {"id": other}, deed) == 404
    await turn(alice, reply, "hide")
    assert await turn(bob, reply, "show") == 200
    assert await below(carol, post) == [secret["id"]], "nobody else shows it"
    assert await hidden(bob) == []


async def test_what_is_hidden_is_seen_again_when_nobody_could_show_it(world, alice, bob, carol):
    posts = [await alice.publish("Who has a ladder?") for _ in range(3)]
    replies = [await bob.publish("Buy!", in_reply_to_id=each["id"]) for each in posts]
    answers = [await carol.publish("No.", in_reply_to_id=each["id"]) for each in replies]
    for each in replies:
        await turn(alice, each, "hide")
    first, second, third = ({"max_id": each["id"], "state": "hidden"} for each in replies)
    for params, found in ((first, []), (second, replies[:1]), (third, replies[1::-1])):
        pages = (await alice.get(REPLIES, params=params)).json()
        assert [each["id"] for each in pages] == [each["id"] for each in found]
    await bob.delete(f"/api/v1/statuses/{replies[2]['id']}")
    assert await hidden(alice) == [each["id"] for each in replies[1::-1]]
    await alice.delete(f"/api/v1/statuses/{posts[1]['id']}")
    await world.db.write(delete_account, account_id=AccountId(alice.account_id))
    await world.run_jobs()
    for reply, answer in zip(replies[:2], answers[:2], strict=True):
        context = (await carol.get(f"/api/v1/statuses/{answer['id']}/context")).json()
        assert [each["id"] for each in context["ancestors"]] == [reply["id"]]


async def test_damage_to_what_is_hidden_is_found(world, alice, bob):
    post = await alice.publish("Who has a ladder?")
    reply = await bob.publish("Buy!", in_reply_to_id=post["id"])
    await turn(alice, reply, "hide")
    assert await world.db.read(check_hidden) == []
    await world.db.write(delete_post, PostId(int(post["id"])))
    (found,) = await world.db.read(check_hidden)
    assert found.words == f"the reply {reply['id']} is hidden by nobody who may"
