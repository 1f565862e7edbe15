"""Looking at people, finding them, and their lists."""

import pytest
from inline_snapshot import snapshot

from arengo.social.accounts import actions as accounts
from tests.doors.api.stable import names, stable

pytestmark = pytest.mark.anyio


async def test_an_account_as_everybody_sees_it(alice, anonymous):
    answer = await anonymous.get(f"/api/v1/accounts/{alice.account_id}")
    assert stable(answer, alice) == snapshot(
        {
            "id": "id of alice",
            "username": "alice",
            "acct": "alice",
            "display_name": "",
            "locked": False,
            "bot": False,
            "discoverable": False,
            "indexable": False,
            "group": False,
            "created_at": "some time",
            "note": "",
            "url": "https://arengo.test/@alice",
            "uri": "https://arengo.test/users/alice",
            "avatar": "https://arengo.test/avatars/original/missing.png",
            "avatar_static": "https://arengo.test/avatars/original/missing.png",
            "header": "https://arengo.test/headers/original/missing.png",
            "header_static": "https://arengo.test/headers/original/missing.png",
            "avatar_description": "",
            "header_description": "",
            "show_media": True,
            "show_media_replies": True,
            "show_featured": True,
            "hide_collections": False,
            "noindex": True,
            "feature_approval": {"automatic": [], "manual": [], "current_user": "denied"},
            "emojis": [],
            "roles": [],
            "fields": [],
            "followers_count": 0,
            "following_count": 0,
            "statuses_count": 0,
            "last_status_at": None,
        }
    )


async def test_absent_malformed_and_deleted_accounts_look_alike(alice, bob, world):
    await world.db.write(accounts.delete_account, bob.account_id)
    for name in ("1", "none", "-3", "99999999999999999999", str(bob.account_id)):
        answer = await alice.get(f"/api/v1/accounts/{name}")
        assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"})


async def test_of_a_suspended_account_only_the_name_is_left(alice, bob, world):
    await bob.patch(
        "/api/v1/accounts/update_credentials", json={"display_name": "Bob", "note": "hello"}
    )
    await world.db.write(accounts.suspend, bob.account_id)
    shown = (await alice.get(f"/api/v1/accounts/{bob.account_id}")).json()
    assert shown["suspended"] is True
    assert (shown["display_name"], shown["note"], shown["username"]) == ("", "", "bob")
    assert (await alice.get("/api/v1/accounts/lookup?acct=bob")).status_code == 404
    assert names(await alice.get(f"/api/v1/accounts?id[]={bob.account_id}")) == []
    await world.db.write(accounts.unsuspend, bob.account_id)
    assert (await alice.get(f"/api/v1/accounts/{bob.account_id}")).json()["note"] == "<p>hello</p>"


async def test_several_accounts_come_in_the_order_asked_for_each_once(alice, bob, carol):
    ids = [carol.account_id, alice.account_id, 5, bob.account_id, alice.account_id]
    answer = await alice.get("/api/v1/accounts", params={"id[]": [*ids, "x"]})
    assert names(answer) == ["carol", "alice", "bob"]


@pytest.mark.parametrize("handle", ["bob", "BOB", "@bob", "bob@arengo.test", "@Bob@ARENGO.test"])
async def test_a_name_is_found_however_it_is_written(alice, bob, handle):
    answer = await alice.get("/api/v1/accounts/lookup", params={"acct": handle})
    assert answer.json()["id"] == str(bob.account_id)


@pytest.mark.parametrize("handle", ["", "@", "nobody", "bob@elsewhere.test", "bob@", "b\x00b"])
async def test_other_names_are_nobody(alice, bob, handle):
    del bob
    answer = await alice.get("/api/v1/accounts/lookup", params={"acct": handle})
    assert answer.status_code == (200 if handle == "bob@" else 404)


