"""Who leaves takes everything along: rows on both sides, counters, pictures."""

import io

import pytest
from PIL import Image

from arengo.social.accounts import actions
from arengo.social.accounts.queries import account_by_id

pytestmark = pytest.mark.anyio

PERSONAL = (
    "follows",
    "followers",
    "follow_requests",
    "relations",
    "account_names",
)


async def test_nothing_of_an_account_is_left_but_its_name(world, alice, bob, carol):
    content = io.BytesIO()
    Image.new("RGB", (60, 40), "red").save(content, "PNG")
    changed = await alice.patch(
        "/api/v1/accounts/update_credentials",
        files={"avatar": ("a.png", content.getvalue())},
        data={"display_name": "Alice Marker", "note": "marker"},
    )
    await alice.follow(bob)
    await bob.follow(alice)
    await alice.follow(carol)
    for verb in ("mute", "note"):
        await alice.post(f"/api/v1/accounts/{bob.account_id}/{verb}", json={"comment": "x"})
    await carol.post(f"/api/v1/accounts/{alice.account_id}/block")
    await world.db.write(actions.delete_account, alice.account_id)
    await world.run_jobs()
    for table in PERSONAL:
        column = "target_id" if table in {"followers", "follow_requests"} else "account_id"
        sql = f"SELECT count(*) FROM {table} WHERE {column} = :id"
        assert await world.db.read(lambda tx, s=sql: tx.value(s, id=alice.account_id)) == 0, table
    stats = (await world.db.read(account_by_id, bob.account_id)).stats
    assert (stats.followers, stats.following) == (0, 0)
    sql = "SELECT count(*) FROM relations WHERE kind IN (1, 2)"
    assert await world.db.read(lambda tx: tx.value(sql)) == 0
    gone = "SELECT count(*) FROM accounts WHERE id = :id"
    assert await world.db.read(lambda tx: tx.value(gone, id=alice.account_id)) == 0
    assert (await bob.get(changed.json()["avatar"])).status_code == 404


async def test_who_opens_and_leaves_at_once_fails_no_job(world, alice, carol):
    await alice.follow(carol)
    await carol.patch("/api/v1/accounts/update_credentials", data={"locked": "false"})
    await world.db.write(actions.delete_account, carol.account_id)
    await world.run_jobs()
    assert await world.count("follows") == await world.count("follow_requests") == 0


async def test_erasing_an_account_that_was_not_deleted_leaves_it(world, alice):
    await world.db.write(actions.remove_account, alice.account_id)
    assert (await alice.get("/api/v1/accounts/verify_credentials")).status_code == 200
