"""Networks and addresses that are kept out: the lists, and whom they stop."""

from itertools import count

import pytest

from arengo.app import build
from arengo.auth.barriers import actions, queries
from arengo.auth.barriers.model import Severity
from arengo.auth.barriers.policy import canonical_hash
from arengo.auth.barriers.watch import Networks
from arengo.base.clock import now_ms, today
from tests.doors.api.staff import admin_of
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
IPS = "/api/v1/admin/ip_blocks"
DOMAINS = "/api/v1/admin/email_domain_blocks"
ADDRESSES = "/api/v1/admin/canonical_email_blocks"
ELSEWHERE = {"X-Forwarded-For": "203.0.113.7"}


@pytest.fixture
async def adam(world):
    return await admin_of(world)


async def join(world, email, headers=None):
    app = world.holder("", await world.app_token())
    form = {
        "username": f"person{email.partition('@')[0].replace('.', '').replace('+', '')}",
        "email": email,
        "password": PASSWORD,
        "agreement": True,
        "locale": "en",
    }
    return await app.post("/api/v1/accounts", json=form, headers=headers or {})


async def block(adam, path, **form):
    answer = await adam.post(path, json=form)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_a_list_of_networks_is_kept(adam):
    made = await block(adam, IPS, ip="203.0.113.7", severity="sign_up_block", comment="Floods")
    assert (made["ip"], made["severity"], made["comment"], made["expires_at"]) == (
        "203.0.113.7/32", "sign_up_block", "Floods", None,
    )  # fmt: skip
    other = await block(adam, IPS, ip="2001:db8::1/48", severity="no_access", expires_in=60)
    assert (other["ip"], bool(other["expires_at"])) == ("2001:db8::/48", True)
    assert [each["id"] for each in (await adam.get(IPS)).json()] == [other["id"], made["id"]]
    assert (await adam.get(f"{IPS}?max_id={other['id']}")).json() == [made]
    assert (await adam.get(f"{IPS}?min_id={made['id']}")).json() == [other]
    path = f"{IPS}/{made['id']}"
    assert (await adam.get(path)).json() == made
    changed = await adam.put(path, json={"severity": "sign_up_requires_approval"})
    assert changed.json() == {**made, "severity": "sign_up_requires_approval"}
    assert (await adam.put(path, json={"ip": "2001:db8::/48"})).status_code == 422
    assert (await adam.delete(path)).json() == {}
    for call in (adam.get(path), adam.delete(path), adam.put(path, json={"comment": ""})):
        assert (await call).status_code == 404


async def test_who_is_kept_out_stays_out_while_the_database_does_not_answer(world, settings, adam):
    await block(adam, IPS, ip="203.0.113.7", severity="no_access")
    networks = Networks()
    assert await networks.severity_of(world.db, "203.0.113.7") is Severity.NO_ACCESS
    networks.forget()
    never_started = build(settings).site.db
    assert await networks.severity_of(never_started, "203.0.113.7") is Severity.NO_ACCESS
    assert await networks.severity_of(never_started, "203.0.113.8") is None


async def test_a_network_that_cannot_be_is_refused(adam):
    await block(adam, IPS, ip="198.51.100.0/24", severity="sign_up_block")
    for form in (
        {"ip": "198.51.100.77/24", "severity": "sign_up_block"},
        {"ip": "nonsense", "severity": "sign_up_block"},
        {"ip": "198.51.100.1/33", "severity": "sign_up_block"},
        {"ip": "198.51.100.1"},
        {"ip": "198.51.100.1", "severity": "moon"},
        {"ip": "127.0.0.0/8", "severity": "no_access"},
        {"ip": "0.0.0.0/0", "severity": "no_access"},
        {"ip": "198.51.100.1", "severity": "no_access", "expires_in": -5},
        {"ip": "198.51.100.1", "severity": "no_access", "comment": "x" * 501},
    ):
        assert (await adam.post(IPS, json=form)).status_code == 422, form


async def test_each_severity_stops_what_it_says(world, adam):
    made = await block(adam, IPS, ip="203.0.113.0/24", severity="sign_up_requires_approval")
    assert (await join(world, "one@example.org", ELSEWHERE)).status_code == 200
    waiting = (await adam.get("/api/v1/admin/accounts?pending=true")).json()
    assert [each["username"] for each in waiting] == ["personone"]

    await adam.put(f"{IPS}/{made['id']}", json={"severity": "sign_up_block"})
    assert (await join(world, "two@example.org", ELSEWHERE)).status_code == 403
    assert (await adam.get("/api/v2/instance", headers=ELSEWHERE)).status_code == 200

    await adam.put(f"{IPS}/{made['id']}", json={"severity": "no_access"})
    for path in ("/api/v2/instance", "/api/v1/admin/accounts", "/"):
        assert (await adam.get(path, headers=ELSEWHERE)).status_code == 403, path
        assert (await adam.get(path)).status_code != 403, path
    answer = await adam.post("/api/v1/apps", json={}, headers=ELSEWHERE)
    assert (answer.status_code, answer.json()) == (403, {"error": "This action is not allowed"})
    mapped = {"X-Forwarded-For": "::ffff:203.0.113.9"}
    assert (await adam.get("/api/v2/instance", headers=mapped)).status_code == 403

    await adam.delete(f"{IPS}/{made['id']}")
    assert (await adam.get("/", headers=ELSEWHERE)).status_code == 200
    assert (await join(world, "two@example.org", ELSEWHERE)).status_code == 200


