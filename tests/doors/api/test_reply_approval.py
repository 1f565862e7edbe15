"""Replies that wait for approval: who sees them where, before and after, and who may say what."""

import pytest

from arengo.base.clock import DAY_MS
from arengo.base.ids import AccountId, PostId
from arengo.social.accounts.actions import delete_account
from arengo.social.posts.actions import publish
from arengo.social.posts.model import Draft, PostFlag, Visibility
from arengo.social.posts.offers.jobs import refuse_old_offers
from arengo.social.posts.offers.model import WAITS_MS
from arengo.social.posts.store.posts import change_visibility, delete_post
from arengo.storage.checking import check_offers
from tests.doors.api.places import FOR_EVERYBODY, Answered, seen
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
REPLIES = "/api/arengo/v1/replies"
TEXT = "@carol what a #wonder"
# Where alice, who is asked, and bob, who wrote it, meet a reply that waits.
WAITING: dict[str, set[str]] = {
    "by_itself": {"alice", "bob"},
    "in_the_thread": {"alice", "bob"},
    "on_the_profile": {"alice", "bob"},
    "at_home": {"bob"},
    "by_search": {"bob"},
    "among_the_news": {"alice"},
}


def ids(answer) -> set[str]:
    assert answer.status_code == 200, answer.text
    return {each["id"] for each in answer.json()}


async def offer(alice, bob, **more):
    """Return a post that asks first, and what a stranger answered to it."""
    post = await alice.publish("Ask me first.", reply_policy="ask")
    reply = await bob.publish(TEXT, in_reply_to_id=post["id"], **more)
    return post, reply


async def approve(person, reply):
    return await person.post(f"{REPLIES}/{reply['id']}/approve")


async def refuse(person, reply, **more):
    return await person.post(f"{REPLIES}/{reply['id']}/refuse", json=more)


async def waiting(person, state="waiting"):
    return [each["id"] for each in (await person.get(REPLIES, params={"state": state})).json()]


# ── who sees it where ───────────────────────────────────────────────────────────────────────────


async def test_a_reply_that_waits_is_seen_by_its_author_and_the_approver_and_nowhere_else(
    world, alice, bob, carol, anonymous
):
    dora = await world.join("dora")
    for each in (carol, dora):
        await each.follow(bob)
        await each.follow(alice)
    await bob.follow(alice)
    await bob.patch("/api/v1/accounts/update_credentials", json={"indexable": True})
    post, reply = await offer(alice, bob)
    assert (reply["awaits_approval"], reply["visibility"]) == (True, "direct")
    people = [alice, bob, carol, dora, anonymous]
    what = Answered(post, reply, words="what a", tag="wonder")
    found = await seen(people, what)
    assert {place: who for place, who in found.items() if who} == WAITING

    approved = (await approve(alice, reply)).json()
    assert (approved["awaits_approval"], approved["visibility"]) == (False, "public")
    assert await seen(people, what) == {
        **{place.__name__: {who.name for who in people} for place in FOR_EVERYBODY},
        "in_public": set(),  # no reply stands there
        "at_home": {"bob", "carol", "dora"},
        "in_a_list": {"bob", "carol", "dora"},
        "by_search": {"alice", "bob", "carol", "dora"},
        "among_the_news": {"alice", "carol"},
    }


async def test_what_waits_counts_nowhere_until_it_is_approved(alice, bob, carol):
    post, reply = await offer(alice, bob)

    async def counts():
        shown = (await carol.get(f"/api/v1/statuses/{post['id']}")).json()["replies_count"]
        return shown, (await carol.get(f"/api/v1/accounts/{bob.account_id}")).json()[
            "statuses_count"
        ]

    assert await counts() == (0, 0)
    for _ in range(2):
        await approve(alice, reply)
        assert await counts() == (1, 1)
    await bob.delete(f"/api/v1/statuses/{reply['id']}")
    assert await counts() == (0, 0)
    _, other = await offer(alice, bob)
    await bob.delete(f"/api/v1/statuses/{other['id']}")
    assert await counts() == (0, 0)
    assert await waiting(alice) == await waiting(alice, "approved") == []


