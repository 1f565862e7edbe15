"""Search through the API: people, hashtags, addresses, and who may ask for what."""

import pytest

pytestmark = pytest.mark.anyio


async def search(person, q, **parameters):
    answer = await person.get("/api/v2/search", params={"q": q, **parameters})
    assert answer.status_code == 200, answer.text
    return answer.json()


def names(found):
    return [tag["name"] for tag in found["hashtags"]]


async def test_a_new_name_is_found_at_once_however_it_is_written(alice, bob, anonymous):
    for written in ("bob", "@bob", "BOB", "bo", "bob@arengo.test", "https://arengo.test/@bob"):
        found = await search(alice, written, resolve=True, type="accounts")
        assert [who["id"] for who in found["accounts"]] == [str(bob.account_id)], written
    assert [who["acct"] for who in (await search(anonymous, "bob"))["accounts"]] == ["bob"]


async def test_the_search_may_be_among_those_one_follows(alice, bob, carol):
    del carol
    await alice.patch("/api/v1/accounts/update_credentials", data={"display_name": "Bobina"})
    await alice.follow(bob)
    found = await search(alice, "bob", following=True)
    assert [who["username"] for who in found["accounts"]] == ["bob"]


@pytest.mark.usefixtures("early_today")
async def test_hashtags_are_found_by_their_beginning_in_order(alice, bob):
    for text in ("#Pane", "#pane_nero", "#panel", "#Città", "#citta"):
        await alice.publish(text)
    assert names(await search(bob, "pan")) == ["pane", "pane_nero", "panel"]
    assert names(await search(bob, "#PANE")) == ["pane", "pane_nero", "panel"]
    assert names(await search(bob, "citt")) == ["citta", "città"]
    page = await search(bob, "pan", type="hashtags", limit=1, offset=1)
    assert names(page) == ["pane_nero"]
    assert page["hashtags"][0]["history"][0]["uses"] == "1"
    assert page["hashtags"][0]["following"] is False
    assert names(await search(bob, "pan", type="hashtags", offset=10**30)) == []


async def test_a_hashtag_is_gone_with_its_last_post(alice, bob, world):
    posts = [await alice.publish(f"{number} #secretplan") for number in range(2)]
    await alice.delete(f"/api/v1/statuses/{posts[0]['id']}")
    assert names(await search(bob, "secretplan")) == ["secretplan"]
    await alice.put(f"/api/v1/statuses/{posts[1]['id']}", json={"status": "not any more"})
    assert names(await search(bob, "secretplan")) == []
    assert await world.count("tags") == 0


async def test_a_hashtag_of_a_hidden_post_is_not_found(alice, bob):
    await alice.publish("#hidden", visibility="private")
    assert names(await search(bob, "hidden")) == []


async def test_a_hashtag_that_one_follows_is_found_before_anybody_uses_it(alice, bob):
    await alice.post("/api/v1/tags/Bakery/follow")
    found = await search(alice, "bakery")
    assert [(tag["name"], tag["following"]) for tag in found["hashtags"]] == [("bakery", True)]
    assert names(await search(bob, "bakery")) == []
    await bob.publish("#bakery")
    assert names(await search(alice, "bakery")) == ["bakery"]


async def test_a_post_is_found_by_each_of_its_addresses(alice, bob, anonymous):
    post = await alice.publish("Here")
    for address in (post["url"], post["uri"], f" {post['url']}/"):
        for person in (bob, anonymous):
            found = await search(person, address)
            assert [status["id"] for status in found["statuses"]] == [post["id"]]
            assert not found["accounts"]
            assert not found["hashtags"]


async def test_an_address_leads_nowhere_else(alice, bob):
    public = await alice.publish("Here")
    hidden = await alice.publish("Hidden", visibility="private")
    for address in (
        hidden["url"],
        public["url"].replace("@alice", "@bob"),
        public["url"].replace("arengo.test", "elsewhere.test"),
        f"{public['url']}9",
        f"https://arengo.test/@alice/{10**30}",
        "https://arengo.test/@nobody",
        "https://arengo.test/",
    ):
        found = await search(bob, address, resolve=True)
        assert found == {"accounts": [], "statuses": [], "hashtags": []}, address
    assert (await search(alice, hidden["url"]))["statuses"][0]["id"] == hidden["id"]


async def test_only_the_kind_that_was_asked_for_is_answered(alice, bob):
    await alice.publish("#bobsleigh")
    both = await search(alice, "bob")
    assert (len(both["accounts"]), names(both)) == (1, ["bobsleigh"])
    assert (await search(alice, "bob", type="hashtags"))["accounts"] == []
    assert names(await search(alice, "bob", type="accounts")) == []
    assert await search(bob, "bob", offset=1) == {"accounts": [], "statuses": [], "hashtags": []}


async def test_strangers_may_not_leaf_nor_send_for_others(anonymous, alice):
    del alice
    for parameters, words in (
        ({"offset": 1}, "pagination"),
        ({"resolve": True}, "resolve remote resources"),
    ):
        answer = await anonymous.get("/api/v2/search", params={"q": "alice", **parameters})
        assert answer.status_code == 401
        assert words in answer.json()["error"]


async def test_an_empty_question_is_refused(alice):
    for params in ({}, {"q": "  "}):
        answer = await alice.get("/api/v2/search", params=params)
        assert answer.status_code == 400
        assert answer.json() == {"error": "param is missing or the value is empty: q"}