async def test_people_are_found_by_the_beginning_of_any_of_their_names(world, alice):
    robert = await world.join("robert")
    await robert.patch("/api/v1/accounts/update_credentials", json={"display_name": "Bobby Ünal"})
    bob = await world.join("Bob")
    for query, expected in {
        "bob": ["Bob", "robert"],
        "BOBBY": ["robert"],
        "ünal": ["robert"],
        "bobby ü": ["robert"],
        "@rob": ["robert"],
        "@bob@arengo.test": ["Bob"],
        "%": [],
        "": [],
        "al": ["alice"],
    }.items():
        found = names(await alice.get("/api/v1/accounts/search", params={"q": query}))
        assert found == expected, query
    await robert.patch("/api/v1/accounts/update_credentials", json={"display_name": ""})
    assert names(await alice.get("/api/v1/accounts/search?q=bobby")) == []
    await world.db.write(accounts.delete_account, bob.account_id)
    assert names(await alice.get("/api/v1/accounts/search?q=bob")) == []


async def test_a_search_can_keep_to_those_one_follows(world, alice):
    first, second = await world.join("dora"), await world.join("dorothy")
    await alice.follow(second)
    found = await alice.get("/api/v1/accounts/search", params={"q": "dor", "following": "true"})
    assert names(found) == [second.name]
    page = await alice.get("/api/v1/accounts/search?q=dor&limit=1&offset=1")
    assert names(page) == [first.name]  # the more followed one comes first


async def test_lists_of_people_are_paged_newest_first(world, alice, anonymous):
    for number in range(5):  # joining takes longer than the millisecond that ids are apart
        await (await world.join(f"fan{number}")).follow(alice)
    path = f"/api/v1/accounts/{alice.account_id}/followers"
    first = await anonymous.get(path, params={"limit": 2})
    assert names(first) == ["fan4", "fan3"]
    second = await anonymous.get(first.links["next"]["url"])
    assert names(second) == ["fan2", "fan1"]
    third = await anonymous.get(second.links["next"]["url"])
    assert names(third) == ["fan0"]
    assert "next" not in third.links  # megalodon stumbles over an empty page at the end
    assert "next" in (await anonymous.get(path, params={"limit": 5})).links  # who knows?
    back = await anonymous.get(third.links["prev"]["url"])
    assert names(back) == ["fan2", "fan1"]


async def test_who_hides_their_lists_shows_them_to_nobody_else(alice, bob, anonymous):
    await bob.follow(alice)
    await alice.follow(bob)
    await alice.patch("/api/v1/accounts/update_credentials", json={"hide_collections": True})
    for which in ("followers", "following"):
        path = f"/api/v1/accounts/{alice.account_id}/{which}"
        assert names(await anonymous.get(path)) == []
        assert names(await bob.get(path)) == []
        assert names(await alice.get(path)) == ["bob"]


async def test_whom_one_blocked_is_not_in_the_lists_of_others(alice, bob, carol, world):
    dora = await world.join("dora")
    for person in (bob, carol):
        await person.follow(dora)
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    path = f"/api/v1/accounts/{dora.account_id}/followers"
    assert names(await alice.get(path)) == ["carol"]
    assert sorted(names(await bob.get(path))) == ["bob", "carol"]
    await dora.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert names(await alice.get(path)) == []


async def test_default_pictures_are_there(alice, anonymous):
    shown = (await anonymous.get(f"/api/v1/accounts/{alice.account_id}")).json()
    for key in ("avatar", "avatar_static", "header", "header_static"):
        picture = await anonymous.get(shown[key])
        assert picture.headers["content-type"] == "image/png"
        assert picture.content.startswith(b"\x89PNG")


async def test_the_counters_move_without_a_new_version(alice, bob):
    before = (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()
    await bob.follow(alice)
    await alice.publish("hello")
    after = (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()
    assert (before["followers_count"], before["statuses_count"]) == (0, 0)
    assert before["last_status_at"] is None
    assert (after["followers_count"], after["statuses_count"]) == (1, 1)
    assert len(after["last_status_at"]) == len("2026-11-21")
