"""Who asks is found in one statement, and on PostgreSQL in one partition of each table."""

import pytest

from arengo.auth.oauth import store as oauth
from arengo.auth.sessions import store as sessions
from arengo.auth.sessions.actions import start_session
from arengo.auth.users.tokens import hash_token
from arengo.base.clock import now_ms
from arengo.base.ids import bucket_of_hash, key_hash

pytestmark = pytest.mark.anyio


def executed(plan):
    return [line for (line,) in plan if "Scan" in line and "never executed" not in line]


async def plan_of(world, sql, secret, **params):
    key = key_hash(hash_token(secret).hex())

    def explain(tx):
        # tables of a test are so small that reading all of them is cheaper: not so in life
        tx.rows(
            "SELECT set_config(name, 'off', true) FROM pg_settings WHERE name IN :names",
            names=["enable_seqscan", "enable_hashjoin", "enable_mergejoin"],
        )
        return tx.rows(
            f"EXPLAIN (ANALYZE, TIMING OFF) {sql}", bucket=bucket_of_hash(key), key=key, **params
        )

    return await world.db.read(explain)


@pytest.mark.parametrize("engine", ["postgresql"])
async def test_a_token_and_a_session_touch_one_partition_of_each_table(world, alice):
    started = await world.db.write(
        start_session,
        account_id=alice.account_id,
        network="",
        agent="",
        keys=world.whole.site.keys,
    )
    of_token = await plan_of(world, oauth._VIEWER, alice.token, ns=oauth._TOKENS)
    assert len(executed(of_token)) == 4, of_token
    of_session = await plan_of(
        world, sessions._VIEWER, started.cookie, ns=sessions._SESSIONS, now_ms=now_ms()
    )
    assert len(executed(of_session)) == 4, of_session
