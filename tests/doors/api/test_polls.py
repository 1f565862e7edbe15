"""Polls: asking, voting, the end, edits, and what goes with a poll."""

import pytest
from inline_snapshot import snapshot

from arengo.social.accounts.actions import delete_account, suspend
from arengo.storage.checking import check_polls
from tests.doors.api.stable import stable
from tests.recording import recording
from tests.travelling import travelling

pytestmark = pytest.mark.anyio

STATUSES = "/api/v1/statuses"
HOUR_S = 3_600


def of(status, what=""):
    return f"/api/v1/polls/{status['id']}{what}"


async def ask(person, *options, text="Which?", **more):
    extra = {key: more.pop(key) for key in ("visibility", "in_reply_to_id") if key in more}
    poll = {"options": list(options or ("tea", "coffee")), "expires_in": HOUR_S, **more}
    return await person.publish(text, poll=poll, **extra)


async def votes(person, status, *choices):
    answer = await person.post(of(status, "/votes"), json={"choices": list(choices)})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def refused(person, status, *choices):
    answer = await person.post(of(status, "/votes"), json={"choices": list(choices)})
    assert answer.status_code == 422
    return answer.json()["error"]


def tallies(poll):
    return [option["votes_count"] for option in poll["options"]]


async def counts_are_right(world):
    return await world.db.read(check_polls) == []


# ── asking and voting ────────────────────────────────────────────────────────────────────────────


async def test_a_poll_is_asked_answered_and_shown_alike_everywhere(alice, bob, anonymous, world):
    await bob.follow(alice)
    status = await ask(alice)
    assert stable(await anonymous.get(of(status)), post=status["id"]) == snapshot(
        {
            "id": "id of post",
            "expires_at": "some time",
            "expired": False,
            "multiple": False,
            "votes_count": 0,
            "voters_count": None,
            "options": [
                {"title": "tea", "votes_count": 0},
                {"title": "coffee", "votes_count": 0},
            ],
            "emojis": [],
        }
    )
    voted = await votes(bob, status, "1")
    assert (voted["voted"], voted["own_votes"], tallies(voted)) == (True, [1], [0, 1])
    home = (await bob.get("/api/v1/timelines/home")).json()
    assert home[0]["poll"] == (await bob.get(of(status))).json() == voted
    mine = (await alice.get(of(status))).json()
    assert (mine["voted"], mine["own_votes"], mine["votes_count"]) == (True, [], 1)
    boost = (await bob.post(f"{STATUSES}/{status['id']}/reblog")).json()
    assert boost["reblog"]["poll"] == voted
    assert (await bob.get(of(boost))).status_code == 404
    assert await counts_are_right(world)


async def test_a_poll_comes_in_forms_too(alice, bob):
    form = {
        "status": "Which?",
        "poll[options][]": [" tea ", "coffee", ""],
        "poll[expires_in]": "300",
        "poll[multiple]": "true",
    }
    status = (await alice.post(STATUSES, data=form)).json()
    assert [option["title"] for option in status["poll"]["options"]] == ["tea", "coffee"]
    answer = await bob.post(of(status, "/votes"), data={"choices[]": ["0", "1"]})
    poll = answer.json()
    assert (poll["own_votes"], tallies(poll)) == ([0, 1], [1, 1])
    assert (poll["votes_count"], poll["voters_count"]) == (2, 1)


REFUSED = (
    ({"options": ["one"]}, "Choices must have more than one item"),
    ({"options": list("abcde")}, "Choices can't contain more than 4 items"),
    ({"options": ["a", "b" * 51]}, "Choices cannot be longer than 50 characters each"),
    ({"options": ["a", " a"]}, "Choices contain duplicate items"),
    ({"expires_in": 299}, "Deadline is too soon"),
    ({"expires_in": 2_629_747}, "Deadline is too far into the future"),
    ({"expires_in": None}, "Deadline is too far into the future"),
    ({"options": [""], "expires_in": -1}, "Choices must have more than one item, Deadline is too soon"),  # noqa: E501  as it is said
)  # fmt: skip


async def test_what_cannot_be_asked_is_refused_whole(alice, world):
    for wrong, words in REFUSED:
        poll = {"options": ["a", "b"], "expires_in": HOUR_S, **wrong}
        answer = await alice.post(STATUSES, json={"status": "Which?", "poll": poll})
        assert (answer.status_code, answer.json()["error"]) == (422, f"Validation failed: {words}")
    assert await world.count("posts") == await world.count("polls") == 0


