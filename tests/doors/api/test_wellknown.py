"""What other programs ask by convention, and posts that other sites show."""

import pytest

from arengo.social.accounts.actions import suspend
from arengo.social.instance.actions import change_setting
from tests.markup import tree

pytestmark = pytest.mark.anyio

FINGER = "/.well-known/webfinger"


async def test_nodeinfo_tells_what_this_is(anonymous, alice, world):
    await alice.publish("one")
    await world.db.write(change_setting, "title", "Il Portico")
    (link,) = (await anonymous.get("/.well-known/nodeinfo")).json()["links"]
    assert link["href"] == "https://arengo.test/nodeinfo/2.0"
    found = (await anonymous.get(link["href"])).json()
    assert found["software"]["name"] == "arengo"
    assert (found["usage"]["users"]["total"], found["usage"]["localPosts"]) == (1, 1)
    assert (found["openRegistrations"], found["metadata"]["nodeName"]) == (True, "Il Portico")
    await world.db.write(change_setting, "registrations", "closed")
    assert (await anonymous.get("/nodeinfo/2.0")).json()["openRegistrations"] is False


async def test_people_are_found_by_name_and_by_address(anonymous, alice, world):
    meta = await anonymous.get("/.well-known/host-meta")
    assert meta.headers["content-type"].startswith("application/xrd+xml")
    assert "https://arengo.test/.well-known/webfinger?resource={uri}" in meta.text
    for resource in (
        "acct:alice@arengo.test",
        "ACCT:Alice@ARENGO.test",
        "alice@arengo.test",
        "https://arengo.test/@alice",
        "https://arengo.test/users/alice",
    ):
        answer = await anonymous.get(FINGER, params={"resource": resource})
        assert answer.status_code == 200, resource
        assert answer.headers["content-type"].startswith("application/jrd+json")
        assert answer.headers["access-control-allow-origin"] == "*"
        assert answer.json()["subject"] == "acct:alice@arengo.test"
        assert answer.json()["links"][0]["href"] == "https://arengo.test/@alice"
    for resource in ("acct:bob@arengo.test", "acct:alice@other.test", "https://other.test/@alice",
                     "acct:", "acct:@", "mailto:alice@arengo.test"):  # fmt: skip
        missing = await anonymous.get(FINGER, params={"resource": resource})
        assert missing.status_code == 404, resource
    assert (await anonymous.get(FINGER)).status_code == 400
    await world.db.write(suspend, alice.account_id)
    answer = await anonymous.get(FINGER, params={"resource": "acct:alice@arengo.test"})
    assert answer.status_code == 404


async def test_a_post_for_everybody_may_be_shown_elsewhere(anonymous, alice):
    post = await alice.publish("Look <here> #tea")
    found = (await anonymous.get("/api/oembed", params={"url": post["url"]})).json()
    assert (found["type"], found["author_name"], found["width"], found["height"]) == (
        "rich",
        "alice",
        400,
        320,
    )
    frame = tree(found["html"]).iframe
    assert (frame["src"], frame["width"], frame["height"]) == (f"{post['url']}/embed", "400", "320")
    assert "allow-scripts" not in frame["sandbox"]
    sized = {"url": post["url"], "maxwidth": 50, "maxheight": 300}
    found = (await anonymous.get("/api/oembed", params=sized)).json()
    assert (found["width"], found["height"]) == (200, 300)
    hidden = await alice.publish("friends", visibility="private")
    for url in (hidden["url"], "https://other.test/@alice/1", "", "https://arengo.test/@alice"):
        assert (await alice.get("/api/oembed", params={"url": url})).status_code == 404, url
