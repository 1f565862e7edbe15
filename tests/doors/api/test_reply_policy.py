"""Who may reply, and posts that stay on this server: ours, beyond Mastodon's API."""

import pytest

pytestmark = pytest.mark.anyio


async def replies(person, post):
    answer = await person.post(
        "/api/v1/statuses", json={"status": "a reply", "in_reply_to_id": post["id"]}
    )
    return answer.status_code


async def test_everybody_may_reply_unless_the_author_says_otherwise(alice, bob, carol, world):
    dora = await world.join("dora")
    await bob.follow(alice)
    for policy, expected in {
        "everyone": [200, 200, 200, 200],
        "followers": [200, 200, 200, 403],
        "mentioned": [200, 403, 200, 403],
    }.items():
        post = await alice.publish("@carol what now?", reply_policy=policy)
        assert post["reply_policy"] == policy
        assert [await replies(who, post) for who in (alice, bob, carol, dora)] == expected
        assert (await dora.get(f"/api/v1/statuses/{post['id']}")).json()["reply_policy"] == policy


async def test_a_refused_reply_leaves_nothing(alice, bob, world):
    post = await alice.publish("quiet", reply_policy="mentioned")
    before = await world.count("posts")
    assert await replies(bob, post) == 403
    assert await world.count("posts") == before
    assert (await alice.get(f"/api/v1/statuses/{post['id']}")).json()["replies_count"] == 0


async def test_the_policy_can_be_changed(alice, bob):
    post = await alice.publish("open")
    assert post["reply_policy"] == "everyone"
    path = f"/api/v1/statuses/{post['id']}"
    edited = (await alice.put(path, json={"status": "open", "reply_policy": "mentioned"})).json()
    assert (edited["reply_policy"], edited["edited_at"]) == ("mentioned", None)
    assert await replies(bob, post) == 403
    await alice.put(path, json={"status": "other words"})
    assert await replies(bob, post) == 403
    await alice.put(path, json={"reply_policy": "everyone"})
    assert await replies(bob, post) == 200
    for wrong in ("nobody", "x" * 500):
        assert (await alice.put(path, json={"reply_policy": wrong})).status_code == 422
        answer = await alice.post("/api/v1/statuses", json={"status": "a", "reply_policy": wrong})
        assert answer.status_code == 422


async def test_a_post_may_stay_here(alice, bob):
    post = await alice.publish("only here", local_only=True)
    assert post["local_only"] is True
    assert (await bob.get(f"/api/v1/statuses/{post['id']}")).json()["local_only"] is True
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "still only here"})
    assert (await bob.get(f"/api/v1/statuses/{post['id']}")).json()["local_only"] is True
    assert (await alice.publish("everywhere"))["local_only"] is False
