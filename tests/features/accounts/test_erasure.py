"""Who leaves is named in no row of no table: whoever adds a table is asked here about them."""

from typing import Any

import pytest

from arengo import wiring
from arengo.base.ids import AccountId, bucket_of, new_id
from arengo.social.accounts import actions, jobs
from arengo.storage import Transaction
from tests.features.posts.conftest import publish

pytestmark = pytest.mark.anyio

# Columns that name somebody; the first of them in a table says whose row it is.
PEOPLE = ("account_id", "target_id", "by_id", "from_id", "id", "reply_to_account_id", "moved_to")
OWNED_BY_TARGET = {"follow_requests"}
OWN_ID = {"accounts", "users"}  # elsewhere `id` is the row's own
# Rows that only a verb can write, for they hang on others; the test writes them as people do.
BY_VERBS = {
    "accounts",
    "account_stats",
    "users",
    "follows",
    "followers",
    "relations",
    "posts",
    "thread_entries",
    "mentions",
    "notifications",
    "notification_groups",
    "polls",
    "poll_votes",
    "public_entries",
    "tag_entries",
    "quotes",
    "tokens",
}
# Why a row may stay: it names by an id that leads nowhere, or hangs on another that is not there.
STAYS = {
    ("dismissed_suggestions", "target_id"): "somebody did not want to see them suggested",
    ("posts", "reply_to_account_id"): "an answer of somebody else",
    ("card_entries", "account_id"): "goes with its post",
    ("imported_posts", "account_id"): "goes with its post",
    ("collection_items", "account_id"): "goes with its collection",
    ("conversation_posts", "account_id"): "goes with its conversation",
    ("accounts", "moved_to"): "nobody can move yet",
    ("push_subscriptions", "account_id"): "goes with its token, see tests/doors/api/test_push.py",
}
TEXTS = {"people": "", "sample": "[]", "email": "x@example.org", "key": f"{0:032x}.png"}


async def columns_of(world: Any) -> dict[str, list[tuple[str, str, bool]]]:
    """Return table → (column, type, whether it must be given), from the schema of SQLite."""
    sqlite = """
      SELECT m.name, c.name, c.type, c."notnull" = 1 AND c.dflt_value IS NULL
      FROM sqlite_schema m CROSS JOIN pragma_table_info(m.name) c WHERE m.type = 'table'
    """
    postgresql = """
      SELECT table_name, column_name, data_type, is_nullable = 'NO' AND column_default IS NULL
      FROM information_schema.columns c
      WHERE table_schema = current_schema() AND NOT EXISTS (
        SELECT 1 FROM pg_inherits i WHERE i.inhrelid = CAST(c.table_name AS regclass))
    """
    sql = sqlite if world.db.engine == "sqlite" else postgresql
    found: dict[str, list[tuple[str, str, bool]]] = {}
    for table, *column in await world.db.read(lambda tx: tx.rows(sql)):
        found.setdefault(table, []).append((column[0], column[1], bool(column[2])))
    return found


def named_in(table: str, columns: list[tuple[str, str, bool]]) -> list[str]:
    names = {name for name, _, _ in columns}
    order = sorted(PEOPLE, key=lambda name: table in OWNED_BY_TARGET and name != "target_id")
    return [each for each in order if each in names and (each != "id" or table in OWN_ID)]


def a_row(
    tx: Transaction, table: str, columns: list[tuple[str, str, bool]], people: dict[str, int]
) -> None:
    """Write a row that means nothing but names these people."""
    owner = AccountId(next(iter(people.values())))
    values: dict[str, Any] = {}
    for name, kind, needed in columns:
        if name in people:
            values[name] = people[name]
        elif name == "bucket":
            values[name] = bucket_of(owner)
        elif needed or name == "id":
            number = new_id(owner) if name.endswith("id") or name == "id" else 1
            text = TEXTS.get(name, "[]")
            binary = kind.lower() in {"blob", "bytea"}
            values[name] = text if kind.lower() == "text" else b"x" if binary else number
    names = ", ".join(values)
    marks = ", ".join(f":{name}" for name in values)
    tx.execute(f"INSERT INTO {table} ({names}) VALUES ({marks})", **values)


async def live(world: Any, alice: Any, bob: Any) -> None:
    """Let two people do with each other what hangs on what the other did."""
    poll = {"options": ["a", "b"], "expires_in": 3600}
    for one, other in ((alice, bob), (bob, alice)):
        await one.follow(other)
        await one.post(f"/api/v1/accounts/{other.account_id}/note", json={"comment": "x"})
    for one, other in ((alice, bob), (bob, alice)):
        first = await one.publish(f"for @{other.name} #tea")
        asked = await one.publish("which?", poll=poll)
        path = f"/api/v1/statuses/{first['id']}"
        for verb in ("favourite", "bookmark", "reblog", "mute"):
            assert (await other.post(f"{path}/{verb}")).status_code == 200
        await other.publish("an answer", in_reply_to_id=first["id"])
        await other.publish("a quote", quoted_status_id=first["id"])
        await other.publish(f"a letter for @{one.name}", visibility="direct")
        await other.post(f"/api/v1/polls/{asked['poll']['id']}/votes", json={"choices": [0]})
    await world.run_jobs()


async def rows_about(world: Any, account_id: int) -> dict[tuple[str, str], int]:
    """Return (table, column) → in how many rows somebody is named."""
    found = {}
    for table, columns in (await columns_of(world)).items():
        for name in named_in(table, columns):
            sql = f"SELECT count(*) FROM {table} WHERE {name} = :id"
            found[table, name] = await world.db.read(lambda tx, s=sql: tx.value(s, id=account_id))
    return found


async def test_who_leaves_is_named_in_no_row_of_any_table(world, alice, bob):
    await live(world, alice, bob)
    for table, columns in (await columns_of(world)).items():
        names = [] if table in BY_VERBS else named_in(table, columns)
        for name in names:
            people = dict.fromkeys(names, bob.account_id) | {name: alice.account_id}
            await world.db.write(a_row, table, columns, people)
    before = await rows_about(world, alice.account_id)
    assert {key for key, rows in before.items() if not rows} - STAYS.keys() == set()
    await world.db.write(actions.delete_account, alice.account_id)
    await world.run_jobs()
    left = await rows_about(world, alice.account_id)
    assert {key: rows for key, rows in left.items() if rows and key not in STAYS} == {}


async def test_what_comes_while_somebody_is_erased_goes_too(world, alice):
    me = AccountId(alice.account_id)
    await world.db.write(actions.delete_account, me)
    late = iter([True])

    def at_the_last_moment(tx: Transaction, *, account_id: AccountId) -> int:
        if next(late, False):
            publish(tx, by=account_id, text="a request that was on its way")
        return 0

    steps = (*wiring.ERASURE, at_the_last_moment)
    await jobs.erase(world.db, world.whole.site.files, steps, account_id=me)
    assert await world.count("posts") == 0
    assert await world.count("accounts") == 0
