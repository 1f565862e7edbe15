"""Quotes: who may, what each viewer sees of them, and what becomes of them."""

import pytest

from arengo.social.accounts.actions import delete_account, suspend

pytestmark = pytest.mark.anyio


async def show(person, post):
    return (await person.get(f"/api/v1/statuses/{post['id']}")).json()


async def quote(person, post, text="look", **parameters):
    return await person.post(
        "/api/v1/statuses",
        json={"status": text, "quoted_status_id": post["id"], **parameters},
    )


async def quoting(person, post, text="look", **parameters):
    answer = await quote(person, post, text, **parameters)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def seen(person, post):
    """Return the state of a quote, and whether the quoted status is there."""
    found = (await show(person, post))["quote"]
    return found["state"], found["quoted_status"] is not None


async def test_a_quote_holds_what_it_quotes(alice, bob, anonymous, world):
    post = await alice.publish("the original")
    made = await quoting(bob, post)
    for viewer in (alice, bob, anonymous):
        found = (await show(viewer, made))["quote"]
        assert found["state"] == "accepted"
        assert found["quoted_status"]["id"] == post["id"]
        assert "the original" in found["quoted_status"]["content"]
        assert found["quoted_status"]["account"]["username"] == "alice"
    assert (await show(alice, post))["quotes_count"] == 1
    url = f"{world.settings.origin}/@alice/{post['id']}"
    assert made["content"].startswith('<p class="quote-inline">RE: <a href="' + url)
    linked = await quoting(bob, post, f"see {url}")
    assert "quote-inline" not in linked["content"]
    assert (await show(alice, post))["quote"] is None


async def test_a_quote_in_a_quote_is_shallow(alice, bob):
    first = await alice.publish("first")
    second = await quoting(bob, first, "second")
    third = await quoting(alice, second, "third")
    inner = third["quote"]["quoted_status"]
    assert inner["quote"] == {"state": "accepted", "quoted_status_id": first["id"]}
    boost = (await bob.post(f"/api/v1/statuses/{third['id']}/reblog")).json()
    assert boost["reblog"]["quote"]["quoted_status"]["id"] == second["id"]
    again = await quoting(bob, boost)
    assert again["quote"]["quoted_status"]["id"] == third["id"]


async def test_everybody_may_quote_unless_the_author_says_otherwise(alice, bob, carol, anonymous):
    await bob.follow(alice)
    everybody = await alice.publish("a")
    followers = await alice.publish("b", quote_approval_policy="followers")
    nobody = await alice.publish("c", quote_approval_policy="nobody")
    expected = {
        "a": (["public"], {alice: 200, bob: 200, carol: 200}),
        "b": (["followers"], {alice: 200, bob: 200, carol: 404}),
        "c": ([], {alice: 200, bob: 404, carol: 404}),
    }
    for post, (names, people) in zip(
        (everybody, followers, nobody), expected.values(), strict=True
    ):
        approval = (await show(anonymous, post))["quote_approval"]
        assert approval == {"automatic": names, "manual": [], "current_user": "denied"}
        for person, status in people.items():
            may = (await show(person, post))["quote_approval"]["current_user"]
            assert may == ("automatic" if status == 200 else "denied")
            assert (await quote(person, post)).status_code == status


async def test_the_default_is_a_preference(alice, bob):
    await alice.patch(
        "/api/v1/accounts/update_credentials", json={"source": {"quote_policy": "nobody"}}
    )
    post = await alice.publish("mine")
    assert post["quote_approval"]["automatic"] == []
    assert (await quote(bob, post)).status_code == 404
    other = await alice.publish("yours", quote_approval_policy="public")
    assert (await quote(bob, other)).status_code == 200


async def test_what_few_see_only_its_author_quotes_and_only_for_them(alice, bob, carol):
    await bob.follow(alice)
    private = await alice.publish("private", visibility="private", quote_approval_policy="public")
    assert private["quote_approval"] == {
        "automatic": [],
        "manual": [],
        "current_user": "automatic",
    }
    assert (await quote(bob, private)).status_code == 404
    made = await quoting(alice, private, visibility="public")
    assert made["visibility"] == "private"
    assert await seen(bob, made) == ("accepted", True)
    assert (await carol.get(f"/api/v1/statuses/{made['id']}")).status_code == 404
    letter = await alice.publish("@bob hello", visibility="direct")
    assert letter["quote_approval"]["current_user"] == "denied"
    for person in (alice, bob):
        assert (await quote(person, letter)).status_code == 404