async def test_an_approved_reply_that_says_something_else_asks_again(
    world, alice, bob, carol, anonymous
):
    dora = await world.join("dora")
    for who, whom in ((dora, bob), (dora, carol), (carol, bob), (bob, alice)):
        await who.follow(whom)
    await bob.patch("/api/v1/accounts/update_credentials", json={"indexable": True})
    post, reply = await offer(alice, bob)
    await approve(alice, reply)
    path = f"/api/v1/statuses/{reply['id']}"
    for deed in ("favourite", "bookmark"):
        await carol.post(f"{path}/{deed}")
    boost = (await carol.post(f"{path}/reblog")).json()
    quote = await dora.publish("Hm.", quoted_status_id=reply["id"])
    people = [alice, bob, carol, dora, anonymous]
    what = Answered(post, reply, words="what a bargain", tag="wonder")

    edited = (await bob.put(path, json={"status": "@carol what a bargain #wonder"})).json()
    assert (edited["awaits_approval"], edited["visibility"]) == (True, "direct")
    found = await seen(people, what)
    found["among_the_news"].remove("bob")  # who heard that carol likes it
    assert {place: who for place, who in found.items() if who} == WAITING
    for place in ("favourites", "bookmarks", f"accounts/{carol.account_id}/statuses"):
        assert ids(await carol.get(f"/api/v1/{place}")) == set(), place
    assert (await carol.get(f"/api/v1/statuses/{boost['id']}")).status_code == 404
    shown = (await dora.get(f"/api/v1/statuses/{quote['id']}")).json()["quote"]
    assert (shown["state"], shown["quoted_status"]) == ("unauthorized", None)
    assert (await alice.get(f"/api/v1/statuses/{post['id']}")).json()["replies_count"] == 0
    assert (await waiting(alice), await waiting(alice, "approved")) == ([reply["id"]], [])

    assert (await approve(alice, reply)).json()["visibility"] == "public"
    found = await seen(people, what)
    assert found["in_the_thread"] == found["at_the_tag"] == {who.name for who in people}
    assert found["among_the_news"] == {"alice", "bob", "carol"}
    assert ids(await carol.get("/api/v1/favourites")) == {reply["id"]}
    assert (await dora.get(f"/api/v1/statuses/{boost['id']}")).status_code == 200
    told = (await carol.get("/api/v1/notifications", params={"types[]": "mention"})).json()
    assert len(told) == 1, "no more than once"


async def test_who_would_not_be_asked_today_is_not_asked_again(alice, bob):
    post, first = await offer(alice, bob)
    _, second = await offer(alice, bob)
    for each in (first, second):
        await approve(alice, each)
    await alice.put(
        f"/api/v1/statuses/{post['id']}", json={"status": "Ask.", "reply_policy": "everyone"}
    )
    changed = await bob.put(f"/api/v1/statuses/{first['id']}", json={"status": "Better."})
    assert changed.json()["awaits_approval"] is False
    await alice.follow(bob)
    changed = await bob.put(f"/api/v1/statuses/{second['id']}", json={"status": "Better."})
    assert changed.json()["awaits_approval"] is False
    assert await waiting(alice) == []


async def test_what_was_refused_or_says_the_same_asks_nobody_again(world, alice, bob):
    _, reply = await offer(alice, bob)
    path = f"/api/v1/statuses/{reply['id']}"
    await approve(alice, reply)
    assert (await bob.put(path, json={"status": TEXT})).json()["awaits_approval"] is False
    await bob.put(path, json={"status": "Worse."})
    assert await world.db.read(check_offers) == []
    await refuse(alice, reply)
    await bob.put(path, json={"status": "Worst."})
    assert await waiting(alice) == []
    assert await waiting(alice, "refused") == [reply["id"]]
    assert (await bob.delete(path)).status_code == 200
    assert await waiting(alice, "refused") == []


# ── who asks ─────────────────────────────────────────────────────────────────────────────────────


async def test_strangers_ask_and_those_one_follows_or_names_do_not(world, alice, bob, carol):
    dora = await world.join("dora")
    await alice.follow(bob)
    post = await alice.publish("@carol what now?", reply_policy="ask")
    assert post["reply_policy"] == "ask"
    wait = {}
    for who in (alice, bob, carol, dora):
        wait[who.name] = (await who.publish("Hm.", in_reply_to_id=post["id"]))["awaits_approval"]
    assert wait == {"alice": False, "bob": False, "carol": False, "dora": True}


