"""S6: a name belongs to one person: when two hundred ask at once, and after they left."""

import asyncio

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


async def sign_up(app, name, address):
    form = {
        "username": name,
        "email": address,
        "password": PASSWORD,
        "agreement": True,
        "locale": "en",
    }
    return await app.post("/api/v1/accounts", json=form)


async def test_of_two_hundred_spellings_of_one_name_at_once_one_is_taken(world):
    app = world.holder("", await world.app_token())
    names = ["jane_doe", "Jane_Doe", "JANE_DOE", "jAnE_dOe"]
    answers = await asyncio.gather(
        *(sign_up(app, names[n % 4], f"jane{n}@example.org") for n in range(200))
    )
    winners = [each for each in answers if each.status_code == 200]
    losers = [each for each in answers if each.status_code == 422]
    assert (len(winners), len(losers)) == (1, 199)
    assert {each.json()["details"]["username"][0]["error"] for each in losers} == {"ERR_TAKEN"}
    for table in ("accounts", "account_stats", "users"):
        assert await world.count(table) == 1, table


async def test_the_name_of_a_deleted_account_stays_taken(world, alice):
    await world.db.write(delete_account, AccountId(alice.account_id))
    await world.run_jobs()
    assert await world.count("accounts") == 0
    app = world.holder("", await world.app_token())
    for name in ("alice", "Alice"):
        answer = await sign_up(app, name, "somebody.else@example.org")
        assert answer.status_code == 422
        assert answer.json()["details"]["username"][0]["error"] == "ERR_TAKEN"