async def test_a_letter_quotes_only_who_reads_it(alice, bob, carol):  # noqa: ARG001
    post = await bob.publish("something")
    refused = await quote(alice, post, "@carol look", visibility="direct")
    assert refused.status_code == 422
    assert "mention" in refused.json()["error"]
    assert (await quote(alice, post, "@bob look", visibility="direct")).status_code == 200
    own = await alice.publish("own")
    assert (await quote(alice, own, "@carol look", visibility="direct")).status_code == 200


async def test_what_cannot_be_quoted(world, alice, bob, carol):
    post = await alice.publish("x")
    hidden = await carol.publish("y", visibility="private")
    for wrong in ("0", "nonsense", "99999999999999999999", hidden["id"]):
        answer = await bob.post("/api/v1/statuses", json={"status": "a", "quoted_status_id": wrong})
        assert answer.status_code == 404, wrong
    poll = {"options": ["a", "b"], "expires_in": 600}
    assert (await quote(bob, post, poll=poll)).status_code == 422
    assert (await quote(bob, post, "")).status_code == 422
    assert (await quote(bob, post, quote_approval_policy="friends")).status_code == 422
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert (await quote(bob, post)).status_code == 404
    assert await world.count("quotes") == 0


async def test_a_quoted_post_is_shown_to_those_only_who_may_see_it(world, alice, bob, carol):
    post = await alice.publish("public thing")
    made = await quoting(bob, post)
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert await seen(carol, made) == ("unauthorized", False)
    await alice.post(f"/api/v1/accounts/{carol.account_id}/unblock")
    await carol.post(f"/api/v1/accounts/{alice.account_id}/mute")
    assert await seen(carol, made) == ("muted_account", True)
    await carol.post(f"/api/v1/accounts/{alice.account_id}/block")
    assert await seen(carol, made) == ("blocked_account", True)
    nested = await quoting(bob, made)
    found = (await show(carol, nested))["quote"]["quoted_status"]["quote"]
    assert found == {"state": "blocked_account", "quoted_status_id": post["id"]}
    await world.db.write(suspend, alice.account_id)
    assert (await seen(carol, made))[0] in {"blocked_account", "unauthorized"}
    assert await seen(bob, made) == ("unauthorized", False)
    assert "public thing" not in (await bob.get("/api/v1/timelines/home")).text


async def test_a_private_quoted_post_stays_private(alice, bob, carol):
    await bob.follow(alice)
    post = await alice.publish("secret", visibility="private")
    made = await quoting(alice, post)
    await bob.post(f"/api/v1/accounts/{alice.account_id}/unfollow")
    assert (await bob.get(f"/api/v1/statuses/{made['id']}")).status_code == 404
    letter = await quoting(alice, post, "@carol look", visibility="direct")
    assert await seen(carol, letter) == ("unauthorized", False)
    assert "secret" not in (await carol.get(f"/api/v1/statuses/{letter['id']}")).text


async def test_a_deleted_post_leaves_its_quotes_empty(world, alice, bob, anonymous):
    post = await alice.publish("soon gone")
    made = await quoting(bob, post)
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    assert await seen(anonymous, made) == ("deleted", False)
    assert await world.count("quotes") == 0


async def test_counts_stay_exact(world, alice, bob, carol):
    post = await alice.publish("counted")
    first, second = await quoting(bob, post), await quoting(carol, post)
    await quoting(bob, post, "again")

    async def count():
        return (await show(alice, post))["quotes_count"]

    assert await count() == 3
    await bob.delete(f"/api/v1/statuses/{first['id']}")
    assert await count() == 2
    path = f"/api/v1/statuses/{post['id']}/quotes/{second['id']}/revoke"
    assert (await alice.post(path)).status_code == 200
    assert await count() == 1
    await carol.delete(f"/api/v1/statuses/{second['id']}")
    assert await count() == 1
    await world.db.write(delete_account, bob.account_id)
    await world.run_jobs()
    assert await count() == 0
    assert await world.count("quotes") == 0


async def test_the_quoted_author_may_revoke(alice, bob, carol, anonymous):
    post = await alice.publish("mine")
    made = await quoting(bob, post)
    path = f"/api/v1/statuses/{post['id']}/quotes/{made['id']}/revoke"
    assert (await anonymous.post(path)).status_code == 401
    assert (await bob.post(path)).status_code == 403
    assert (await carol.post(path)).status_code == 403
    for _ in range(2):
        answer = await alice.post(path)
        assert answer.status_code == 200
        assert answer.json()["quote"] == {"state": "revoked", "quoted_status": None}
        assert "quote-inline" not in answer.json()["content"]
    assert await seen(bob, made) == ("revoked", False)
    assert (await alice.get(f"/api/v1/statuses/{post['id']}/quotes")).json() == []
    other = await alice.publish("other")
    plain = await bob.publish("no quote")
    for wrong in (
        f"/api/v1/statuses/{other['id']}/quotes/{made['id']}/revoke",
        f"/api/v1/statuses/{post['id']}/quotes/{plain['id']}/revoke",
        f"/api/v1/statuses/{post['id']}/quotes/1/revoke",
        f"/api/v1/statuses/1/quotes/{made['id']}/revoke",
    ):
        assert (await alice.post(wrong)).status_code == 404


