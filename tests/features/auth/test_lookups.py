"""Who asks is found in one statement, and on PostgreSQL in one partition of each table."""

from collections import Counter

import pytest

from arengo.auth.oauth import store as oauth
from arengo.auth.sessions import store as sessions
from arengo.auth.sessions.actions import start_session
from arengo.auth.users.tokens import hash_token
from arengo.base.clock import now_ms
from arengo.base.ids import bucket_of_hash, key_hash
from tests.storage.plans import scans

pytestmark = pytest.mark.anyio

# As in life: once it has counted tables of one row, a planner rather reads all parts of them.
CROWD = 2_000
OF_ID = "jsonb_build_object('bucket', n & 1023, 'id', n)"
OF_KEY = "jsonb_build_object('bucket', n & 1023, 'key', '\\x' || md5(CAST(n AS text)))"
LIKE_THE_FIRST = {
    "tokens": OF_ID,
    "sessions": OF_ID,
    "users": OF_ID,
    "accounts": OF_ID,
    "directory": OF_KEY,
}


def multiply(tx):
    """Fill every table of the questions with rows like its first, and let them be counted."""
    for table, new in LIKE_THE_FIRST.items():
        tx.execute(
            f"INSERT INTO {table} SELECT (jsonb_populate_record(one.row, {new})).*"
            f" FROM (SELECT t AS row FROM {table} t LIMIT 1) one"
            f" CROSS JOIN generate_series(1, {CROWD}) n"
        )
        tx.execute(f"ANALYZE {table}")


def executed(plan):
    """Yield the part of a plan that was carried out."""
    if plan["Actual Loops"]:
        yield plan | {"Plans": [kept for each in plan.get("Plans", ()) for kept in executed(each)]}


async def read_parts(world, sql, secret, **params):
    """Return how many parts of each table were read to find who holds the secret."""
    key = key_hash(hash_token(secret).hex())

    def explain(tx):
        told = tx.value(
            f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {sql}",
            bucket=bucket_of_hash(key),
            key=key,
            **params,
        )
        return told[0]["Plan"]

    (plan,) = executed(await world.db.read(explain))
    return Counter(table for table, _, _ in scans(plan))


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_token_and_a_session_touch_one_partition_of_each_table(world, alice):
    started = await world.db.write(
        start_session,
        account_id=alice.account_id,
        network="",
        agent="",
        keys=world.whole.site.keys,
    )
    await world.db.write(multiply)
    of_token = await read_parts(world, oauth._VIEWER, alice.token, ns=oauth._TOKENS)
    assert of_token == {"directory": 1, "tokens": 1, "users": 1, "accounts": 1}
    of_session = await read_parts(
        world, sessions._VIEWER, started.cookie, ns=sessions._SESSIONS, now_ms=now_ms()
    )
    assert of_session == {"directory": 1, "sessions": 1, "users": 1, "accounts": 1}
