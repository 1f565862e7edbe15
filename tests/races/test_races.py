"""Verbs that many run at once on PostgreSQL: done once each, counted right, never a 500."""

import asyncio
from collections import Counter
from collections.abc import Awaitable, Iterable

import httpx
import pytest

from arengo.auth.signup.actions import create_invite
from arengo.social.accounts.actions import delete_account
from arengo.social.instance.actions import change_setting
from arengo.social.instance.announcements.actions import Words, announce, remove
from arengo.social.posts.plans.jobs import publish_plan
from arengo.social.reactions.actions import MOST_PINS
from arengo.storage.checking import check_polls
from tests.races.conftest import MANY
from tests.races.counting import wrong_counts
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio

ROUNDS = 3


async def at_once(requests: Iterable[Awaitable[httpx.Response]]) -> Counter[int]:
    """Run them all side by side and return how often each status was answered."""
    return Counter(answer.status_code for answer in await asyncio.gather(*requests))


async def relationship(person, other):
    found = await person.get("/api/v1/accounts/relationships", params={"id[]": other.account_id})
    return found.json()[0]


async def test_everybody_favourites_twice_at_once_and_is_counted_once(world, alice, crowd):
    post = (await alice.publish("well said"))["id"]
    for verb, count in (("favourite", MANY), ("unfavourite", 0)) * ROUNDS:
        path = f"/api/v1/statuses/{post}/{verb}"
        assert await at_once(person.post(path) for person in crowd * 2) == {200: 2 * MANY}
        shown = (await alice.get(f"/api/v1/statuses/{post}")).json()
        assert shown["favourites_count"] == count
        assert await world.count("notifications") == count
        assert not await wrong_counts(world)


async def test_somebody_who_cannot_decide_is_counted_as_what_is_there(world, alice, bob):
    post = (await alice.publish("perhaps"))["id"]
    for _ in range(ROUNDS):
        verbs = ["favourite", "unfavourite", "reblog", "unreblog"] * MANY
        asked = (bob.post(f"/api/v1/statuses/{post}/{verb}") for verb in verbs)
        assert set(await at_once(asked)) <= {200, 404, 422}
        assert not await wrong_counts(world)


async def test_one_boost_comes_of_many_by_one_person_and_many_of_many(world, alice, crowd):
    post = (await alice.publish("worth sharing"))["id"]
    for _ in range(ROUNDS):
        path = f"/api/v1/statuses/{post}/reblog"
        answers = await asyncio.gather(*(person.post(path) for person in crowd * 2))
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["id"] for answer in answers}) == MANY
        assert await world.count("posts") == 1 + MANY
        assert await world.count("notifications") == MANY
        assert not await wrong_counts(world)
        path = f"/api/v1/statuses/{post}/unreblog"
        assert await at_once(person.post(path) for person in crowd * 2) == {200: 2 * MANY}
        assert await world.count("posts") == 1
        assert not await wrong_counts(world)


async def test_everybody_follows_everybody_and_leaves_again(world, crowd):
    pairs = [(one, other) for one in crowd for other in crowd if one is not other]
    for verb, count in (("follow", len(pairs)), ("unfollow", 0)) * 2:
        asked = [one.post(f"/api/v1/accounts/{other.account_id}/{verb}") for one, other in pairs]
        assert await at_once(asked) == {200: len(pairs)}
        assert await world.count("follows") == await world.count("followers") == count
        assert await world.count("notifications") == count
        assert not await wrong_counts(world)


async def test_following_and_leaving_at_once_ends_in_one_of_both(world, alice, bob):
    for _ in range(ROUNDS):
        verbs = ["follow", "unfollow", "follow", "mute", "unmute"] * MANY
        asked = (bob.post(f"/api/v1/accounts/{alice.account_id}/{verb}") for verb in verbs)
        assert set(await at_once(asked)) == {200}
        assert not await wrong_counts(world)


async def test_two_who_block_and_follow_each_other_at_once_do_not_follow(world, alice, bob):
    for _ in range(ROUNDS):
        asked = [
            request
            for one, other in ((alice, bob), (bob, alice)) * MANY
            for request in (
                one.post(f"/api/v1/accounts/{other.account_id}/follow"),
                one.post(f"/api/v1/accounts/{other.account_id}/block"),
            )
        ]
        assert set(await at_once(asked)) <= {200, 403}
        assert await world.count("follows") == 0
        assert not await wrong_counts(world)
        for one, other in ((alice, bob), (bob, alice)):
            assert (await relationship(one, other))["blocking"]
            await one.post(f"/api/v1/accounts/{other.account_id}/unblock")


async def test_a_request_that_is_accepted_many_times_makes_one_follower(world, carol, crowd):
    await at_once(person.post(f"/api/v1/accounts/{carol.account_id}/follow") for person in crowd)
    assert await world.count("follow_requests") == MANY
    asked = [
        carol.post(f"/api/v1/follow_requests/{person.account_id}/authorize")
        for person in crowd * MANY
    ]
    assert set(await at_once(asked)) <= {200, 404}
    assert await world.count("follow_requests") == 0
    assert await world.count("follows") == MANY
    assert not await wrong_counts(world)


