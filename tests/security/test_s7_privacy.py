"""S7 and S8: who may see a post is one truth, at every address and for every way to it."""

import pytest

from tests.world import World

pytestmark = pytest.mark.anyio
VISIBILITIES = ("public", "unlisted", "private", "direct")
VIEWERS = ("anonymous", "stranger", "follower", "mentioned", "blocked", "exfollower", "author")
SEES = {
    "public": {"anonymous", "stranger", "follower", "mentioned", "exfollower", "author"},
    "unlisted": {"anonymous", "stranger", "follower", "mentioned", "exfollower", "author"},
    "private": {"follower", "mentioned", "author"},
    "direct": {"mentioned", "author"},
}


class Stage:
    """Everybody who looks, and one post of each visibility by one author."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.viewers = {}
        self.posts = {}
        self.replies = {}
        self.parent = {}

    async def set(self):
        self.viewers = {name: await self.world.join(name) for name in VIEWERS[1:]}
        self.viewers["anonymous"] = self.world.anonymous()
        author = self.viewers["author"]
        for name in ("follower", "exfollower", "blocked"):
            await self.viewers[name].follow(author)
        self.parent = await self.viewers["stranger"].publish("Who was it?")
        for visibility in VISIBILITIES:
            words = {"visibility": visibility, "in_reply_to_id": self.parent["id"]}
            self.replies[visibility] = await author.publish("It was @mentioned @blocked", **words)
            post = await author.publish(
                f"@mentioned @blocked {visibility} #bread", visibility=visibility
            )
            edited = await author.put(
                f"/api/v1/statuses/{post['id']}",
                json={"status": f"@mentioned @blocked {visibility} #bread, edited"},
            )
            assert edited.status_code == 200
            await author.post(f"/api/v1/statuses/{post['id']}/favourite")
            self.posts[visibility] = edited.json()
        await author.post(f"/api/v1/accounts/{self.viewers['blocked'].account_id}/block")
        await self.viewers["exfollower"].post(f"/api/v1/accounts/{author.account_id}/unfollow")
        await self.world.run_jobs()
        return self

    def expected(self, viewer, visibilities=VISIBILITIES):
        return {each for each in visibilities if viewer in SEES[each]}

    async def listed(self, viewer, path, posts=None):
        """Return the visibilities of those of the posts that a list shows."""
        answer = await self.viewers[viewer].get(path)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        items = body if isinstance(body, list) else body["descendants"]
        shown = {each["id"] for each in items}
        return {name for name, each in (posts or self.posts).items() if each["id"] in shown}


@pytest.fixture
async def stage(world):
    return await Stage(world).set()


async def statuses_of(stage, viewer, method, tail):
    found = {}
    for visibility, post in stage.posts.items():
        path = f"/api/v1/statuses/{post['id']}{tail}"
        found[visibility] = await stage.viewers[viewer].http.request(method, path)
    return found


async def test_who_may_see_a_post_is_the_same_at_every_address(stage):
    missing = (await stage.viewers["stranger"].get("/api/v1/statuses/12")).json()
    for viewer in VIEWERS:
        expected = stage.expected(viewer)
        for tail in ("", "/context", "/history", "/favourited_by", "/reblogged_by"):
            for visibility, answer in (await statuses_of(stage, viewer, "GET", tail)).items():
                wanted = 200 if visibility in expected else 404
                assert answer.status_code == wanted, (viewer, visibility, tail)
                if wanted == 404:
                    assert answer.json() == missing
        ids = "&".join(f"id[]={post['id']}" for post in stage.posts.values())
        assert await stage.listed(viewer, f"/api/v1/statuses?{ids}") == expected, viewer


async def test_lists_show_what_may_be_seen_and_nothing_else(stage):
    author_id = stage.viewers["author"].account_id
    for viewer in VIEWERS:
        public = stage.expected(viewer, ["public"])
        expected = stage.expected(viewer)
        for path in ("/api/v1/timelines/public", "/api/v1/timelines/tag/bread"):
            assert await stage.listed(viewer, path) == public, (viewer, path)
        path = f"/api/v1/accounts/{author_id}/statuses"
        assert await stage.listed(viewer, path) == expected, viewer
        path = f"/api/v1/statuses/{stage.parent['id']}/context"
        assert await stage.listed(viewer, path, stage.replies) == expected, viewer
        if viewer != "anonymous":
            home = await stage.listed(viewer, "/api/v1/timelines/home")
            assert home <= expected, viewer
            if viewer in {"follower", "author"}:
                assert home == expected
            elif viewer != "mentioned":
                assert home == set()


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_nobody_can_touch_what_they_cannot_see(stage):
    for tail in ("/favourite", "/bookmark", "/reblog", "/mute"):
        for viewer in VIEWERS[1:]:
            for visibility, answer in (await statuses_of(stage, viewer, "POST", tail)).items():
                if viewer not in SEES[visibility]:
                    assert answer.status_code == 404, (viewer, visibility, tail)


async def test_nobody_can_answer_what_they_cannot_see(stage):
    for viewer in VIEWERS[1:]:
        for visibility, post in stage.posts.items():
            form = {"status": "Me too.", "in_reply_to_id": post["id"]}
            answer = await stage.viewers[viewer].post("/api/v1/statuses", json=form)
            wanted = {200} if viewer in SEES[visibility] else {404, 422}
            assert answer.status_code in wanted, (viewer, visibility)


async def test_the_own_text_and_its_fate_are_the_authors_alone(stage):
    for method, tail in (("GET", "/source"), ("DELETE", ""), ("PUT", "")):
        for viewer in VIEWERS[:-1]:
            for answer in (await statuses_of(stage, viewer, method, tail)).values():
                wanted = 401 if viewer == "anonymous" else 404
                assert answer.status_code == wanted, (viewer, method)


async def test_pages_show_what_is_for_everybody(stage):
    anonymous = stage.viewers["anonymous"]
    for visibility, post in stage.posts.items():
        answer = await anonymous.get(f"/@author/{post['id']}")
        assert answer.status_code == (200 if visibility in {"public", "unlisted"} else 404)
    for path, shown in (("/", {"public"}), ("/tags/bread", {"public"})):
        text = (await anonymous.get(path)).text
        assert {name for name, post in stage.posts.items() if post["id"] in text} == shown
    text = (await anonymous.get("/@author")).text
    found = {name for name, post in stage.posts.items() if post["id"] in text}
    assert found == {"public", "unlisted"}


async def test_only_public_posts_travel_and_a_boost_hides_with_its_post(stage):
    viewers, posts = stage.viewers, stage.posts
    follower, author = viewers["follower"], viewers["author"]
    for visibility in ("private", "direct"):
        answer = await follower.post(f"/api/v1/statuses/{posts[visibility]['id']}/reblog")
        assert answer.status_code in {403, 404, 422}, visibility
    own = await author.post(f"/api/v1/statuses/{posts['private']['id']}/reblog")
    assert own.status_code == 200
    boosted = await follower.post(f"/api/v1/statuses/{posts['public']['id']}/reblog")
    boosts = {"private": own.json()["id"], "public": boosted.json()["id"]}
    for viewer in VIEWERS:
        for visibility, boost in boosts.items():
            answer = await viewers[viewer].get(f"/api/v1/statuses/{boost}")
            seen = viewer in SEES[visibility] - (
                {"mentioned"} if visibility == "private" else set()
            )
            assert answer.status_code == (200 if seen else 404), (viewer, visibility)
    stranger = viewers["stranger"]

    async def boosts_shown():
        answer = await stranger.get(f"/api/v1/accounts/{follower.account_id}/statuses")
        return [each["id"] for each in answer.json() if each["reblog"]]

    assert await boosts_shown() == [boosts["public"]]
    await stranger.post(f"/api/v1/accounts/{author.account_id}/block")
    assert await boosts_shown() == []
    await stranger.post(f"/api/v1/accounts/{author.account_id}/unblock")
    await author.delete(f"/api/v1/statuses/{posts['public']['id']}")
    assert await boosts_shown() == []


async def test_notifications_tell_of_nothing_that_may_not_be_seen(stage):
    for viewer in VIEWERS[1:]:
        person = stage.viewers[viewer]
        hidden = {stage.posts[v]["id"] for v in VISIBILITIES if viewer not in SEES[v]}
        hidden |= {stage.replies[v]["id"] for v in VISIBILITIES if viewer not in SEES[v]}
        for path in ("/api/v1/notifications", "/api/v2/notifications"):
            text = (await person.get(path)).text
            assert [each for each in hidden if each in text] == [], (viewer, path)


async def test_an_account_that_is_shown_as_locked_is_locked(world, alice, carol):
    for person, locked in ((alice, False), (carol, True), (alice, True), (carol, False)):
        await person.patch("/api/v1/accounts/update_credentials", json={"locked": locked})
        other = await world.join(f"to_{person.name}_{locked}".lower())
        shown = (await other.get(f"/api/v1/accounts/{person.account_id}")).json()
        between = await other.follow(person)
        assert shown["locked"] is between["requested"] is locked
        assert between["following"] is not locked
        post = await person.publish("For followers.", visibility="private")
        seen = await other.get(f"/api/v1/statuses/{post['id']}")
        assert (seen.status_code == 200) is not locked
