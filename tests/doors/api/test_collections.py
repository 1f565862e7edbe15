"""Collections: people whom somebody recommends, as long as they like it."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.api.paced import pace

pytestmark = pytest.mark.anyio

ALL = "/api/v1/collections"


@pytest.fixture(autouse=True)
def _one_at_a_time(monkeypatch):
    pace(monkeypatch)


async def good(answer):
    """Return the JSON of a good answer."""
    answer = await answer
    assert answer.status_code == 200, answer.text
    return answer.json()


async def show(*people, discoverable=True):
    """Let people want to be found."""
    for person in people:
        form = {"discoverable": discoverable}
        await good(person.patch("/api/v1/accounts/update_credentials", json=form))


async def make(person, *people, **form):
    """Make a collection."""
    ids = [str(each.account_id) for each in people]
    form = {"name": "Cooks", "discoverable": True, "account_ids": ids, **form}
    return (await good(person.post(ALL, json=form)))["collection"]


async def inside(viewer, made):
    """Return who is in a collection for a viewer, after its owner."""
    found = await good(viewer.get(f"{ALL}/{made['id']}"))
    _, *others = [each["username"] for each in found["accounts"]]
    assert len(others) == found["collection"]["item_count"] == len(found["collection"]["items"])
    return others


async def status_of(answer):
    """Return the status and what is said."""
    answer = await answer
    return answer.status_code, answer.json().get("error")


@pytest.fixture
async def cooks(alice, bob, carol):
    """Bob and carol want to be found, and are in a collection of alice's."""
    await show(bob, carol)
    return await make(alice, bob, carol)


async def test_a_collection_is_made_as_documented(alice, bob, anonymous):
    await show(bob)
    form = {"description": "Soup & <b>bread</b>", "language": "en", "tag_name": "#Cooking"}
    made = await make(alice, bob, sensitive=True, **form)
    item = made["items"][0]
    assert made == {
        "id": made["id"],
        "account_id": str(alice.account_id),
        "uri": f"https://arengo.test/ap/{alice.account_id}/collections/{made['id']}",
        "url": f"https://arengo.test/collections/{made['id']}",
        "name": "Cooks",
        "description": "Soup &amp; &lt;b&gt;bread&lt;/b&gt;",
        "language": "en",
        "local": True,
        "sensitive": True,
        "discoverable": True,
        "tag": {"name": "cooking", "url": "https://arengo.test/tags/cooking"},
        "item_count": 1,
        "items": [item],
        "created_at": made["created_at"],
        "updated_at": made["updated_at"],
    }
    assert item == {
        "id": item["id"],
        "account_id": str(bob.account_id),
        "state": "accepted",
        "created_at": item["created_at"],
    }
    shown = await good(anonymous.get(f"{ALL}/{made['id']}"))
    assert shown["collection"] == made
    assert [each["username"] for each in shown["accounts"]] == ["alice", "bob"]
    approvals = [each["feature_approval"]["current_user"] for each in shown["accounts"]]
    assert approvals == ["denied", "automatic"]


async def test_a_collection_is_changed_and_removed(alice, cooks):
    one = f"{ALL}/{cooks['id']}"
    form = {"name": "Bakers", "tag_name": "bread", "language": "it", "description": "warm"}
    changed = (await good(alice.patch(one, json=form)))["collection"]
    assert (changed["name"], changed["tag"]["name"]) == ("Bakers", "bread")
    assert changed["language"] == "it"
    assert changed["items"] == cooks["items"]
    bare = (await good(alice.put(one, json={"tag_name": "", "language": ""})))["collection"]
    assert (bare["tag"], bare["language"], bare["description"]) == (None, None, "warm")
    assert await good(alice.delete(one)) == {}
    assert (await alice.get(one)).status_code == 404
    assert (await alice.delete(one)).status_code == 404


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": " "}, "Name can't be blank"),
        ({"name": "x" * 41}, "Name is too long (maximum is 40 characters)"),
        ({"description": "x" * 101}, "Description is too long (maximum is 100 characters)"),
        ({"language": "qqqq-!"}, "Language is invalid"),
        ({"tag_name": "two words"}, "Tag name is invalid"),
        ({"account_ids": ["5"]}, "Account cannot be added to a collection"),
    ],
)
async def test_what_is_wrong_is_said_and_nothing_is_kept(world, alice, form, words):
    answer = alice.post(ALL, json={"name": "Cooks", **form})
    assert await status_of(answer) == (422, f"Validation failed: {words}")
    assert await world.count("collections") == 0
    for odd in ({"name": {}}, {"account_ids": {"a": {}}}, {"sensitive": ["perhaps"]}, {}):
        assert (await alice.post(ALL, json=odd)).status_code == 422


async def test_people_are_put_in_once_and_taken_out(alice, bob, carol, anonymous):
    await show(bob)
    made = await make(alice)
    items = f"{ALL}/{made['id']}/items"
    for _ in range(2):
        put = await good(alice.post(items, json={"account_id": str(bob.account_id)}))
        assert put["collection_item"]["account_id"] == str(bob.account_id)
        assert await inside(anonymous, made) == ["bob"]
    missing = (422, "`account_id` parameter is missing")
    assert await status_of(alice.post(items)) == missing
    for odd in (str(carol.account_id), "5", "x"):
        assert (await alice.post(items, json={"account_id": odd})).status_code == 422
    one = f"{items}/{put['collection_item']['id']}"
    assert await good(alice.delete(one)) == {}
    assert (await alice.delete(one)).status_code == 404
    assert await inside(anonymous, made) == []
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert (await alice.post(items, json={"account_id": str(bob.account_id)})).status_code == 422


