"""S2: every route is counted, and a flood ends at the budget, whoever it claims to be."""

import secrets
from datetime import datetime

import pytest
import time_machine

from arengo.auth.oauth.actions import issue_token, revoke_token
from arengo.auth.oauth.queries import app_by_client_id, viewer_of_token
from arengo.auth.sessions.actions import end_all_sessions
from arengo.base.ids import AccountId
from arengo.gate import limits
from arengo.gate.limits import BUCKETS, KEPT, Bucket, Limiter
from arengo.gate.routes import TABLE
from tests.doors.web.reading import SESSION, sign_in

pytestmark = [
    pytest.mark.anyio,
    pytest.mark.parametrize("engine", ["sqlite"], indirect=True),
    pytest.mark.settings(rate_limits=True),
]
LISTS = "/api/v1/lists"
NOW = datetime.fromisoformat("2036-03-01T12:00:00+00:00")
# One route of each bucket; of files there may be so many that the rule is shown on the rest.
ONE_OF_EACH = sorted({route.bucket: route for route in TABLE}.items())


async def knock(who, route, **options):
    path = route.path.replace("{", "").replace("}", "")
    return await who.http.request(route.method, path, **options)


def for_everybody(answer):
    """Tell whether caches give this page to others, whom our count does not concern."""
    return answer.headers["cache-control"].startswith("public")


def passed(answer):
    return answer.status_code != 429


@pytest.mark.parametrize(
    ("bucket", "route"), [(b, r) for b, r in ONE_OF_EACH if b != "files"], ids=lambda v: str(v)[:9]
)
async def test_a_flood_ends_at_the_budget(world, bucket, route):
    budget = BUCKETS[bucket].anonymous
    flood = world.anonymous()
    with time_machine.travel(NOW, tick=False):
        for left in reversed(range(budget)):
            answer = await knock(flood, route)
            assert passed(answer)
            told = [answer.headers.get(f"x-ratelimit-{name}") for name in ("limit", "remaining")]
            assert told == ([None] * 2 if for_everybody(answer) else [str(budget), str(left)])
        refused = await knock(flood, route)
    assert refused.status_code == 429
    assert refused.headers["x-ratelimit-remaining"] == "0"
    assert int(refused.headers["retry-after"]) >= 1
    assert datetime.fromisoformat(refused.headers["x-ratelimit-reset"]) > NOW
    if not route.is_page:
        assert refused.json() == {"error": "Too many requests"}


async def test_who_waits_as_long_as_told_may_pass_again(world):
    someone = world.anonymous()
    with time_machine.travel(NOW, tick=False) as clock:
        while passed(answer := await someone.get("/api/v1/instance/rules")):
            pass
        clock.shift(int(answer.headers["retry-after"]))
        assert passed(await someone.get("/api/v1/instance/rules"))


async def test_tokens_that_somebody_made_up_share_the_bucket_of_their_address(world):
    with time_machine.travel(NOW, tick=False):
        for _ in range(BUCKETS["read"].anonymous):
            forger = world.holder("", secrets.token_urlsafe(24))
            assert (await forger.get("/api/v1/timelines/home")).status_code == 401
        again = world.holder("", secrets.token_urlsafe(24))
        assert (await again.get("/api/v1/timelines/home")).status_code == 429
        assert (await world.anonymous().get("/api/v1/timelines/public")).status_code == 429


async def test_a_flood_without_a_token_does_not_shut_out_who_has_one(world, alice, bob):
    with time_machine.travel(NOW, tick=False):
        while passed(await world.anonymous().get("/api/v1/instance/rules")):
            pass
        first = await alice.get("/api/v1/timelines/home")
        second = await bob.get("/api/v1/timelines/home")
    assert first.status_code == second.status_code == 200
    assert first.headers["x-ratelimit-limit"] == str(BUCKETS["read"].limit)
    assert first.headers["x-ratelimit-remaining"] == second.headers["x-ratelimit-remaining"]


async def tokens_of(world, person, number):
    """Return somebody several times, with a token each."""
    app = await world.app()
    found = await world.db.read(app_by_client_id, app["client_id"])
    issued = [
        await world.db.write(
            issue_token,
            app_id=found.id,
            account_id=AccountId(person.account_id),
            scopes=("read", "write"),
            keys=world.whole.site.keys,
        )
        for _ in range(number)
    ]
    return [world.holder(person.name, each.text, person.account_id) for each in issued]


async def test_pages_of_whoever_is_signed_in_are_counted_for_them_and_not_for_their_address(
    world, alice, bob, monkeypatch
):
    monkeypatch.setitem(BUCKETS, "page", Bucket(6, 300.0, 2))
    with time_machine.travel(NOW, tick=False):
        one, same, other = [await sign_in(world, each) for each in (alice, alice, bob)]
        answers = [await world.anonymous().get("/about") for _ in range(3)]
        assert [each.status_code for each in answers] == [200, 200, 429]
        assert not passed(await one.get("/about"))  # nobody has looked yet whose session it is
        for each in (one, same, other):
            await each.get("/static/logo.svg")  # of a bucket that is not empty
        assert [passed(await one.get("/about")) for _ in range(6)] == [True] * 6
        assert not passed(await one.get("/about"))
        assert not passed(await same.get("/about"))
        assert passed(await other.get("/about"))
        await world.db.write(end_all_sessions, account_id=AccountId(bob.account_id))
        assert passed(await other.get("/about"))  # it is seen now that the session has ended
        assert not passed(await other.get("/about"))
        forged = world.anonymous()
        forged.http.headers["cookie"] = f"{SESSION}={'x' * 43}"
        assert not passed(await forged.get("/about"))


