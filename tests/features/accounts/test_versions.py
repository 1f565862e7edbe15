"""What others see has a version: it moves with every visible change and with nothing else."""

import pytest

from arengo.social.accounts import actions
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.queries import account_by_id, preferences_of

pytestmark = pytest.mark.anyio


async def version(world, person):
    return (await world.db.read(account_by_id, person.account_id)).ver


VISIBLE = [
    ProfileChanges(display_name="A"),
    ProfileChanges(note="n"),
    ProfileChanges(fields=(("a", "b"),)),
    ProfileChanges(flags={AccountFlag.BOT: True}),
]


@pytest.mark.parametrize("changes", VISIBLE, ids=["name", "note", "fields", "flags"])
async def test_a_visible_change_raises_it_and_repeating_it_does_not(world, alice, changes):
    before = await version(world, alice)
    await world.db.write(actions.change_profile, by=alice.account_id, changes=changes)
    after = await version(world, alice)
    assert after > before
    await world.db.write(actions.change_profile, by=alice.account_id, changes=changes)
    assert await version(world, alice) == after


async def test_counters_activity_and_preferences_leave_it(world, alice):
    who, before = alice.account_id, await version(world, alice)
    await world.db.write(actions.count, who, followers=1, posts=2)
    await world.db.write(actions.touch_active, who)
    preferred = ProfileChanges(preferences={"visibility": "private"})
    await world.db.write(actions.change_profile, by=who, changes=preferred)
    assert await version(world, alice) == before
    assert (await world.db.read(preferences_of, who)).visibility == "private"


async def test_suspending_and_bringing_back_raise_it_once_each(world, alice):
    who, before = alice.account_id, await version(world, alice)
    for verb in (actions.suspend, actions.suspend, actions.unsuspend, actions.unsuspend):
        await world.db.write(verb, who)
    assert await version(world, alice) == before + 2


async def test_nobody_can_give_themselves_the_flags_of_the_staff(world, alice):
    wishes = dict.fromkeys(AccountFlag, True)
    changes = ProfileChanges(flags=wishes)
    await world.db.write(actions.change_profile, by=alice.account_id, changes=changes)
    flags = (await world.db.read(account_by_id, alice.account_id)).flags
    staff = AccountFlag.SILENCED | AccountFlag.SUSPENDED | AccountFlag.DELETED
    assert not flags & (staff | AccountFlag.MEMORIAL)
    assert AccountFlag.LOCKED in flags


async def test_the_newest_post_is_remembered_not_the_last_counted(world, alice):
    for post_id in (500 << 16, 300 << 16):
        await world.db.write(actions.count, alice.account_id, posts=1, last_post_id=post_id)
    stats = (await world.db.read(account_by_id, alice.account_id)).stats
    assert (stats.posts, stats.last_post_id) == (2, 500 << 16)
