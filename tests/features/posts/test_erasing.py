"""Who leaves takes every row along, whatever they did."""

import pytest

from arengo.auth.signup.actions import create_invite
from arengo.social.accounts.actions import delete_account
from arengo.social.posts.model import Visibility
from tests.doors.api.test_media import uploaded
from tests.doors.api.test_reactions import does

pytestmark = pytest.mark.anyio

TABLES = {
    "sqlite": """
      SELECT m.name, c.name FROM sqlite_master m JOIN pragma_table_info(m.name) c
      WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'""",
    "postgresql": """
      SELECT t.relname, a.attname FROM pg_class t
      JOIN pg_namespace n ON n.oid = t.relnamespace AND n.nspname = 'public'
      JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0
      WHERE t.relkind IN ('r', 'p') AND NOT t.relispartition""",
}
# What may stay: the name, for a year; and what others wrote or answered is theirs.
STAYS = {
    ("directory", "id"),
    ("posts", "extra"),
    ("posts", "reply_to_account_id"),
    ("post_edits", "body"),
    ("conversations", "people"),
}


async def traces(world, account_id):
    """Return (table, column) wherever the id stands, alone or in a text."""

    def ask(tx):
        return {
            (table, column)
            for table, column in tx.rows(TABLES[tx.engine])
            if tx.rows(
                f"SELECT 1 FROM {table} WHERE CAST({column} AS text) LIKE :id LIMIT 1",
                id=f"%{account_id}%",
            )
        }

    return await world.db.read(ask)


async def knock(one, other):
    """Let one hold back what the other says, and be accepted by the other."""
    rules = {"for_not_following": "filter", "for_not_followers": "filter"}
    for each in (one, other):
        await each.patch("/api/v2/notifications/policy", json=rules)
    await one.publish(f"@{other.name} may I come in?")
    asked = (await other.get("/api/v1/notifications/requests")).json()[0]["id"]
    await other.post(f"/api/v1/notifications/requests/{asked}/accept")
    await other.publish(f"@{one.name} who is it?")


async def ask(one, other):
    """Let one ask and the other vote."""
    poll = {"options": ["yes", "no"], "expires_in": 3600}
    asked = (await one.publish("Well?", poll=poll))["id"]
    await other.post(f"/api/v1/polls/{asked}/votes", json={"choices": [0]})


async def plan(person):
    """Let somebody schedule a picture and keep a draft."""
    media = await uploaded(person)
    form = {"status": "later", "media_ids": [media["id"]]}
    for path in ("/api/v1/statuses", "/api/arengo/v1/drafts"):
        timed = {**form, "scheduled_at": "2190-01-01T00:00:00Z"}
        answer = await person.post(path, json=timed, headers={"Idempotency-Key": path})
        assert answer.status_code == 200, answer.text


async def live_fully(alice, bob, carol, world):
    """Let alice do everything that leaves a row, and others do it to her."""
    for one, other in ((alice, bob), (bob, alice)):
        await one.follow(other)
        await one.publish(f"@{other.name} hello #tea")
        media = await uploaded(one)
        picture = await one.publish("picture", media_ids=[media["id"]])
        letter = await one.publish(f"@{other.name} psst", visibility="direct")
        await other.publish(f"@{one.name} yes", in_reply_to_id=letter["id"], visibility="direct")
        await one.put(f"/api/v1/statuses/{letter['id']}", json={"status": f"@{other.name} pst"})
        for what in ("favourite", "reblog", "bookmark", "mute"):
            await does(other, what, picture)
        await does(one, "pin", picture)
        await ask(one, other)
        await plan(one)
        await one.publish("answer", in_reply_to_id=picture["id"])
        await one.post(f"/api/v1/accounts/{other.account_id}/note", json={"comment": "x"})
        await one.post(f"/api/v1/accounts/{other.account_id}/mute")
        await one.post(f"/api/v1/accounts/{other.account_id}/endorse")
        await one.post("/api/v1/tags/tea/feature")
        await one.post("/api/v1/domain_blocks", json={"domain": "far.example"})
        await one.post("/api/v1/markers", json={"home": {"last_read_id": picture["id"]}})
        listed = (await one.post("/api/v1/lists", json={"title": "x", "exclusive": True})).json()
        people = {"account_ids": [str(other.account_id)]}
        await one.post(f"/api/v1/lists/{listed['id']}/accounts", json=people)
        await knock(one, carol)
    await alice.follow(carol)
    await carol.post(f"/api/v1/accounts/{alice.account_id}/block")
    await uploaded(alice)
    await alice.post("/api/v1/tags/tea/follow")
    await alice.post(
        "/api/v1/statuses", json={"status": "keyed"}, headers={"Idempotency-Key": "key"}
    )
    await world.db.write(create_invite, by=alice.account_id)
    await world.run_jobs()


async def test_nothing_is_left_of_somebody_in_any_table(world, alice, bob, carol):
    await live_fully(alice, bob, carol, world)
    before = await traces(world, alice.account_id)
    assert len(before) > 25, "alice did enough to be seen everywhere"
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await traces(world, alice.account_id) - STAYS == set()
    sql = "SELECT account_id, boost_of_id, visibility FROM posts"
    left = await world.db.read(lambda tx: tx.rows(sql))
    assert {row[0] for row in left} == {bob.account_id, carol.account_id}
    assert {row[1] for row in left} == {None}, "boosts go with what was boosted"
    seen = (await bob.get(f"/api/v1/accounts/{bob.account_id}")).json()
    assert (seen["followers_count"], seen["following_count"]) == (0, 0)
    assert seen["statuses_count"] == sum(
        row[0] == bob.account_id and row[2] != Visibility.DIRECT for row in left
    )
    shown = (await bob.get(f"/api/v1/accounts/{bob.account_id}/statuses")).json()
    assert {(each["favourites_count"], each["reblogs_count"]) for each in shown} == {(0, 0)}