async def test_several_tokens_of_somebody_share_one_bucket(world, alice, bob, monkeypatch):
    monkeypatch.setitem(BUCKETS, "read", Bucket(12, 300.0, 5))
    with time_machine.travel(NOW, tick=False):
        apps = await tokens_of(world, alice, 4)
        left = [(await each.get(LISTS)).headers["x-ratelimit-remaining"] for each in apps]
        assert left == ["11"] * 4  # nobody has looked yet whose tokens they are
        assert (await apps[0].get(LISTS)).headers["x-ratelimit-remaining"] == "7"
        assert [passed(await each.get(LISTS)) for each in apps * 2] == [True] * 7 + [False]
        assert (await bob.get(LISTS)).headers["x-ratelimit-remaining"] == "11"
        answer = await world.anonymous().get("/api/v1/instance/rules")
        assert answer.headers["x-ratelimit-limit"] == "5"


async def test_a_token_that_was_revoked_is_not_on_the_bill_of_whose_it_was(
    world, alice, monkeypatch
):
    monkeypatch.setitem(BUCKETS, "read", Bucket(6, 300.0, 5))
    with time_machine.travel(NOW, tick=False):
        lost, kept = await tokens_of(world, alice, 2)
        await lost.get(LISTS)
        await kept.get(LISTS)
        found = await world.db.read(viewer_of_token, lost.token)
        await world.db.write(revoke_token, token_id=found.token_id)
        answers = [await lost.get(LISTS) for _ in range(8)]
        assert [each.status_code for each in answers] == [401] * 7 + [429]
        assert (await kept.get(LISTS)).headers["x-ratelimit-remaining"] == "2"


def test_the_memory_for_owners_is_bounded(engine, monkeypatch):
    del engine
    monkeypatch.setattr(limits, "KEPT", 10)
    limiter = Limiter()
    for number in range(25):
        limiter.learn(f"token {number}", number)
    limiter.take("read", "token 24", anonymous=False)
    assert len(limiter._owners) == 10
    assert not limiter._found
    limiter.learn("token 24", None)
    assert limiter.take("read", "token 24", anonymous=False).remaining == BUCKETS["read"].limit - 1


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/oauth/token"),
        ("POST", "/api/v1/accounts"),
        ("POST", "/auth/forgot"),
        ("POST", "/auth/sign_in"),
    ],
)
async def test_another_token_is_no_way_around_what_is_counted_by_address(
    world, alice, bob, method, path
):
    with time_machine.travel(NOW, tick=False):
        while passed(await alice.http.request(method, path)):
            pass
        assert not passed(await bob.http.request(method, path))
        assert not passed(await world.anonymous().http.request(method, path))


async def test_addresses_are_counted_apart_and_one_network_of_ipv6_is_one_address(world):
    def near(address):
        return world.anonymous().get("/api/v1/instance/rules", headers={"X-Forwarded-For": address})

    with time_machine.travel(NOW, tick=False):
        for number in range(BUCKETS["read"].anonymous):
            assert passed(await near(f"2001:db8:1:2:{number:x}::{number:x}"))
        assert not passed(await near("2001:db8:1:2:ffff::1"))
        assert passed(await near("2001:db8:1:3::1"))
        assert passed(await near("192.0.2.1"))
        assert passed(await near("no address at all"))


async def test_ipv4_is_counted_alike_however_a_socket_writes_it(world):
    def near(address):
        return world.anonymous().post("/auth/forgot", headers={"X-Forwarded-For": address})

    with time_machine.travel(NOW, tick=False):
        while passed(await near("::ffff:192.0.2.1")):
            pass
        assert not passed(await near("192.0.2.1"))
        assert passed(await near("::ffff:192.0.2.2"))


def test_whatever_the_bucket_exactly_its_budget_passes_in_an_instant_and_in_each_period(engine):
    del engine
    with time_machine.travel(NOW, tick=False) as clock:
        for name, bucket in BUCKETS.items():
            limiter = Limiter()
            for limit, anonymous in ((bucket.limit, False), (bucket.anonymous, True)):
                for _ in range(2):
                    allowed = [
                        limiter.take(name, f"{anonymous}", anonymous=anonymous).allowed
                        for _ in range(limit + 5)
                    ]
                    assert allowed == [True] * limit + [False] * 5
                    clock.shift(bucket.period_s)


def test_the_memory_for_callers_is_bounded(engine):
    del engine
    limiter = Limiter()
    for number in range(KEPT + 100):
        limiter.take("read", number, anonymous=True)
    assert len(limiter._arrivals) == KEPT