async def test_a_poll_carries_no_media_and_needs_words(alice):
    poll = {"options": ["a", "b"], "expires_in": HOUR_S}
    for form in ({"status": "x", "media_ids": ["5"]}, {"status": ""}):
        answer = await alice.post(STATUSES, json={**form, "poll": poll})
        assert answer.status_code == 422
    status = await ask(alice)
    answer = await alice.put(f"{STATUSES}/{status['id']}", json={"media_ids": ["5"]})
    assert answer.json()["error"] == "Validation failed: Cannot attach more than 4 files"


async def test_what_cannot_be_chosen_is_refused_in_words(alice, bob, world):
    status = await ask(alice)
    no_choice = "Validation failed: The chosen vote option does not exist"
    for choices in ([], ["2"], [-1], ["x"], ["0", "7"], [""], ["9" * 30]):
        assert await refused(bob, status, *choices) == no_choice
    already = "Validation failed: You have already voted on this poll"
    assert await refused(bob, status, 0, 1) == already
    assert await refused(alice, status, 0) == "Validation failed: You cannot vote in your own polls"
    await votes(bob, status, 0, "0")
    assert await refused(bob, status, 1) == already
    assert tallies((await bob.get(of(status))).json()) == [1, 0]
    with travelling(HOUR_S):
        assert await refused(bob, status, 1) == "Validation failed: The poll has already ended"
        assert (await bob.get(of(status))).json()["expired"] is True
    assert await counts_are_right(world)


async def test_what_one_cannot_see_one_cannot_vote_on(alice, bob, carol, anonymous, world):
    plain = await alice.publish("no poll")
    private = await ask(alice, visibility="private")
    public = await ask(alice)
    for status in (plain, private, {"id": "5"}, {"id": "x"}):
        assert (await bob.get(of(status))).status_code == 404
        assert (await bob.post(of(status, "/votes"), json={"choices": [0]})).status_code == 404
    assert (await anonymous.post(of(public, "/votes"), json={"choices": [0]})).status_code == 401
    await bob.follow(alice)
    await votes(bob, private, 0)
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert (await carol.post(of(public, "/votes"), json={"choices": [0]})).status_code == 404
    await world.db.write(suspend, alice.account_id)
    assert (await bob.post(of(public, "/votes"), json={"choices": [0]})).status_code == 404


async def test_hidden_tallies_are_told_to_nobody_before_the_end(alice, bob, anonymous):
    status = await ask(alice, hide_totals=True)
    voted = await votes(bob, status, 1)
    assert (tallies(voted), voted["votes_count"], voted["own_votes"]) == ([None, None], 1, [1])
    assert tallies((await anonymous.get(of(status))).json()) == [None, None]
    assert tallies((await alice.get(of(status))).json()) == [None, None]
    with travelling(HOUR_S):
        assert tallies((await anonymous.get(of(status))).json()) == [0, 1]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_polls_of_a_page_cost_two_statements_and_pages_without_none(alice, bob, world):
    await bob.follow(alice)

    async def asked():
        with recording(world.db) as log:
            assert (await bob.get("/api/v1/timelines/home")).status_code == 200
        return [sql for sql, _ in log.said if "poll" in sql]

    await alice.publish("no poll")
    assert await asked() == []
    for _ in range(3):
        await ask(alice)
    assert len(await asked()) == 2


# ── the end ──────────────────────────────────────────────────────────────────────────────────────


async def told(person, path="/api/v1/notifications", **params):
    answer = await person.get(path, params={"types[]": "poll", **params})
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_author_and_voters_hear_once_that_a_poll_has_ended(alice, bob, carol, world):
    status = await ask(alice)
    await votes(bob, status, 0)
    await world.run_jobs()
    assert await told(bob) == await told(carol) == []
    with travelling(HOUR_S):
        for _ in range(2):
            await world.run_jobs()
            await world.db.write(lambda tx: tx.enqueue("polls.end", poll_id=int(status["id"])))
        for person in (alice, bob):
            (heard,) = await told(person)
            assert heard["account"]["username"] == "alice"
            assert heard["status"]["poll"]["expired"] is True
            groups = (await told(person, "/api/v2/notifications"))["notification_groups"]
            assert [(each["type"], each["status_id"]) for each in groups] == [
                ("poll", status["id"])
            ]
            others = await person.get("/api/v1/notifications", params={"exclude_types[]": "poll"})
            assert others.json() == []
        assert await told(carol) == []
        await alice.delete(f"{STATUSES}/{status['id']}")
        await world.run_jobs()
    for table in ("polls", "poll_votes", "notifications", "notification_groups", "jobs"):
        assert await world.count(table) == 0


