"""The lists of other servers: allowed and blocked."""

import pytest

from tests.doors.api.staff import admin_of

pytestmark = pytest.mark.anyio
ALLOWS = "/api/v1/admin/domain_allows"
BLOCKS = "/api/v1/admin/domain_blocks"


@pytest.fixture
async def adam(world):
    return await admin_of(world)


async def test_servers_are_allowed_once(adam):
    made = (await adam.post(ALLOWS, json={"domain": " Friends.Test "})).json()
    assert made["domain"] == "friends.test"
    assert (await adam.post(ALLOWS, json={"domain": "friends.test"})).json() == made
    assert (await adam.get(ALLOWS)).json() == [made]
    assert (await adam.get(f"{ALLOWS}/{made['id']}")).json() == made
    assert (await adam.get(f"{BLOCKS}/{made['id']}")).status_code == 404
    for domain in ("", "not a domain", "x..y"):
        assert (await adam.post(ALLOWS, json={"domain": domain})).status_code == 422
    assert (await adam.delete(f"{ALLOWS}/{made['id']}")).json() == made
    assert (await adam.delete(f"{ALLOWS}/{made['id']}")).status_code == 404
    assert (await adam.get(ALLOWS)).json() == []


async def test_a_block_is_made_changed_and_lifted(adam):
    form = {"domain": "bad.test", "private_comment": "Spam", "reject_media": True}
    made = (await adam.post(BLOCKS, json=form)).json()
    assert {**made, "id": "", "created_at": "", "digest": ""} == {
        "id": "",
        "domain": "bad.test",
        "digest": "",
        "created_at": "",
        "severity": "silence",
        "reject_media": True,
        "reject_reports": False,
        "private_comment": "Spam",
        "public_comment": None,
        "obfuscate": False,
    }
    path = f"{BLOCKS}/{made['id']}"
    changes = {"severity": "suspend", "reject_media": False, "public_comment": "Spam"}
    changed = (await adam.put(path, json={**changes, "domain": "other.test"})).json()
    assert changed == {**made, **changes}
    assert (await adam.get(path)).json() == changed
    assert (await adam.get(f"{BLOCKS}?limit=1")).json() == [changed]
    assert (await adam.put(path, json={"severity": "moon"})).status_code == 422
    assert (await adam.delete(path)).json() == {}
    for call in (adam.get(path), adam.delete(path), adam.put(path, json={})):
        assert (await call).status_code == 404


async def test_everybody_sees_who_is_blocked_hard(adam, anonymous):
    for form in (
        {"domain": "quiet.test", "severity": "noop"},
        {"domain": "loud.test", "public_comment": "Noise", "private_comment": "Ours"},
        {"domain": "very-bad.test", "severity": "suspend", "obfuscate": True},
    ):
        assert (await adam.post(BLOCKS, json=form)).status_code == 200
    shown = (await anonymous.get("/api/v1/instance/domain_blocks")).json()
    assert [(each["domain"], each["severity"], each["comment"]) for each in shown] == [
        ("ver*****.*est", "suspend", None),
        ("loud.test", "silence", "Noise"),
    ]
    assert all(len(each["digest"]) == 64 for each in shown)


async def test_what_is_blocked_as_hard_already_is_named(adam):
    made = (await adam.post(BLOCKS, json={"domain": "bad.test"})).json()
    for domain, severity in (("bad.test", "suspend"), ("mx.bad.test", "noop")):
        answer = await adam.post(BLOCKS, json={"domain": domain, "severity": severity})
        assert answer.status_code == 422
        assert answer.json() == {
            "error": "You have already imposed stricter limits on bad.test.",
            "existing_domain_block": made,
        }
    harder = await adam.post(BLOCKS, json={"domain": "mx.bad.test", "severity": "suspend"})
    assert harder.status_code == 200
    assert (await adam.post(BLOCKS, json={})).json()["error"] == (
        "Validation failed: Domain can't be blank"
    )