async def test_a_block_ends_with_its_time(world, adam, monkeypatch):
    await block(adam, IPS, ip="203.0.113.7", severity="no_access", expires_in=60)
    assert (await adam.get("/", headers=ELSEWHERE)).status_code == 403
    for module in (actions, queries):
        monkeypatch.setattr(module, "now_ms", lambda: now_ms() + 61_000)
    world.whole.site.networks.forget()
    assert (await adam.get("/", headers=ELSEWHERE)).status_code == 200
    await world.db.write(actions.forget_old)
    assert (await adam.get(IPS)).json() == []


@pytest.mark.usefixtures("early_today")
async def test_a_domain_stops_its_addresses_and_counts(world, adam):
    made = await block(adam, DOMAINS, domain="Throwaway.test.")
    assert made["domain"] == "throwaway.test"
    assert [day["uses"] for day in made["history"]] == ["0"] * 7
    for email in ("a@throwaway.test", "b@mx.throwaway.test"):
        answer = await join(world, email)
        assert answer.status_code == 422
        assert answer.json()["details"]["email"][0]["error"] == "ERR_BLOCKED"
    assert (await join(world, "c@notthrowaway.test")).status_code == 200
    (shown,) = (await adam.get(DOMAINS)).json()
    assert sum(int(day["uses"]) for day in shown["history"]) == 2
    path = f"{DOMAINS}/{made['id']}"
    assert (await adam.get(path)).json() == shown
    assert (await adam.get(f"{ADDRESSES}/{made['id']}")).status_code == 404
    assert (await adam.post(DOMAINS, json={"domain": "throwaway.test"})).status_code == 422
    for domain in ("", "no domain", "a..b", "x" * 300):
        assert (await adam.post(DOMAINS, json={"domain": domain})).status_code == 422, domain
    assert (await adam.delete(path)).json() == {}
    assert (await adam.delete(path)).status_code == 404
    assert (await join(world, "a@throwaway.test")).status_code == 200
    assert await world.count("email_block_uses") == 0


async def test_seven_days_are_told_though_another_begins_meanwhile(adam, monkeypatch):
    days = count(today())
    monkeypatch.setattr(queries, "today", lambda: next(days))
    made = await block(adam, DOMAINS, domain="throwaway.test")
    assert len(made["history"]) == 7


async def test_an_address_is_stopped_however_it_is_written(world, adam):
    hashed = canonical_hash("bad.actor@example.org")
    made = await block(adam, ADDRESSES, email="Bad.Actor+shop@example.org")
    assert made["canonical_email_hash"] == hashed
    assert (await adam.get(ADDRESSES)).json() == [made]
    assert (await adam.get(f"{ADDRESSES}/{made['id']}")).json() == made
    for email in ("badactor@example.org", "b.a.d.actor+2@example.org"):
        assert (await join(world, email)).status_code == 422
        found = await adam.post(f"{ADDRESSES}/test", json={"email": email})
        assert found.json() == [made]
    assert (await join(world, "goodactor@example.org")).status_code == 200
    other = await adam.post(f"{ADDRESSES}/test", json={"email": "other@example.org"})
    assert other.json() == []
    again = await adam.post(ADDRESSES, json={"canonical_email_hash": hashed.upper()})
    assert again.status_code == 422
    for form in ({}, {"email": "nonsense"}, {"canonical_email_hash": "xyz"}):
        assert (await adam.post(ADDRESSES, json=form)).status_code == 422, form
    assert (await adam.delete(f"{ADDRESSES}/{made['id']}")).json() == made
    assert (await adam.delete(f"{ADDRESSES}/{made['id']}")).status_code == 404


async def test_nobody_moves_to_an_address_that_is_kept_out(world, adam, alice):
    from arengo.auth.barriers.policy import EmailBlocked  # noqa: PLC0415
    from arengo.auth.users.actions import change_email  # noqa: PLC0415

    await block(adam, DOMAINS, domain="throwaway.test")
    with pytest.raises(EmailBlocked):
        await world.db.write(
            change_email,
            account_id=alice.account_id,
            email="alice@throwaway.test",
            keys=world.whole.site.keys,
        )