async def test_a_request_is_accepted_refused_or_withdrawn_never_two_of_them(world, carol, crowd):
    await at_once(person.post(f"/api/v1/accounts/{carol.account_id}/follow") for person in crowd)
    asked = [
        request
        for person in crowd
        for request in (
            carol.post(f"/api/v1/follow_requests/{person.account_id}/authorize"),
            carol.post(f"/api/v1/follow_requests/{person.account_id}/reject"),
            person.post(f"/api/v1/accounts/{carol.account_id}/unfollow"),
        )
    ]
    assert set(await at_once(asked)) <= {200, 404}
    assert await world.count("follow_requests") == 0
    assert not await wrong_counts(world)


async def test_of_many_who_want_one_name_one_gets_it(world):
    assert await at_once(sign_up(world, "jane", n) for n in range(MANY)) == {200: 1, 422: MANY - 1}
    assert await world.count("accounts") == await world.count("users") == 1


async def test_the_last_use_of_an_invitation_lets_one_in(world, alice):
    await world.db.write(change_setting, name="registrations", value="invite")
    invite = await world.db.write(create_invite, by=alice.account_id, max_uses=1)
    tries = (sign_up(world, f"guest{n}", n, invite_code=invite.code) for n in range(MANY))
    assert await at_once(tries) == {200: 1, 422: MANY - 1}
    assert await world.count("accounts") == 2
    uses = await world.db.read(lambda tx: tx.value("SELECT uses FROM invites"))
    assert uses == 1


async def test_one_key_publishes_once_however_often_it_is_sent_at_once(world, alice, bob):
    for number in range(ROUNDS):
        answers = await asyncio.gather(
            *(
                alice.post(
                    "/api/v1/statuses",
                    json={"status": f"@bob number {number}"},
                    headers={"Idempotency-Key": f"key {number}"},
                )
                for _ in range(MANY)
            )
        )
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.json()["id"] for answer in answers}) == 1
        assert await world.count("posts") == await world.count("mentions") == number + 1
        assert await world.count("notifications") == number + 1
        assert not await wrong_counts(world)
    assert bob.account_id


async def test_replies_and_deletions_at_once_are_counted_right(world, alice, crowd):
    post = (await alice.publish("what do you think?"))["id"]
    form = {"status": "@alice this", "in_reply_to_id": post}
    asked = [person.post("/api/v1/statuses", json=form) for person in crowd]
    replies = [answer.json()["id"] for answer in await asyncio.gather(*asked)]
    assert (await alice.get(f"/api/v1/statuses/{post}")).json()["replies_count"] == MANY
    await world.run_jobs()
    asked = [
        request
        for person, reply in zip(crowd, replies, strict=True)
        for request in (
            person.delete(f"/api/v1/statuses/{reply}"),
            person.delete(f"/api/v1/statuses/{reply}"),
            alice.post(f"/api/v1/statuses/{reply}/favourite"),
            alice.post(f"/api/v1/statuses/{reply}/reblog"),
        )
    ]
    assert set(await at_once(asked)) <= {200, 404, 422}
    await world.run_jobs()
    assert not await wrong_counts(world)


async def test_of_many_pins_at_once_as_many_stay_as_there_may_be(alice):
    own = [(await alice.publish(f"number {number}"))["id"] for number in range(MANY)]
    answered = await at_once(alice.post(f"/api/v1/statuses/{post}/pin") for post in own)
    assert answered == {200: MOST_PINS, 422: MANY - MOST_PINS}


async def test_edits_at_once_leave_one_of_them_and_a_history(world, alice):
    post = (await alice.publish("first"))["id"]
    asked = (
        alice.put(f"/api/v1/statuses/{post}", json={"status": f"edit {n}"}) for n in range(MANY)
    )
    assert await at_once(asked) == {200: MANY}
    texts = await world.db.read(lambda tx: tx.rows("SELECT text, ver FROM posts LIMIT 2"))
    assert texts[0][0] in {f"edit {n}" for n in range(MANY)}
    assert texts[0][1] == 1 + MANY
    history = (await alice.get(f"/api/v1/statuses/{post}/history")).json()
    assert history[0]["content"] == "<p>first</p>"
    assert history[-1]["content"] == f"<p>{texts[0][0]}</p>"


async def test_of_what_is_deleted_while_it_is_edited_nothing_stays(world, alice, bob):
    for number in range(ROUNDS):
        path = f"/api/v1/statuses/{(await alice.publish('to nobody'))['id']}"
        edits = (
            alice.put(path, json={"status": f"for @{bob.name} {number} {n}"}) for n in range(MANY)
        )
        answers = await at_once([*edits, alice.delete(path)])
        assert set(answers) <= {200, 404}
        for table in ("posts", "mentions", "post_edits"):
            assert await world.count(table) == 0, table
        await world.run_jobs()
        assert await world.count("notifications") == 0


