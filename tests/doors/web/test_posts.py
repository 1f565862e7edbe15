"""The page of one post: its conversation, and that everything hidden looks absent."""

from io import BytesIO

import pytest
from PIL import Image

from arengo.social.accounts.actions import silence
from tests.doors.web.reading import (
    HOSTILE,
    ONE_ENGINE,
    address,
    newest_first,
    read,
    sign_in,
    texts,
)

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def test_a_post_stands_with_what_came_before_and_after_it(anonymous, alice, bob):
    first = await alice.publish("Who has a ladder?", language="en")
    second = await bob.publish("@alice How long?", in_reply_to_id=first["id"])
    third = await alice.publish("@bob Three metres.", in_reply_to_id=second["id"])
    fourth = await bob.publish("@alice Then yes.", in_reply_to_id=second["id"])
    soup = await read(anonymous, address("bob", second))
    assert soup.select_one("article.ancestor .when")["href"] == first["url"]
    assert soup.select_one("article.focused .text").get_text() == "@alice How long?"
    replies = soup.select("section[aria-labelledby=replies] article .when")
    assert [a["href"] for a in replies] == newest_first(third, fourth)[::-1]
    said = {"Who has a ladder?", "@alice How long?", "@bob Three metres.", "@alice Then yes."}
    assert set(texts(soup)) == said
    assert soup.select_one("link[rel=canonical]")["href"] == second["url"]


async def test_who_is_silenced_stands_on_pages_of_their_own_only(anonymous, world, alice, bob):
    first = await alice.publish("Who has a ladder?")
    loud = await bob.publish("BUY LADDERS", in_reply_to_id=first["id"])
    assert "BUY LADDERS" in (await read(anonymous, address("alice", first))).get_text()
    await world.db.write(silence, bob.account_id)
    folded = await read(anonymous, address("alice", first))
    assert "BUY LADDERS" not in folded.get_text()
    assert folded.select_one(".folded span").get_text() == "1 reply is folded"
    unfolded = await read(anonymous, folded.select_one(".folded a")["href"])
    assert texts(unfolded, "section[aria-labelledby=folded]") == ["BUY LADDERS"]
    assert "BUY LADDERS" in (await read(anonymous, address("bob", loud))).get_text()
    assert "BUY LADDERS" not in (await read(anonymous, "/")).get_text()


async def test_mentions_links_and_tags_lead_where_they_say(anonymous, alice, bob):
    del bob
    post = await alice.publish("@bob and @bob@arengo.test: #Bread, see https://bread.example/a?b=1")
    soup = await read(anonymous, address("alice", post))
    links = [a["href"] for a in soup.select("article.focused .text a")]
    assert links == [
        "https://arengo.test/@bob",
        "https://arengo.test/@bob",
        "https://arengo.test/tags/bread",
        "https://bread.example/a?b=1",
    ]


async def test_counters_and_an_edit_are_told(anonymous, alice, bob):
    post = await alice.publish("Fresh bred.")
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "Fresh bread."})
    await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
    soup = await read(anonymous, address("alice", post))
    assert texts(soup) == ["Fresh bread."]
    assert "edited" in soup.select_one(".details").get_text()
    facts = [li.select_one(".hidden").get_text() for li in soup.select(".focused .facts li")]
    assert facts == ["0 replies", "0 boosts", "1 favourite"]


async def test_a_poll_is_shown_with_bars_and_its_end(anonymous, alice, bob):
    for hidden, figures in ((False, ["0 votes, 0 %", "1 vote, 100 %"]), (True, [])):
        poll = {"options": ["tea", HOSTILE[:50]], "expires_in": 300, "hide_totals": hidden}
        post = await alice.publish("Which?", poll=poll)
        await bob.post(f"/api/v1/polls/{post['id']}/votes", json={"choices": [1]})
        soup = await read(anonymous, address("alice", post))
        options = soup.select(".focused .poll li")
        assert [li.select_one("[dir=auto]").get_text() for li in options] == poll["options"]
        assert [span.get_text() for span in soup.select(".poll li .figures")] == figures
        assert [bar["value"] for bar in soup.select(".poll progress")] == (
            [] if hidden else ["0", "100"]
        )
        assert soup.select_one(".focused .more-note").get_text().startswith("1 vote · open until ")


