"""Feeds: what stands in them, as a reader of feeds understands it, and what never does."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account, silence, suspend
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.profile import change_profile
from arengo.social.discover.showcase.jobs import note_who_wrote
from tests.doors.api.test_media import uploaded
from tests.doors.web.feeding import FORMS, understood
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
AGREED = {AccountFlag.DISCOVERABLE: True, AccountFlag.INDEXABLE: True}


async def fed(who, path):
    """Read a feed as a program does."""
    answer = await who.get(path)
    assert answer.status_code == 200, answer.text
    return understood(answer.content, path.rpartition(".")[2])


def links(feed):
    return [entry.link for entry in feed.entries]


@pytest.mark.parametrize("form", FORMS)
async def test_a_feed_tells_who_wrote_what_and_when(anonymous, alice, form):
    first = await alice.publish("Bread & <b>butter</b> at https://bread.example/x")
    second = await alice.publish("Second. #bread", language="en")
    await alice.put(f"/api/v1/statuses/{second['id']}", json={"status": "Second, again. #bread"})
    for path, title, page in (
        (f"/@alice.{form}", "alice (@alice@arengo.test)", "https://arengo.test/@alice"),
        (f"/tags/bread.{form}", "#bread · arengo.test", "https://arengo.test/tags/bread"),
    ):
        feed = await fed(anonymous, path)
        assert (feed.title, feed.link) == (title, page)
        assert feed.entries[0].link == feed.entries[0].id == second["url"]
        assert feed.entries[0].title == "Second, again. #bread"
        assert "Second, again." in feed.entries[0].html
        assert feed.entries[0].author.startswith("alice")
    older = (await fed(anonymous, f"/@alice.{form}")).entries[1]
    assert older.link == first["url"]
    assert older.title == "Bread & <b>butter</b> at https://bread.example/x"


@pytest.mark.parametrize("form", FORMS)
async def test_only_what_is_public_and_ones_own_stands_in_a_feed(anonymous, alice, bob, form):
    public = await alice.publish("For all. #bread")
    for visibility in ("unlisted", "private", "direct"):
        await alice.publish("@bob not for all. #bread", visibility=visibility)
    await alice.publish("Among us. #bread", local_only=True)
    theirs = await bob.publish("Mine.")
    await alice.post(f"/api/v1/statuses/{theirs['id']}/reblog")
    await alice.publish("@bob a reply.", in_reply_to_id=theirs["id"])
    for path in (f"/@alice.{form}", f"/@ALICE.{form}", f"/tags/BREAD.{form}"):
        assert links(await fed(anonymous, path)) == [public["url"]]
        assert links(await fed(alice, path)) == [public["url"]]


async def test_twenty_stand_in_a_feed_even_when_others_are_unlisted(anonymous, alice):
    for number in range(22):
        await alice.publish(f"Number {number}")
    await alice.publish("Off the lists.", visibility="unlisted")
    assert len((await fed(anonymous, "/@alice.rss")).entries) == 20


@pytest.mark.parametrize("verb", [suspend, delete_account, silence])
async def test_whoever_is_suspended_deleted_or_limited_is_in_no_feed(world, anonymous, alice, verb):
    await alice.publish("Bought followers, cheap. #bread")
    await world.db.write(verb, AccountId(alice.account_id))
    for form in FORMS:
        assert (await anonymous.get(f"/@alice.{form}")).status_code == 404
        assert (await anonymous.get(f"/@alice/tagged/bread.{form}")).status_code == 404
        assert links(await fed(anonymous, f"/tags/bread.{form}")) == []
    if verb is silence:
        soup = await read(anonymous, "/@alice")
        assert soup.select("link[rel=alternate]") == []


@pytest.mark.parametrize(
    "path", ["/@nobody.rss", "/@.rss", "/tags/2026.rss", "/@a.b.rss", "/@nobody/tagged/bread.rss"]
)
async def test_a_feed_of_nobody_and_of_no_tag_is_not_there(anonymous, path):
    await read(anonymous, path, status=404)


async def test_behind_a_warning_stands_the_warning_and_no_picture(anonymous, alice):
    picture = await uploaded(alice, description="A loaf <on> a board")
    open_ = await alice.publish("Look.", media_ids=[picture["id"]])
    covered = {"spoiler_text": "The <end>", "media_ids": [(await uploaded(alice))["id"]]}
    await alice.publish("They all live.", **covered)
    await alice.publish("Ouch.", sensitive=True, media_ids=[(await uploaded(alice))["id"]])
    for form in FORMS:
        answer = await anonymous.get(f"/@alice.{form}")
        assert "They all live" not in answer.text
        feed = await fed(anonymous, f"/@alice.{form}")
        by_title = {entry.title: entry for entry in feed.entries}
        assert set(by_title) == {"Look.", "The <end>", "Ouch."}
        url = open_["media_attachments"][0]["url"]
        assert by_title["Look."].files == [("image/png", url)]
        assert by_title["The <end>"].files == by_title["Ouch."].files == []
        assert by_title["The <end>"].html == "<p>The &lt;end&gt;</p>"
        assert "A loaf" in answer.text


async def test_a_poll_names_its_options_and_not_its_votes(anonymous, alice, bob):
    poll = {"options": ["Rye", "<Spelt>"], "expires_in": 3600}
    post = await alice.publish("Which?", poll=poll)
    before = (await anonymous.get("/@alice.rss")).content
    await bob.post(f"/api/v1/polls/{post['id']}/votes", json={"choices": [0]})
    assert (await anonymous.get("/@alice.rss")).content == before
    (entry,) = (await fed(anonymous, "/@alice.rss")).entries
    assert "<li>Rye</li><li>&lt;Spelt&gt;</li>" in entry.html


async def test_hostile_names_are_words_in_every_form(world, anonymous, alice):
    changes = ProfileChanges(display_name=HOSTILE[:30], note=HOSTILE)
    await world.db.write(change_profile, by=AccountId(alice.account_id), changes=changes)
    await alice.publish(HOSTILE)
    for form in FORMS:
        feed = await fed(anonymous, f"/@alice.{form}")
        assert feed.title.startswith(HOSTILE[:30])
        assert "<script" not in feed.entries[0].html


async def test_pages_name_their_feeds(anonymous, alice):
    await alice.publish("Aperto! #Città")
    await alice.publish("Chiuso.", visibility="private")
    for page in ("/@alice", "/tags/citt%C3%A0", "/@alice/tagged/citt%C3%A0"):
        soup = await read(anonymous, page)
        found = [tag["href"] for tag in soup.select("link[rel=alternate][type]")]
        assert len(found) == 3
        for href in found:
            assert len((await fed(anonymous, href)).entries) == 1


async def test_a_feed_of_a_tag_of_somebody_has_only_that(anonymous, alice, bob):
    bread = await alice.publish("Rolls. #Bread")
    await alice.publish("No tag.")
    await alice.publish("Quiet. #bread", visibility="unlisted")
    other = await bob.publish("Others. #bread")
    await alice.post(f"/api/v1/statuses/{other['id']}/reblog")
    for form in FORMS:
        feed = await fed(anonymous, f"/@alice/tagged/BREAD.{form}")
        assert links(feed) == [bread["url"]]
        assert feed.link == "https://arengo.test/@alice/tagged/bread"
        assert feed.title.startswith("#bread · ")
    assert (await anonymous.get("/@alice/tagged/2026.rss")).status_code == 404


async def test_a_feed_is_sent_once_to_whoever_keeps_it(anonymous, alice):
    post = await alice.publish("One.")
    answer = await anonymous.get("/@alice.rss")
    assert answer.headers["cache-control"].startswith("public, max-age=300")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "vary" not in answer.headers
    etag, modified = answer.headers["etag"], answer.headers["last-modified"]
    for headers in ({"if-none-match": f'"x", {etag}'}, {"if-modified-since": modified}):
        again = await anonymous.get("/@alice.rss", headers=headers)
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == etag
        assert "content-length" not in again.headers
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    other = "Sat, 21 Nov 2026 06:31:13 GMT"
    for headers in (
        {"if-none-match": etag},
        {"if-none-match": etag, "if-modified-since": modified},
        {"if-modified-since": other},
    ):
        assert (await anonymous.get("/@alice.rss", headers=headers)).status_code == 200


async def test_search_engines_keep_only_feeds_of_who_agreed(world, anonymous, alice):
    await alice.publish("One. #bread")
    for agreed in (False, True):
        changes = ProfileChanges(flags={AccountFlag.INDEXABLE: agreed})
        await world.db.write(change_profile, by=AccountId(alice.account_id), changes=changes)
        headers = (await anonymous.get("/@alice.rss")).headers
        assert (headers.get("x-robots-tag") == "noindex") is not agreed
        assert (await anonymous.get("/tags/bread.rss")).headers["x-robots-tag"] == "noindex"


async def test_the_list_of_feeds_names_who_wants_to_be_found(world, anonymous, alice, bob, carol):
    for person, flags in (
        (alice, AGREED),
        (bob, {AccountFlag.DISCOVERABLE: True, AccountFlag.INDEXABLE: False}),
        (carol, AGREED),
    ):
        await person.publish("Here.")
        changes = ProfileChanges(flags=flags)
        await world.db.write(change_profile, by=AccountId(person.account_id), changes=changes)
    await note_who_wrote(world.db)
    await world.db.write(silence, AccountId(carol.account_id))
    answer = await anonymous.get("/feeds.opml")
    assert answer.headers["content-type"] == "text/x-opml; charset=utf-8"
    assert answer.text.count("<outline ") == 1
    assert 'xmlUrl="https://arengo.test/@alice.rss"' in answer.text
