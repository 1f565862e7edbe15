"""People on one's profile, people one knows in common, and servers one wants nothing of."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.api.paced import pace
from tests.doors.api.stable import names
from tests.doors.api.test_reactions import walk

pytestmark = pytest.mark.anyio

OWN = "/api/v1/endorsements"
DOMAINS = "/api/v1/domain_blocks"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


def of(person, what):
    return f"/api/v1/accounts/{person.account_id}/{what}"


async def open_up(*people):
    for each in people:
        await each.patch("/api/v1/accounts/update_credentials", json={"locked": False})


async def is_endorsed(person, other):
    params = {"id[]": other.account_id}
    (found,) = (await person.get("/api/v1/accounts/relationships", params=params)).json()
    return found["endorsed"]


# ── endorsements ─────────────────────────────────────────────────────────────────────────────────


async def test_whom_one_follows_one_may_show_on_ones_profile(alice, bob, carol, anonymous, world):
    refused = await alice.post(of(bob, "endorse"))
    words = "You must be already following the person you want to endorse"
    assert (refused.status_code, refused.json()["error"]) == (422, f"Validation failed: {words}")
    await open_up(carol)
    for person, verb in ((bob, "endorse"), (carol, "pin")):
        await alice.follow(person)
        for _ in range(2):
            assert (await alice.post(of(person, verb))).json()["endorsed"] is True
    for reader in (anonymous, alice, bob):
        assert names(await reader.get(of(alice, "endorsements"))) == ["carol", "bob"]
    assert names(await bob.get(OWN)) == []
    assert await is_endorsed(alice, bob) is True
    assert await is_endorsed(bob, alice) is False
    assert await walk(alice, OWN, names, limit=1) == ([["carol"], ["bob"]], [["carol"]])
    for verb in ("unendorse", "unpin"):
        assert (await alice.post(of(carol, verb))).json()["endorsed"] is False
    assert names(await alice.get(OWN)) == ["bob"]
    await world.db.write(suspend, alice.account_id)
    assert (await anonymous.get(of(alice, "endorsements"))).status_code == 404
    for verb in ("endorse", "unendorse", "pin", "unpin"):
        assert (await bob.post(f"/api/v1/accounts/5/{verb}")).status_code == 404


async def test_an_endorsement_ends_with_the_follow_and_blocks_hide_it(alice, bob, carol, world):
    await alice.follow(bob)
    for person, other, end in (
        (alice, bob, "unfollow"),
        (bob, alice, "remove_from_followers"),
        (alice, bob, "block"),
    ):
        await alice.follow(bob)
        await alice.post(of(bob, "endorse"))
        await person.post(of(other, end))
        assert names(await alice.get(OWN)) == [], end
    await alice.post(of(bob, "unblock"))
    await alice.follow(bob)
    assert await is_endorsed(alice, bob) is False
    await alice.post(of(bob, "endorse"))
    await bob.post(of(carol, "block"))
    assert names(await carol.get(of(alice, "endorsements"))) == []
    await world.db.write(suspend, bob.account_id)
    assert names(await alice.get(OWN)) == []


# ── people one knows in common ───────────────────────────────────────────────────────────────────


async def test_familiar_followers_are_those_one_follows_who_follow_them(alice, bob, carol, world):
    await open_up(carol)
    dora = await world.join("dora")
    for person in (bob, carol):
        await alice.follow(person)
    for person in (bob, carol, alice):
        await person.follow(dora)
    path = "/api/v1/accounts/familiar_followers"

    async def known(*people):
        answer = await alice.get(path, params={"id[]": [each.account_id for each in people]})
        assert answer.status_code == 200, answer.text
        return [[who["username"] for who in each["accounts"]] for each in answer.json()]

    assert await known(dora, bob) == [["carol", "bob"], []]
    await bob.patch("/api/v1/accounts/update_credentials", json={"hide_collections": True})
    assert await known(dora) == [["carol"]]
    await dora.patch("/api/v1/accounts/update_credentials", json={"hide_collections": True})
    assert await known(dora) == [[]]
    await dora.patch("/api/v1/accounts/update_credentials", json={"hide_collections": False})
    await dora.post(of(alice, "block"))
    assert await known(dora) == [[]]
    await world.db.write(suspend, dora.account_id)
    assert await known(dora) == []
    assert (await alice.get(path, params={"id[]": ["x", "5"]})).json() == []


# ── servers ──────────────────────────────────────────────────────────────────────────────────────


async def test_servers_are_blocked_by_name_in_one_form(alice, bob, world):
    for name in ("Example.ORG", "example.org.", "bücher.example", "a.example"):
        assert (await alice.post(DOMAINS, json={"domain": name})).json() == {}
    answer = await alice.get(DOMAINS)
    assert answer.json() == ["a.example", "xn--bcher-kva.example", "example.org"]
    down, _ = await walk(alice, DOMAINS, lambda each: each.json(), limit=2)
    assert down == [["a.example", "xn--bcher-kva.example"], ["example.org"]]
    assert (await bob.get(DOMAINS)).json() == []
    for _ in range(2):
        gone = await alice.http.request("DELETE", DOMAINS, data={"domain": "BÜCHER.example"})
        assert gone.json() == {}
    await alice.http.request("DELETE", DOMAINS, params={"domain": "a.example"})
    assert (await alice.get(DOMAINS)).json() == ["example.org"]
    for wrong, words in (
        ("", "can't be blank"),
        ("localhost", "is not a valid domain name"),
        ("a b.example", "is not a valid domain name"),
        ("127.0.0.1", "is not a valid domain name"),
        ("x" * 300 + ".example", "is not a valid domain name"),
        ("xn--?.example", "is not a valid domain name"),
    ):
        for method in ("POST", "DELETE"):
            answer = await alice.http.request(method, DOMAINS, json={"domain": wrong})
            assert (answer.status_code, answer.json()["error"]) == (
                422,
                f"Validation failed: Domain {words}",
            )
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("domain_blocks") == 0


async def test_a_relationship_tells_of_a_blocked_server(alice, bob, world):
    def move_away(tx):  # as if another server had told us of bob
        tx.execute("UPDATE accounts SET domain = 'far.example' WHERE id = :id", id=bob.account_id)

    await world.db.write(move_away)
    params = {"id[]": [bob.account_id, alice.account_id]}
    for verb, blocking in (("POST", True), ("DELETE", False)):
        await alice.http.request(verb, DOMAINS, json={"domain": "far.example"})
        found = (await alice.get("/api/v1/accounts/relationships", params=params)).json()
        assert [each["domain_blocking"] for each in found] == [blocking, False]