async def test_a_quote_that_is_not_seen_is_not_revoked_or_shown(alice, bob):
    post = await alice.publish("mine")
    made = await quoting(bob, post, visibility="private")
    path = f"/api/v1/statuses/{post['id']}/quotes/{made['id']}/revoke"
    assert (await alice.post(path)).status_code == 404
    assert (await alice.get(f"/api/v1/statuses/{post['id']}/quotes")).json() == []
    assert (await alice.get("/api/v1/notifications")).json() == []


async def test_quotes_are_listed_in_pages(alice, bob, anonymous):
    post = await alice.publish("many")
    made = [(await quoting(bob, post, str(number)))["id"] for number in range(5)]
    path = f"/api/v1/statuses/{post['id']}/quotes"
    assert (await anonymous.get(path)).status_code == 401
    first = await alice.get(f"{path}?limit=2")
    assert [each["id"] for each in first.json()] == made[:2:-1]
    second = await alice.get(first.links["next"]["url"])
    assert [each["id"] for each in second.json()] == made[2:0:-1]
    back = await alice.get(second.links["prev"]["url"])
    assert [each["id"] for each in back.json()] == made[:2:-1]
    assert (await alice.get("/api/v1/statuses/1/quotes")).status_code == 404


async def test_the_policy_can_be_changed(alice, bob, carol):
    post = await alice.publish("open")
    made = await quoting(bob, post)
    path = f"/api/v1/statuses/{post['id']}/interaction_policy"
    answer = await alice.put(path, json={"quote_approval_policy": "nobody"})
    assert answer.json()["quote_approval"]["automatic"] == []
    assert answer.json()["edited_at"] is None
    assert (await quote(carol, post)).status_code == 404
    assert await seen(carol, made) == ("accepted", True)
    edited = await alice.put(
        f"/api/v1/statuses/{post['id']}",
        json={"status": "open again", "quote_approval_policy": "followers"},
    )
    assert edited.json()["quote_approval"]["automatic"] == ["followers"]
    assert (await alice.put(path, json={})).json()["quote_approval"]["automatic"] == ["followers"]
    assert (await alice.put(path, json={"quote_approval_policy": "x"})).status_code == 422
    for body in ({"quote_approval_policy": "public"}, {}):
        assert (await bob.put(path, json=body)).status_code == 404
    private = await alice.publish("p", visibility="private")
    path = f"/api/v1/statuses/{private['id']}/interaction_policy"
    answer = await alice.put(path, json={"quote_approval_policy": "public"})
    assert answer.json()["quote_approval"]["automatic"] == []


async def test_an_edit_keeps_the_quote(alice, bob):
    post = await alice.publish("base")
    made = await quoting(bob, post)
    edited = await bob.put(f"/api/v1/statuses/{made['id']}", json={"status": "changed"})
    assert edited.json()["quote"]["quoted_status"]["id"] == post["id"]
    poll = {"options": ["a", "b"], "expires_in": 600}
    refused = await bob.put(
        f"/api/v1/statuses/{made['id']}", json={"status": "changed", "poll": poll}
    )
    assert refused.status_code == 422


async def test_who_is_quoted_and_who_quotes_hear_of_it(world, alice, bob):
    post = await alice.publish("news")
    made = await quoting(bob, post)
    told = (await alice.get("/api/v1/notifications")).json()
    assert [(each["type"], each["status"]["id"]) for each in told] == [("quote", made["id"])]
    for text in ("newer", "newest"):
        await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": text})
        await world.run_jobs()
    told = (await bob.get("/api/v1/notifications")).json()
    assert [(each["type"], each["status"]["id"]) for each in told] == [
        ("quoted_update", made["id"])
    ]
    await bob.delete(f"/api/v1/statuses/{made['id']}")
    await world.run_jobs()
    assert await world.count("notifications") == 0


async def test_own_quotes_are_no_news(alice):
    await quoting(alice, await alice.publish("me"))
    assert (await alice.get("/api/v1/notifications")).json() == []