async def test_hostile_words_are_shown_as_words(anonymous, alice):
    post = await alice.publish(HOSTILE, spoiler_text=HOSTILE)
    soup = await read(anonymous, address("alice", post))
    assert texts(soup) == [HOSTILE]


async def test_what_others_show_of_a_link_tells_no_more_than_the_page(world, anonymous, alice, bob):
    await bob.follow(alice)
    plain = await alice.publish(f"Bread & {HOSTILE}")
    warned = await alice.publish("It was the baker.", spoiler_text="The end of a novel")
    private = await alice.publish("For followers.", visibility="private")

    async def said(who, post) -> list[str]:
        soup = await read(who, address("alice", post))
        return [tag["content"] for tag in soup.select('meta[property="og:description"]')]

    assert await said(anonymous, plain) == [f"Bread & {HOSTILE}"]
    assert await said(anonymous, warned) == ["The end of a novel"]
    assert await said(await sign_in(world, bob), private) == []
    soup = await read(anonymous, address("alice", plain))
    assert soup.select_one('meta[property="og:url"]')["content"] == plain["url"]


async def test_an_unlisted_post_is_shown_but_kept_from_search_engines(anonymous, alice):
    post = await alice.publish("Off the lists.", visibility="unlisted")
    soup = await read(anonymous, address("alice", post))
    assert texts(soup) == ["Off the lists."]
    assert soup.select("meta[name=robots][content=noindex]")


@pytest.mark.parametrize("name", ["bob", "nobody", "", "alice@elsewhere.example", "%00"])
async def test_a_post_is_found_under_its_authors_name_only(anonymous, alice, bob, name):
    del bob
    post = await alice.publish("Mine.")
    await read(anonymous, address("ALICE", post))
    await read(anonymous, address(name, post), status=404)


@pytest.mark.parametrize("number", ["0", "-1", "x", "9223372036854775807", "99999999999999999999"])
async def test_an_id_that_names_nothing_is_not_found(anonymous, alice, number):
    del alice
    await read(anonymous, f"/@alice/{number}", status=404)


async def test_the_address_of_a_boost_leads_to_what_was_boosted(anonymous, alice, bob):
    post = await alice.publish("Worth reading twice.")
    boost = (await bob.post(f"/api/v1/statuses/{post['id']}/reblog")).json()
    answer = await anonymous.get(address("bob", boost))
    assert answer.status_code == 303
    assert answer.headers["location"] == post["url"]


async def test_the_address_of_programs_tells_nothing_about_what_is_hidden(anonymous, alice):
    public = await alice.publish("For all.")
    private = await alice.publish("For followers.", visibility="private")
    for number in (public["id"], private["id"], "1"):
        answer = await anonymous.get(f"/users/alice/statuses/{number}")
        assert answer.status_code == 303
        assert answer.headers["location"] == f"https://arengo.test/@alice/{number}"
    await read(anonymous, f"/users/nobody/statuses/{public['id']}", status=404)


async def test_a_picture_stands_with_its_description_and_size(anonymous, alice):
    drawn = BytesIO()
    Image.new("RGB", (80, 60), "teal").save(drawn, "PNG")
    answer = await alice.post(
        "/api/v2/media",
        files={"file": ("door.png", drawn.getvalue(), "image/png")},
        data={"description": 'A "teal" <door>'},
    )
    assert answer.status_code == 200, answer.text
    post = await alice.publish("Look.", media_ids=[answer.json()["id"]])
    soup = await read(anonymous, address("alice", post))
    picture = soup.select_one("figure img")
    assert picture["alt"] == 'A "teal" <door>'
    assert (picture["width"], picture["height"]) == ("80", "60")
    assert picture["src"].startswith("https://arengo.test/m/")
    assert (await anonymous.get(picture["src"])).status_code == 200
