"""What following means in particular: wishes, limits, races, what is announced."""

import asyncio
from datetime import timedelta

import pytest
import time_machine

from arengo.base.clock import now_ms
from arengo.base.errors import Forbidden, Invalid
from arengo.social.accounts import actions as accounts
from arengo.social.accounts.events import ProfileChanged
from arengo.social.accounts.model import FOLLOWEES_MAX, AccountFlag, ProfileChanges
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows import actions, events, jobs
from arengo.social.follows.listeners import accept_waiting
from arengo.social.follows.model import FollowOptions, Kind
from arengo.social.follows.queries import (
    blocks_between,
    is_following,
    notify_followers_page,
    relations_page,
    relationships,
    silences,
)

pytestmark = pytest.mark.anyio


async def lock(town, who, *, locked=True):
    changes = ProfileChanges(flags={AccountFlag.LOCKED: locked})
    await town.db.write(accounts.change_profile, by=who, changes=changes)


async def test_each_thing_is_announced_once_and_repetition_is_silent(town):
    a, b = await town.person("a"), await town.person("b")
    (followed,) = await town.do(actions.follow, by=a, target=b)
    assert followed == events.Followed(by_id=a, target_id=b, id=followed.id)
    assert await town.do(actions.follow, by=a, target=b) == []
    for verb, event in (
        (actions.unfollow, events.Unfollowed(by_id=a, target_id=b)),
        (actions.block, events.Blocked(by_id=a, target_id=b)),
        (actions.unblock, events.Unblocked(by_id=a, target_id=b)),
        (actions.mute, events.Muted(by_id=a, target_id=b, notifications=True)),
        (actions.unmute, events.Unmuted(by_id=a, target_id=b)),
    ):
        assert await town.do(verb, by=a, target=b) == [event]
        assert await town.do(verb, by=a, target=b) == []


async def test_a_request_is_announced_and_its_answer_too(town):
    a, b, c = [await town.person(name) for name in "abc"]
    await lock(town, c)
    (asked,) = await town.do(actions.follow, by=a, target=c)
    assert asked == events.FollowRequested(by_id=a, target_id=c, id=asked.id)
    assert await town.do(actions.follow, by=a, target=c) == []
    followed, accepted = await town.do(actions.accept, by=c, requester=a)
    assert followed == events.Followed(by_id=a, target_id=c, id=followed.id, accepted=True)
    assert followed.id != asked.id
    assert accepted == events.FollowAccepted(by_id=c, target_id=a)
    await town.do(actions.follow, by=b, target=c)
    assert await town.do(actions.reject, by=c, requester=b) == [
        events.FollowRejected(by_id=c, target_id=b)
    ]
    await town.do(actions.follow, by=b, target=c)
    assert await town.do(actions.unfollow, by=b, target=c) == [
        events.FollowWithdrawn(by_id=b, target_id=c)
    ]


async def test_wishes_travel_from_the_request_to_the_follow_and_to_the_mirror(town):
    a, c = await town.person("a"), await town.person("c")
    await lock(town, c)
    wishes = FollowOptions(boosts=False, notify=True, languages=("it", "en"))
    await town.do(actions.follow, by=a, target=c, options=wishes)
    await town.do(actions.accept, by=c, requester=a)
    (state,) = await town.db.read(relationships, a, [c])
    assert (state.boosts, state.notify, state.languages) == (False, True, ("it", "en"))
    assert [who for _, who in await town.db.read(notify_followers_page, c)] == [a]
    await town.do(actions.follow, by=a, target=c, options=FollowOptions(notify=False))
    assert await town.db.read(notify_followers_page, c) == []
    (state,) = await town.db.read(relationships, a, [c])
    assert (state.following, state.languages) == (True, ("it", "en"))


async def test_who_is_silenced_must_ask_even_an_open_account(town):
    a, b = await town.person("a"), await town.person("b")
    await town.db.write(
        lambda tx: tx.execute("UPDATE accounts SET flags = 16 WHERE id = :id", id=a)
    )
    (asked,) = await town.do(actions.follow, by=a, target=b)
    assert isinstance(asked, events.FollowRequested)