async def test_whoever_answers_below_an_answer_asks_whose_thread_it_is(world, alice, bob):
    dora = await world.join("dora")
    _, reply = await offer(alice, bob)
    await approve(alice, reply)
    below = await dora.publish("Me too.", in_reply_to_id=reply["id"])
    assert below["awaits_approval"] is True
    assert await waiting(alice) == [below["id"]]
    assert await waiting(bob) == []
    other = await dora.publish("Elsewhere.", in_reply_to_id=(await bob.publish("Free."))["id"])
    assert other["awaits_approval"] is False


async def test_what_goes_on_below_ones_own_offer_waits_too_and_nobody_else_answers_it(
    alice, bob, carol
):
    _, reply = await offer(alice, bob)
    more = await bob.publish("And another thing.", in_reply_to_id=reply["id"])
    assert more["awaits_approval"] is True
    assert await waiting(alice) == [more["id"], reply["id"]]
    for who, status in ((alice, 403), (carol, 404)):
        form = {"status": "No.", "in_reply_to_id": reply["id"]}
        assert (await who.post("/api/v1/statuses", json=form)).status_code == status


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_what_not_everybody_would_see_asks_nobody(alice, bob, visibility):
    _, reply = await offer(alice, bob, visibility=visibility)
    assert (reply["awaits_approval"], reply["visibility"]) == (False, visibility)
    assert await waiting(alice) == []


async def test_an_offer_is_neither_boosted_nor_quoted_nor_pinned(alice, bob):
    _, reply = await offer(alice, bob)
    path = f"/api/v1/statuses/{reply['id']}"
    for who in (alice, bob):
        assert (await who.post(f"{path}/reblog")).status_code == 403
        form = {"status": "Look.", "quoted_status_id": reply["id"]}
        assert (await who.post("/api/v1/statuses", json=form)).status_code in {404, 422}
        assert (await who.post(f"{path}/favourite")).status_code == 200
    assert (await bob.post(f"{path}/pin")).status_code == 422


# ── what is said of it ───────────────────────────────────────────────────────────────────────────


async def test_a_refusal_is_quiet_and_can_be_taken_back(alice, bob, carol):
    _, reply = await offer(alice, bob, visibility="unlisted")
    for _ in range(2):
        assert (await refuse(alice, reply)).status_code == 200
    assert await waiting(alice) == []
    assert await waiting(alice, "refused") == [reply["id"]]
    theirs = (await bob.get(f"/api/v1/statuses/{reply['id']}")).json()
    assert theirs["awaits_approval"] is True, "its author is told nothing"
    assert (await bob.get("/api/v1/notifications")).json() == []
    assert (await carol.get(f"/api/v1/statuses/{reply['id']}")).status_code == 404
    assert (await approve(alice, reply)).json()["visibility"] == "unlisted"
    assert await waiting(alice, "approved") == [reply["id"]]
    assert (await refuse(alice, reply)).status_code == 422


async def test_whoever_is_refused_and_blocked_is_gone_from_the_desk(alice, bob):
    _, first = await offer(alice, bob)
    await offer(alice, bob)
    assert (await refuse(alice, first, block=True)).status_code == 200
    relationship = (
        await alice.get("/api/v1/accounts/relationships", params={"id": bob.account_id})
    ).json()[0]
    assert relationship["blocking"] is True
    assert await waiting(alice) == await waiting(alice, "refused") == []
    assert (await approve(alice, first)).status_code == 404


async def test_only_whoever_was_asked_decides(alice, bob, carol, anonymous):
    post, reply = await offer(alice, bob)
    for who, status in ((bob, 404), (carol, 404), (anonymous, 401)):
        assert (await approve(who, reply)).status_code == status
        assert (await refuse(who, reply)).status_code == status
    for other in (post["id"], "0", "nothing", str(2**62)):
        assert (await alice.post(f"{REPLIES}/{other}/approve")).status_code == 404
    assert (await alice.get(REPLIES, params={"state": "sometimes"})).status_code == 422


