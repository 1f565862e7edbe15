"""User names: which can be, and that one belongs to one person."""

import asyncio

import pytest

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.social.accounts import actions
from arengo.social.accounts.queries import account_by_id, find_account, find_accounts

pytestmark = pytest.mark.anyio


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("", "ERR_BLANK"),
        ("a b", "ERR_INVALID"),
        ("émile", "ERR_INVALID"),
        ("a-b", "ERR_INVALID"),
        ("a\n", "ERR_INVALID"),
        ("x" * 31, "ERR_TOO_LONG"),
    ],
)
async def test_names_that_cannot_be_are_refused_with_a_code(world, name, code):
    with pytest.raises(Invalid) as refused:
        await world.db.write(actions.create_account, username=name)
    assert refused.value.details["username"][0]["error"] == code
    assert refused.value.message.startswith("Validation failed: Username ")


async def test_of_many_who_want_a_name_at_once_one_gets_it(world):
    names = ["wanted", "Wanted", "WANTED", "wAnTeD"] * 50
    outcomes = await asyncio.gather(
        *(world.db.write(actions.create_account, username=name) for name in names),
        return_exceptions=True,
    )
    winners = [each for each in outcomes if not isinstance(each, Exception)]
    losers = [each for each in outcomes if isinstance(each, Exception)]
    assert len(winners) == 1
    assert {str(each) for each in losers} == {"Validation failed: Username has already been taken"}
    assert await world.count("accounts") == await world.count("account_stats") == 1


async def test_a_name_stays_taken_for_a_year_after_its_owner_left(world):
    account = await world.db.write(actions.create_account, username="gone")
    await world.db.write(actions.delete_account, account.id)
    assert await world.db.read(find_account, "gone") is None
    for _ in range(2):
        with pytest.raises(Invalid, match="already been taken"):
            await world.db.write(actions.create_account, username="Gone")
        await world.db.write(actions.free_names, before_ms=now_ms() - 365 * DAY_MS)
    assert await world.db.write(actions.free_names, before_ms=now_ms() + 1) == 1
    assert (await world.db.write(actions.create_account, username="gone")).username == "gone"


async def test_many_handles_are_found_in_two_statements(world, alice, bob):
    def question(tx):
        calls, plain = [], tx.rows
        tx.rows = lambda sql, **params: (calls.append(sql), plain(sql, **params))[1]
        try:
            found = find_accounts(tx, ["@Alice", "bob@arengo.test", "x", "b@c"], "arengo.test")
        finally:
            del tx.rows
        return {handle: each.id for handle, each in found.items()}, len(calls)

    expected = {"@Alice": alice.account_id, "bob@arengo.test": bob.account_id}
    assert await world.db.read(question) == (expected, 2)
    assert await world.db.read(find_accounts, [], "arengo.test") == {}


async def test_deleting_twice_is_deleting_once(world):
    account = await world.db.write(actions.create_account, username="gone")
    for _ in range(2):
        await world.db.write(actions.delete_account, account.id)
    erasing = await world.db.read(
        lambda tx: tx.value("SELECT count(*) FROM jobs WHERE kind = 'accounts.erase'")
    )
    assert erasing == 1
    with pytest.raises(NotFound):
        await world.db.read(account_by_id, account.id)
    with pytest.raises(NotFound):
        await world.db.write(actions.delete_account, 12)