async def test_filters_that_go_at_once_leave_nothing_to_look_for(world, alice):
    for _ in range(ROUNDS):
        form = {"title": "tea", "context": ["home"], "keywords_attributes": [{"keyword": "tea"}]}
        made = [(await alice.post("/api/v2/filters", json=form)).json()["id"] for _ in range(MANY)]
        paths = [f"/api/v2/filters/{number}" for number in made]
        more = {"keyword": "more"}
        asked = [alice.post(f"{path}/keywords", json=more) for path in paths]
        assert set(await at_once([*asked, *map(alice.delete, paths)])) <= {200, 404}
        for table in ("filters", "filter_keywords", "filter_sets"):
            assert await world.count(table) == 0, table


async def test_reactions_to_what_is_removed_at_once_leave_nothing(world, crowd):
    for _ in range(ROUNDS):
        made = await world.db.write(announce, Words(text="tea at five"), published=True)
        path = f"/api/v1/announcements/{made.id}/reactions/☕"
        await crowd[0].put(path)
        asked = asyncio.gather(*(person.put(path) for person in crowd * 2))
        await world.db.write(remove, made.id)
        assert {answer.status_code for answer in await asked} <= {200, 404}
        for table in ("announcement_reactions", "announcement_counts"):
            assert await world.count(table) == 0, table


async def test_edits_of_different_parts_at_once_all_stay(alice):
    post = (await alice.publish("first"))["id"]
    for number in range(ROUNDS):
        parts = [
            {"status": f"text {number}"},
            {"spoiler_text": f"warning {number}"},
            {"language": ("fr", "de")[number % 2]},
        ]
        asked = (alice.put(f"/api/v1/statuses/{post}", json=part) for part in parts)
        assert await at_once(asked) == {200: len(parts)}
        shown = (await alice.get(f"/api/v1/statuses/{post}")).json()
        assert shown["content"] == f"<p>text {number}</p>"
        assert shown["spoiler_text"] == f"warning {number}"
        assert shown["language"] == parts[2]["language"]


async def test_of_many_votes_at_once_none_is_lost_and_each_counts_once(world, alice, crowd):
    poll = {"options": ["yes", "no"], "expires_in": 3600}
    post = (await alice.publish("Well?", poll=poll))["id"]
    asked = [
        person.post(f"/api/v1/polls/{post}/votes", json={"choices": [number % 2]})
        for number, person in enumerate(crowd)
        for _ in range(3)
    ]
    assert await at_once(asked) == {200: MANY, 422: 2 * MANY}
    shown = (await alice.get(f"/api/v1/polls/{post}")).json()
    assert [option["votes_count"] for option in shown["options"]] == [(MANY + 1) // 2, MANY // 2]
    assert await world.db.read(check_polls) == []
    leaving = [world.db.write(delete_account, person.account_id) for person in crowd[::2]]
    await asyncio.gather(*leaving, world.run_jobs(), alice.delete(f"/api/v1/statuses/{post}"))
    await world.run_jobs()
    assert await world.count("polls") == await world.count("poll_votes") == 0


async def test_what_is_due_is_published_once_however_many_try(world, alice):
    for path in ("/api/v1/statuses", "/api/arengo/v1/drafts"):
        form = {"status": "later", "scheduled_at": "2190-01-01T00:00:00Z"}
        plan = (await alice.post(path, json=form)).json()["id"]
        if "drafts" in path:
            draft = f"{path}/{plan}"
            asked = (alice.put(draft, json={"status": str(n), "version": 1}) for n in range(MANY))
            assert await at_once(asked) == {200: 1, 409: MANY - 1}
            asked = (alice.post(f"{draft}/publish", json={"version": 2}) for _ in range(MANY))
            assert await at_once(asked) == {200: 1, 404: MANY - 1}
            continue
        await world.db.write(lambda tx: tx.execute("UPDATE plans SET due_ms = 1"))
        options = {"host_name": "arengo.test", "most_characters": 500, "plan_id": int(plan)}
        await asyncio.gather(*(publish_plan(world.db, **options) for _ in range(MANY)))
    assert await world.count("posts") == 2
    assert await world.count("plans") == 0
    assert not await wrong_counts(world)


async def test_people_and_jobs_and_departures_at_once_leave_right_counts(world, alice, crowd):
    posts = [(await person.publish("here"))["id"] for person in crowd]
    leaving = crowd[: MANY // 2]
    asked = [
        request
        for person, post in zip(crowd, posts, strict=True)
        for request in (
            alice.post(f"/api/v1/accounts/{person.account_id}/follow"),
            alice.post(f"/api/v1/statuses/{post}/favourite"),
            person.post(f"/api/v1/accounts/{alice.account_id}/follow"),
        )
    ]
    asked += [
        person.delete(f"/api/v1/statuses/{post}")
        for person, post in zip(leaving, posts, strict=False)
    ]
    assert set(await at_once(asked)) <= {200, 404}
    await world.run_jobs()
    assert not await wrong_counts(world)


async def sign_up(world, name, number, **form):
    holder = world.holder("", await world.app_token())
    full = {
        "username": name,
        "email": f"{name}{number}@example.org",
        "password": PASSWORD,
        "agreement": True,
        "locale": "en",
    }
    return await holder.post("/api/v1/accounts", json=full | form)
