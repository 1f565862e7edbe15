"""How people like our own pages: kept with the account, and gone with it."""

import pytest

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import new_account_id
from arengo.social.accounts.actions import change_habits, delete_account
from arengo.social.accounts.model import Habits
from arengo.social.accounts.queries import account_by_id, habits_of

pytestmark = pytest.mark.anyio


async def test_whoever_never_said_anything_has_what_is_usual(world, alice):
    assert await world.db.read(habits_of, alice.account_id) == Habits()
    assert await world.db.read(habits_of, new_account_id()) == Habits()


async def test_what_is_not_named_stays(world, alice, bob):
    me = alice.account_id
    await world.db.write(change_habits, by=me, changes={"theme": "dark", "shortcuts": False})
    await world.db.write(change_habits, by=me, changes={"language": "fr"})
    found = await world.db.read(habits_of, me)
    assert found == Habits(theme="dark", shortcuts=False, language="fr")
    assert await world.db.read(habits_of, bob.account_id) == Habits()


async def test_nobody_else_sees_that_it_changed(world, alice):
    before = await world.db.read(account_by_id, alice.account_id)
    await world.db.write(change_habits, by=alice.account_id, changes={"theme": "contrast"})
    assert await world.db.read(account_by_id, alice.account_id) == before


@pytest.mark.parametrize(
    "changes",
    [{"theme": "pink"}, {"theme": None}, {"language": "tlh"}, {"shortcuts": "no"}, {"taste": "x"}],
)
async def test_what_cannot_be_is_refused_and_changes_nothing(world, alice, changes):
    with pytest.raises(Invalid):
        await world.db.write(
            change_habits, by=alice.account_id, changes={"endless": False, **changes}
        )
    assert await world.db.read(habits_of, alice.account_id) == Habits()


async def test_they_go_with_the_account(world, alice):
    me = alice.account_id
    await world.db.write(change_habits, by=me, changes={"theme": "dark"})
    await world.db.write(delete_account, me)
    await world.run_jobs()
    assert await world.db.read(habits_of, me) == Habits()
    with pytest.raises(NotFound):
        await world.db.write(change_habits, by=me, changes={"theme": "light"})