async def test_others_may_look_and_not_touch(alice, bob, cooks, anonymous):
    one = f"{ALL}/{cooks['id']}"
    item = f"{one}/items/{cooks['items'][1]['id']}"
    forbidden = (403, "This action is not allowed")
    assert await status_of(bob.patch(one, json={"name": "Mine"})) == forbidden
    assert await status_of(bob.delete(one)) == forbidden
    assert await status_of(bob.post(f"{one}/items", json={"account_id": "1"})) == forbidden
    assert await status_of(bob.delete(item)) == forbidden
    assert await status_of(bob.post(f"{item}/revoke")) == forbidden
    for odd in (f"{ALL}/5", f"{ALL}/x"):
        assert (await bob.patch(odd, json={"name": "Mine"})).status_code == 404
        assert (await bob.get(odd)).status_code == 404
    assert (await anonymous.delete(one)).status_code == 401
    assert await inside(alice, cooks) == ["bob", "carol"]


async def test_somebody_takes_themselves_out_for_good(alice, bob, cooks):
    item = f"{ALL}/{cooks['id']}/items/{cooks['items'][0]['id']}"
    assert await good(bob.post(f"{item}/revoke")) == {}
    assert await inside(alice, cooks) == ["carol"]
    assert (await bob.post(f"{item}/revoke")).status_code == 404
    assert (await alice.delete(item)).status_code == 404
    form = {"account_id": str(bob.account_id)}
    assert (await alice.post(f"{ALL}/{cooks['id']}/items", json=form)).status_code == 422
    assert await inside(alice, cooks) == ["carol"]


@pytest.mark.parametrize("way", ["block", "blocked", "hidden", "suspended", "deleted"])
async def test_nobody_is_shown_who_should_not_be(world, alice, bob, cooks, way):
    anonymous = world.anonymous()
    ways = {
        "block": lambda: alice.post(f"/api/v1/accounts/{bob.account_id}/block"),
        "blocked": lambda: bob.post(f"/api/v1/accounts/{alice.account_id}/block"),
        "hidden": lambda: show(bob, discoverable=False),
        "suspended": lambda: world.db.write(suspend, bob.account_id),
        "deleted": lambda: world.db.write(delete_account, bob.account_id),
    }
    await ways[way]()
    assert await inside(anonymous, cooks) == ["carol"]
    await world.run_jobs()
    left = 1 if way in {"block", "blocked", "deleted"} else 2
    assert await world.count("collection_items") == left


async def test_a_viewer_does_not_see_whom_they_blocked(alice, bob, carol, cooks, anonymous):
    await bob.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert await inside(bob, cooks) == ["bob"]
    assert await inside(anonymous, cooks) == ["bob", "carol"]
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert (await bob.get(f"{ALL}/{cooks['id']}")).status_code == 404
    assert await good(bob.get(f"/api/v1/accounts/{alice.account_id}/collections")) == {
        "collections": []
    }


async def test_collections_are_listed(alice, bob, cooks, anonymous):
    assert cooks["discoverable"]
    quiet = await make(alice, bob, name="Quiet", discoverable=False)
    own = f"/api/v1/accounts/{alice.account_id}/collections"

    async def listed(person, path, **params):
        found = await good(person.get(path, params=params))
        return [each["name"] for each in found["collections"]]

    assert await listed(anonymous, own) == await listed(bob, own) == ["Cooks"]
    assert await listed(alice, own) == ["Quiet", "Cooks"]
    page = await alice.get(own, params={"limit": 1})
    rest = await alice.get(page.links["next"]["url"])
    assert [each["name"] for each in rest.json()["collections"]] == ["Cooks"]
    assert await listed(alice, own, offset=99, limit=-1) == []
    mine = f"/api/v1/accounts/{bob.account_id}/in_collections"
    assert await listed(bob, mine) == ["Quiet", "Cooks"]
    assert (await alice.get(mine)).status_code == 403
    assert (await anonymous.get(mine)).status_code == 401
    assert (await anonymous.get("/api/v1/accounts/5/collections")).status_code == 404
    assert await inside(anonymous, quiet) == ["bob"], "whoever has the address may look"


async def test_there_are_bounds(world, alice, bob, monkeypatch):
    await show(bob)
    many = [await world.join(f"cook{number}") for number in range(2)]
    await show(*many)
    me = (await good(alice.get("/api/v1/accounts/verify_credentials")))["role"]
    assert me["collection_limit"] == 10
    for _ in range(10):
        await make(alice)
    assert (await alice.post(ALL, json={"name": "one more"})).status_code == 422
    one = f"{ALL}/{(await make(bob))['id']}/items"
    monkeypatch.setattr("arengo.social.collections.actions.MOST_ITEMS", 1)
    first, second = [{"account_id": str(person.account_id)} for person in many]
    await good(bob.post(one, json=first))
    assert (await bob.post(one, json=second)).status_code == 422
    await good(bob.post(one, json=first))


async def test_collections_go_with_their_owner(world, alice, cooks):
    await world.db.write(delete_account, alice.account_id)
    assert (await world.anonymous().get(f"{ALL}/{cooks['id']}")).status_code == 404
    await world.run_jobs()
    assert await world.count("collections") == await world.count("collection_items") == 0