async def test_there_is_a_limit_to_following(town):
    a, b = await town.person("a"), await town.person("b")
    await town.db.write(accounts.count, a, following=FOLLOWEES_MAX)
    with pytest.raises(Invalid, match="You cannot follow more than 7500 people"):
        await town.do(actions.follow, by=a, target=b)


async def test_following_and_blocking_at_once_never_leaves_both(town):
    a, b = await town.person("a"), await town.person("b")
    for _ in range(10):
        await asyncio.gather(
            town.db.write(actions.follow, by=a, target=b),
            town.db.write(actions.follow, by=b, target=a),
            town.db.write(actions.block, by=b, target=a),
            return_exceptions=True,
        )
        assert await town.db.read(blocks_between, a, b)
        assert not await town.db.read(is_following, a, b)
        assert not await town.db.read(is_following, b, a)
        await town.db.write(actions.unblock, by=b, target=a)
    for who in (a, b):
        stats = (await town.db.read(account_by_id, who)).stats
        assert (stats.followers, stats.following) == (0, 0)


async def test_a_ring_of_people_who_follow_each_other_at_once_is_counted_right(town):
    ring = [await town.person(f"p{number}") for number in range(8)]
    await asyncio.gather(
        *(
            town.db.write(actions.follow, by=one, target=other)
            for one in ring
            for other in ring
            if one != other
            for _ in range(2)
        )
    )
    for who in ring:
        stats = (await town.db.read(account_by_id, who)).stats
        assert (stats.followers, stats.following) == (7, 7)


async def test_a_mute_ends_when_its_time_is_over(town):
    a, b = await town.person("a"), await town.person("b")
    await town.do(actions.mute, by=a, target=b, duration_s=60)
    end = timedelta(milliseconds=now_ms() + 61_000) / timedelta(seconds=1)
    assert await town.db.read(silences, a, [b]) == {b}
    await jobs.end_mute(town.db, by_id=a, target_id=b)
    assert await town.db.read(silences, a, [b]) == {b}
    with time_machine.travel(end, tick=True):
        (state,) = await town.db.read(relationships, a, [b])
        assert not state.muting
        assert await town.db.read(silences, a, [b]) == set()
        page = {"before": 1 << 62, "after": 0, "upwards": False, "limit": 9}
        found = await town.db.read(relations_page, a, kinds=[Kind.MUTE_ALL], **page)
        assert found == []
        before = len(town.heard)
        await jobs.end_mute(town.db, by_id=a, target_id=b)
        await jobs.end_mute(town.db, by_id=a, target_id=b)
        assert town.heard[before:] == [events.Unmuted(by_id=a, target_id=b)]


async def test_opening_an_account_accepts_more_than_one_batch(town):
    town.db.listeners.add(ProfileChanged, accept_waiting)
    c = await town.person("c")
    await lock(town, c)
    people = [await town.person(f"p{number}") for number in range(55)]
    for who in people:
        await town.db.write(actions.follow, by=who, target=c)
    await jobs.accept_all(town.db, account_id=c)
    assert (await town.db.read(account_by_id, c)).stats.followers == 0
    await lock(town, c, locked=False)
    kinds = await town.db.read(lambda tx: [row[0] for row in tx.rows("SELECT kind FROM jobs")])
    assert kinds == ["follows.accept_all"]
    await jobs.accept_all(town.db, account_id=c)
    assert (await town.db.read(account_by_id, c)).stats.followers == 55


async def test_relationships_with_forty_people_cost_six_statements(town):
    a, *others = [await town.person(f"p{number}") for number in range(41)]

    def counted(tx):
        calls, plain = [], tx.rows
        tx.rows = lambda sql, **params: (calls.append(sql), plain(sql, **params))[1]
        try:
            return len(relationships(tx, a, others)), len(calls)
        finally:
            del tx.rows

    assert await town.db.read(counted) == (40, 6)


async def test_a_block_is_felt_whatever_came_before(town):
    a, b = await town.person("a"), await town.person("b")
    await lock(town, b)
    await town.do(actions.follow, by=a, target=b)
    heard = await town.do(actions.block, by=b, target=a)
    assert heard == [
        events.FollowWithdrawn(by_id=a, target_id=b),
        events.Blocked(by_id=b, target_id=a),
    ]
    with pytest.raises(Forbidden):
        await town.do(actions.follow, by=a, target=b)
