"""A post among the words of others: who may frame it, and that it is as public as the page."""

import pytest

from tests.doors.web.reading import ONE_ENGINE, address, read, sign_in
from tests.markup import tree

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def test_any_site_may_frame_a_post_and_nothing_in_it_acts(world, anonymous, alice):
    post = await alice.publish("Look <here> #tea")
    for browser in (anonymous, await sign_in(world, alice)):
        answer = await browser.get(f"{address('alice', post)}/embed")
        policy = answer.headers["content-security-policy"]
        assert "frame-ancestors *" in policy
        assert "form-action 'none'" in policy
        assert "script-src" not in policy
        assert "x-frame-options" not in answer.headers
        assert "set-cookie" not in answer.headers
        soup = tree(answer.text)
        assert soup.select_one("article .text").get_text() == "Look <here> #tea"
        assert soup.select_one("base")["target"] == "_blank"
        assert soup.select_one("link[rel=canonical]")["href"] == post["url"]
        assert soup.select("form, script, iframe, [style]") == []
    page = await anonymous.get(address("alice", post))
    assert "frame-ancestors 'none'" in page.headers["content-security-policy"]
    assert page.headers["x-frame-options"] == "DENY"


async def test_what_is_not_for_everybody_has_no_frame(anonymous, alice, bob):
    hidden = await alice.publish("Between us.", visibility="private")
    public = await alice.publish("For all.")
    boost = (await bob.post(f"/api/v1/statuses/{public['id']}/reblog")).json()
    for path in (address("alice", hidden), address("bob", public), address("bob", boost)):
        await read(anonymous, f"{path}/embed", status=404)


async def test_a_page_leads_programs_to_its_frame(anonymous, alice):
    post = await alice.publish("Look.")
    soup = await read(anonymous, address("alice", post))
    link = soup.select_one('link[type="application/json+oembed"]')
    found = (await anonymous.get(link["href"])).json()
    src = tree(found["html"]).iframe["src"]
    assert (await anonymous.get(src)).status_code == 200