async def test_a_voter_who_blocked_the_author_hears_nothing(alice, bob, world):
    status = await ask(alice)
    await votes(bob, status, 0)
    await bob.post(f"/api/v1/accounts/{alice.account_id}/block")
    with travelling(HOUR_S):
        await world.run_jobs()
        assert await told(bob) == []
        assert len(await told(alice)) == 1


# ── edits ────────────────────────────────────────────────────────────────────────────────────────


async def edits(person, post, **form):
    answer = await person.put(f"{STATUSES}/{post['id']}", json=form)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_other_options_begin_anew_and_stand_in_the_history(alice, bob, world):
    status = await ask(alice)
    await votes(bob, status, 1)
    kept = await edits(alice, status, status="Which one?")
    assert (tallies(kept["poll"]), kept["poll"]["id"]) == ([0, 1], status["id"])
    other = {"options": ["tea", "water"], "expires_in": 600}
    changed = await edits(alice, status, poll=other)
    assert tallies(changed["poll"]) == [0, 0]
    seen = (await bob.get(of(status))).json()
    assert (seen["voted"], seen["own_votes"]) == (False, [])
    assert tallies(await votes(bob, status, 0)) == [1, 0]
    await world.run_jobs()
    assert await world.count("poll_votes") == 1
    await edits(alice, status, poll={**other, "multiple": True})
    await edits(alice, status, poll=None)
    assert (await bob.get(of(status))).status_code == 404
    history = (await bob.get(f"{STATUSES}/{status['id']}/history")).json()
    asked = [[o["title"] for o in each.get("poll", {}).get("options", ())] for each in history]
    assert asked == [["tea", "coffee"], ["tea", "coffee"], ["tea", "water"], ["tea", "water"], []]
    await world.run_jobs()
    assert await world.count("poll_votes") == await world.count("polls") == 0


async def test_the_same_options_for_longer_keep_the_votes_and_move_the_end(alice, bob, world):
    status = await ask(alice)
    await votes(bob, status, 1)
    same = {"options": ["tea", "coffee"], "expires_in": 3 * HOUR_S}
    edited = await edits(alice, status, poll=same)
    assert (edited["edited_at"], tallies(edited["poll"])) == (None, [0, 1])
    assert edited["poll"]["expires_at"] > status["poll"]["expires_at"]
    with travelling(2 * HOUR_S):
        await world.run_jobs()
        assert await told(alice) == []
    with travelling(3 * HOUR_S):
        await world.run_jobs()
        assert len(await told(alice)) == len(await told(bob)) == 1
        again = {"options": ["tea", "coffee"], "expires_in": HOUR_S}
        await edits(alice, status, poll=again)
        assert (await alice.get(of(status))).json()["expired"] is False
    with travelling(5 * HOUR_S):
        await world.run_jobs()
        assert len(await told(alice)) == len(await told(bob)) == 1


async def test_a_poll_may_be_added_to_a_post_and_not_by_others(alice, bob):
    status = await alice.publish("Well?")
    poll = {"options": ["yes", "no"], "expires_in": HOUR_S}
    answer = await bob.put(f"{STATUSES}/{status['id']}", json={"poll": poll})
    assert answer.status_code == 404
    edited = await edits(alice, status, poll=poll)
    assert tallies(edited["poll"]) == [0, 0]
    assert tallies(await votes(bob, status, 0)) == [1, 0]
    wrong = {"poll": {"options": ["yes"], "expires_in": HOUR_S}}
    answer = await alice.put(f"{STATUSES}/{status['id']}", json=wrong)
    assert answer.status_code == 422


# ── who leaves ───────────────────────────────────────────────────────────────────────────────────


async def test_who_leaves_takes_their_votes_along(alice, bob, carol, world):
    first, second = await ask(alice), await ask(alice, multiple=True)
    for person, choices in ((bob, [0, 1]), (carol, [1])):
        await votes(person, first, choices[-1])
        await votes(person, second, *choices)
    await world.db.write(delete_account, bob.account_id)
    await world.run_jobs()
    assert tallies((await carol.get(of(first))).json()) == [0, 1]
    left = (await carol.get(of(second))).json()
    assert (tallies(left), left["voters_count"]) == ([0, 1], 1)
    assert await counts_are_right(world)
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("polls") == await world.count("poll_votes") == 0


async def test_wrong_tallies_are_found(alice, bob, world):
    status = await ask(alice)
    await votes(bob, status, 0)
    await world.db.write(lambda tx: tx.execute("UPDATE polls SET tallies = '[0,1]'"))
    assert not await counts_are_right(world)
