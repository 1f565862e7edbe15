"""Conversations: letters between people, as each of them sees them."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.api.paced import pace
from tests.doors.api.test_reactions import walk

pytestmark = pytest.mark.anyio

ALL = "/api/v1/conversations"
POLICY = "/api/v2/notifications/policy"
REQUESTS = "/api/v1/notifications/requests"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def open_to_strangers(person):
    await person.patch(POLICY, json={"for_private_mentions": "accept"})
    return person


@pytest.fixture
async def alice(alice):
    return await open_to_strangers(alice)


@pytest.fixture
async def bob(bob):
    return await open_to_strangers(bob)


@pytest.fixture
async def carol(carol):
    return await open_to_strangers(carol)


async def write(person, text, **form):
    return await person.publish(text, visibility="direct", **form)


async def seen(person):
    """Return (last letter, with whom, unread) of each conversation."""
    answer = await person.get(ALL)
    assert answer.status_code == 200, answer.text
    return [
        (
            (each["last_status"] or {"id": None})["id"],
            sorted(who["username"] for who in each["accounts"]),
            each["unread"],
        )
        for each in answer.json()
    ]


async def test_letters_are_gathered_by_thread_and_people(alice, bob, carol):
    first = await write(alice, "@bob hello")
    answer = await write(bob, "@alice hello yourself", in_reply_to_id=first["id"])
    three = await write(bob, "@alice @carol both", in_reply_to_id=answer["id"])
    other = await write(alice, "@bob something else")
    await bob.publish("@alice not a letter", in_reply_to_id=first["id"], visibility="unlisted")
    assert await seen(alice) == [
        (other["id"], ["bob"], False),
        (three["id"], ["bob", "carol"], True),
        (answer["id"], ["bob"], True),
    ]
    assert await seen(bob) == [
        (other["id"], ["alice"], True),
        (three["id"], ["alice", "carol"], False),
        (answer["id"], ["alice"], False),
    ]
    assert await seen(carol) == [(three["id"], ["alice", "bob"], True)]
    note = await write(carol, "to myself")
    assert (await seen(carol))[0] == (note["id"], [], False)


async def test_a_conversation_is_read_kept_for_later_and_removed_by_oneself_only(alice, bob, world):
    letter = await write(alice, "@bob hello")
    (theirs,) = (await bob.get(ALL)).json()
    one = f"{ALL}/{theirs['id']}"
    for _ in range(2):
        done = (await bob.post(f"{one}/read")).json()
        assert (done["unread"], done["last_status"]["id"]) == (False, letter["id"])
    assert (await bob.post(f"{one}/unread")).json()["unread"] is True
    for answer in (
        await alice.post(f"{one}/read"),
        await alice.post(f"{one}/unread"),
        await alice.delete(one),
        await bob.delete(f"{ALL}/5"),
        await bob.post(f"{ALL}/5/read"),
    ):
        assert answer.status_code == 404
    assert (await bob.delete(one)).json() == {}
    assert await seen(bob) == []
    assert await seen(alice) == [(letter["id"], ["bob"], False)]
    again = await write(alice, "@bob again", in_reply_to_id=letter["id"])
    assert await seen(bob) == [(again["id"], ["alice"], True)]
    await write(bob, "@alice yes", in_reply_to_id=again["id"])
    assert [unread for _, _, unread in await seen(bob)] == [False], "who answers has read"
    assert await world.count("conversations") == 2


async def test_a_deleted_letter_leaves_what_was_before_it(alice, bob, world):
    first = await write(alice, "@bob one")
    second = await write(alice, "@bob two", in_reply_to_id=first["id"])
    await alice.delete(f"/api/v1/statuses/{second['id']}")
    assert await seen(bob) == [(first["id"], ["alice"], True)]
    await alice.put(f"/api/v1/statuses/{first['id']}", json={"status": "for nobody"})
    assert await seen(bob) == [(first["id"], ["alice"], True)], "who had a letter keeps it"
    await alice.delete(f"/api/v1/statuses/{first['id']}")
    assert (await seen(alice), await seen(bob)) == ([], [])
    for table in ("conversations", "conversation_posts"):
        assert await world.count(table) == 0


async def test_who_is_named_only_later_has_the_letter_from_then_on(alice, bob, carol):
    letter = await write(alice, "@bob one")
    await alice.put(f"/api/v1/statuses/{letter['id']}", json={"status": "@bob @carol one"})
    assert await seen(carol) == [(letter["id"], ["alice", "bob"], True)]
    assert await seen(bob) == [(letter["id"], ["alice"], True)]
    (shown,) = (await carol.get(ALL)).json()
    assert "@<span>carol</span>" in shown["last_status"]["content"]


async def test_who_is_kept_away_writes_into_nobodys_conversations(alice, bob, carol, world):
    old = await write(alice, "@bob before")
    await write(carol, "@bob other")
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert [who for _, who, _ in await seen(bob)] == [["carol"]]
    assert await seen(alice) == [(old["id"], ["bob"], False)]
    await write(alice, "@bob after")
    assert [who for _, who, _ in await seen(bob)] == [["carol"]]
    await bob.post(f"/api/v1/accounts/{carol.account_id}/mute")
    await write(carol, "@bob muted")
    assert len(await seen(bob)) == 1
    await bob.post(f"/api/v1/accounts/{carol.account_id}/unmute")
    letter = await write(carol, "@bob heard again")
    assert (await seen(bob))[0] == (letter["id"], ["carol"], True)
    await world.db.write(suspend, carol.account_id)
    assert (await seen(bob))[0] == (None, [], True)


async def test_what_a_policy_holds_back_comes_once_its_sender_is_accepted(alice, bob, carol, world):
    for person in (alice, bob):
        await person.patch(POLICY, json={"for_private_mentions": "filter"})
    first = await write(carol, "@bob one")
    second = await write(carol, "@bob two", in_reply_to_id=first["id"])
    assert (await seen(bob), len(await seen(carol))) == ([], 1)
    (request,) = (await bob.get(REQUESTS)).json()
    await bob.post(f"{REQUESTS}/{request['id']}/accept")
    await world.run_jobs()
    assert await seen(bob) == [(second["id"], ["carol"], True)]
    third = await write(carol, "@bob @alice three", in_reply_to_id=second["id"])
    assert (await seen(bob))[0] == (third["id"], ["alice", "carol"], True)
    assert await seen(alice) == []
    (request,) = (await alice.get(REQUESTS)).json()
    await alice.post(f"{REQUESTS}/{request['id']}/dismiss")
    await world.run_jobs()
    assert await seen(alice) == []
    await alice.follow(carol)
    await carol.post(f"/api/v1/follow_requests/{alice.account_id}/authorize")
    fourth = await write(carol, "@alice four")
    assert await seen(alice) == [(fourth["id"], ["carol"], True)]


async def test_what_a_policy_drops_is_nowhere_and_a_held_letter_may_go(alice, bob, carol, world):
    await bob.patch(POLICY, json={"for_private_mentions": "drop"})
    await alice.patch(POLICY, json={"for_private_mentions": "filter"})
    letter = await write(carol, "@bob @alice one")
    await carol.delete(f"/api/v1/statuses/{letter['id']}")
    await world.run_jobs()
    assert (await seen(bob), await seen(alice), await seen(carol)) == ([], [], [])
    assert await world.count("conversation_posts") == 0


async def test_a_muted_thread_goes_on_quietly(alice, bob):
    first = await write(alice, "@bob one")
    (theirs,) = (await bob.get(ALL)).json()
    await bob.post(f"{ALL}/{theirs['id']}/read")
    await bob.post(f"/api/v1/statuses/{first['id']}/mute")
    second = await write(alice, "@bob two", in_reply_to_id=first["id"])
    assert await seen(bob) == [(second["id"], ["alice"], False)]


async def test_conversations_are_paged_by_their_last_letters_and_go_with_people(alice, bob, world):
    for text in "012":
        await write(alice, f"@bob {text}")

    def read(answer):
        return [each["last_status"]["content"].removesuffix("</p>")[-1] for each in answer.json()]

    down, up = await walk(bob, ALL, read, limit=1)
    assert (down, up) == ([["2"], ["1"], ["0"]], [["1"], ["2"]])
    await write(bob, "@alice 3")
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    (left,) = (await bob.get(ALL)).json()
    assert (left["accounts"], "3" in left["last_status"]["content"]) == ([], True)
    assert await world.count("conversations") == 1
    assert await world.count("conversation_posts") == 1