async def test_nobody_who_is_named_hears_of_an_offer_that_is_edited(alice, bob, carol, world):
    dora = await world.join("dora")
    _, reply = await offer(alice, bob)
    path = f"/api/v1/statuses/{reply['id']}"
    await bob.put(path, json={"status": "@carol @dora something else #other"})
    for who in (carol, dora):
        assert (await who.get(path)).status_code == 404
        assert (await who.get("/api/v1/notifications")).json() == []
    assert (await alice.get(path)).json()["content"].count("something else") == 1
    await approve(alice, reply)
    for who in (carol, dora):
        assert (await who.get(path)).status_code == 200
        assert [each["type"] for each in (await who.get("/api/v1/notifications")).json()] == [
            "mention"
        ]
    assert ids(await dora.get("/api/v1/timelines/tag/other")) == {reply["id"]}
    assert ids(await dora.get("/api/v1/timelines/tag/wonder")) == set()


async def test_a_thread_that_is_gone_takes_no_answer_along(alice, bob, carol):
    post, reply = await offer(alice, bob)
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    assert (await approve(alice, reply)).status_code == 200
    assert (await carol.get(f"/api/v1/statuses/{reply['id']}")).status_code == 200


async def test_what_nobody_decides_on_is_refused_after_two_weeks(world, alice, bob):
    _, reply = await offer(alice, bob)
    for over_ms, state in ((-DAY_MS, "waiting"), (DAY_MS, "refused")):
        with travelling((WAITS_MS + over_ms) // 1_000):
            await refuse_old_offers(world.db)
        assert await waiting(alice, state) == [reply["id"]]
    assert (await approve(alice, reply)).status_code == 200


async def test_what_asks_again_has_two_weeks_of_its_own(world, alice, bob):
    _, reply = await offer(alice, bob)
    await approve(alice, reply)
    path = f"/api/v1/statuses/{reply['id']}"
    with travelling((WAITS_MS - DAY_MS) // 1_000):
        await bob.put(path, json={"status": "Better."})
    for over_ms, state in ((DAY_MS, "waiting"), (WAITS_MS + DAY_MS, "refused")):
        with travelling((WAITS_MS + over_ms) // 1_000):
            await refuse_old_offers(world.db)
        assert await waiting(alice, state) == [reply["id"]]


async def test_what_waits_goes_with_its_author_and_with_whoever_was_asked(world, alice, bob, carol):
    _, reply = await offer(alice, bob)
    _, other = await offer(bob, carol)
    await world.db.write(delete_account, account_id=AccountId(bob.account_id))
    await world.run_jobs()
    assert await world.count("reply_offers") == 0
    assert await waiting(alice) == []
    assert (await approve(alice, reply)).status_code == 404
    assert (await carol.get(f"/api/v1/statuses/{other['id']}")).json()["awaits_approval"] is True


async def test_pages_of_the_desk_lead_on(alice, bob):
    post = await alice.publish("Ask me first.", reply_policy="ask")
    offered = [(await bob.publish(str(n), in_reply_to_id=post["id"]))["id"] for n in range(5)]
    answer = await alice.get(REPLIES, params={"limit": 2})
    assert [each["id"] for each in answer.json()] == offered[:-3:-1]
    older = await alice.get(answer.links["next"]["url"])
    assert [each["id"] for each in older.json()] == offered[2:0:-1]


async def test_damage_to_what_was_decided_is_found(world, alice, bob):
    _, reply = await offer(alice, bob)
    _, other = await offer(alice, bob)
    assert await world.db.read(check_offers) == []
    await world.db.write(change_visibility, PostId(int(reply["id"])), Visibility.PUBLIC)
    await world.db.write(delete_post, PostId(int(other["id"])))
    found = {finding.words for finding in await world.db.read(check_offers)}
    assert found == {
        f"the reply {reply['id']} is not as decided",
        f"the reply {other['id']} is gone",
    }


async def test_an_old_reply_that_is_moved_here_waits_and_alarms_nobody(world, alice, bob):
    post = await alice.publish("Ask me first.", reply_policy="ask")
    draft = Draft(text="Long ago.", reply_to_id=PostId(int(post["id"])), choices=PostFlag.IMPORTED)
    moved = await world.db.write(
        publish, by=AccountId(bob.account_id), draft=draft, host_name=world.settings.host_name
    )
    assert await waiting(alice) == [str(moved.id)]
    assert (await alice.get("/api/v1/notifications")).json() == []
