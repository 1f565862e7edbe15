"""Cards of posts for whoever is signed in: their buttons, their menu, what they leave out."""

import pytest

from tests.doors.api.test_custom_emojis import add
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, address, read, sign_in, texts
from tests.doors.web.visiting import Visitor
from tests.elsewhere import elsewhere
from tests.world import open_world

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
PART = {"hx-request": "true", "hx-request-type": "partial"}


@pytest.fixture
async def visitor(world, bob) -> Visitor:
    """Bob in a browser without scripts."""
    made = Visitor(world)
    made.person = await sign_in(world, bob)
    return made


async def press(visitor: Visitor, post, deed: str) -> Visitor:
    """Press a button of a card on the page that is open."""
    return await visitor.submit(within=f"#p{post['id']}", button=("do", deed))


def buttons(visitor: Visitor, post) -> dict[str, str | None]:
    """Return what the buttons of a card would do, and whether they are pressed."""
    found = visitor.page.select(f"#p{post['id']} button[name=do]")
    return {tag["value"]: tag.get("aria-pressed") for tag in found}


async def test_a_button_does_and_takes_back_and_leads_to_where_it_was(visitor, alice, bob):
    await bob.follow(alice)
    post = await alice.publish("Bread is out.")
    visitor.person.http.headers["referer"] = "https://arengo.test/home?before=9223372036854775807"
    for deed, back in (
        ("favourite", "unfavourite"),
        ("bookmark", "unbookmark"),
        ("boost", "unboost"),
    ):
        await visitor.open("/home")
        assert deed in buttons(visitor, post)
        await press(visitor, post, deed)
        assert visitor.location == f"/home?before=9223372036854775807#p{post['id']}"
        await visitor.open("/home")
        assert back in buttons(visitor, post)
        await press(visitor, post, back)
        await visitor.open("/home")
        assert deed in buttons(visitor, post)


async def test_twice_is_once(visitor, alice, bob):
    await bob.follow(alice)
    post = await alice.publish("Bread is out.")
    await visitor.open("/home")
    for _ in range(2):
        page = visitor.answer
        await press(visitor, post, "favourite")
        visitor.answer = page
    status = (await alice.get(f"/api/v1/statuses/{post['id']}")).json()
    assert status["favourites_count"] == 1


async def test_htmx_gets_the_buttons_and_nothing_else(visitor, alice, bob):
    await bob.follow(alice)
    post = await alice.publish("Bread is out.")
    await visitor.open("/home")
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    answer = await visitor.person.post(
        f"/posts/{post['id']}",
        data={"do": "favourite"},
        headers={**PART, "x-csrf-token": token},
    )
    assert answer.status_code == 200
    assert answer.text.strip().startswith('<div class="actions"')
    assert 'value="unfavourite" aria-pressed="true"' in answer.text
    assert "Bread is out" not in answer.text


async def test_without_the_token_of_a_page_nothing_is_done(visitor, alice):
    post = await alice.publish("Bread is out.")
    answer = await visitor.person.post(f"/posts/{post['id']}", data={"do": "favourite"})
    assert answer.status_code == 403
    assert (await alice.get(f"/api/v1/statuses/{post['id']}")).json()["favourites_count"] == 0


async def test_what_one_may_not_see_is_not_there(visitor, alice, bob, carol):
    secret = await alice.publish("For followers.", visibility="private")
    mine = await bob.publish("Mine.")
    await visitor.open(f"/posts/{mine['id']}/menu")
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    for path in (f"/posts/{secret['id']}", "/posts/1", "/posts/x"):
        for deed in ("favourite", "boost", "mute_author", "pin", "mute_thread"):
            data = {"do": deed, "csrf_token": token}
            assert (await visitor.person.post(path, data=data)).status_code == 404
        assert (await visitor.open(f"{path}/menu")).status == 404
        assert (await visitor.open(f"{path}/delete")).status == 404
    del carol
    answer = await visitor.person.post(
        f"/posts/{mine['id']}", data={"do": "dance", "csrf_token": token}
    )
    assert answer.status_code == 422


async def test_nobody_signed_in_is_sent_to_sign_in_and_sees_no_buttons(anonymous, alice):
    post = await alice.publish("Bread is out.")
    for path in (f"/posts/{post['id']}/menu", "/home"):
        answer = await anonymous.get(path)
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/auth/sign_in?return_to=")
    soup = await read(anonymous, address("alice", post))
    assert soup.select("article button, .actions") == []


async def test_the_menu_mutes_and_blocks_and_pins(visitor, alice, bob):
    post, own = await alice.publish("Bread is out."), await bob.publish("Mine.")
    await visitor.open(f"/posts/{own['id']}/menu")
    await visitor.submit(within=".menu-page", button=("do", "pin"))
    await visitor.follow()
    assert visitor.page.select_one("[role=status]").get_text() == (
        "The post is pinned to your profile."
    )
    assert (await bob.get(f"/api/v1/statuses/{own['id']}")).json()["pinned"]
    await visitor.open(f"/posts/{post['id']}/menu")
    await visitor.submit(within=".menu-page", button=("do", "mute_thread"))
    assert (await bob.get(f"/api/v1/statuses/{post['id']}")).json()["muted"]
    await visitor.open(f"/posts/{post['id']}/menu")
    await visitor.submit(within=".menu-page", button=("do", "mute_author"))
    await visitor.open(f"/posts/{post['id']}/menu")
    assert visitor.page.select(".menu-page button[value=unmute_author]")
    await visitor.submit(within=".menu-page", button=("do", "block_author"))
    await visitor.follow()
    relation = (
        await bob.get("/api/v1/accounts/relationships", params={"id[]": alice.account_id})
    ).json()[0]
    assert relation["blocking"]


async def test_a_sixth_pin_is_refused_in_words(visitor, bob):
    posts = [await bob.publish(f"Number {n}.") for n in range(6)]
    for post in posts[:5]:
        await bob.post(f"/api/v1/statuses/{post['id']}/pin")
    await visitor.open(f"/posts/{posts[5]['id']}/menu")
    await visitor.submit(within=".menu-page", button=("do", "pin"))
    await visitor.follow()
    assert "cannot be pinned" in visitor.page.select_one("[role=status]").get_text()


async def test_a_post_is_deleted_after_a_question_by_its_author_only(visitor, alice, bob):
    post, own = await alice.publish("Hers."), await bob.publish("Mine.")
    assert (await visitor.open(f"/posts/{post['id']}/delete")).status == 404
    await visitor.open(f"/posts/{own['id']}/delete")
    assert texts(visitor.page) == ["Mine."]
    await visitor.submit()
    assert visitor.location == "/?said=post_deleted"
    assert (await bob.get(f"/api/v1/statuses/{own['id']}")).status_code == 404
    assert (await visitor.open(f"/posts/{own['id']}/delete")).status == 404


async def test_what_the_author_let_nobody_do_has_no_button(visitor, alice, bob):
    await alice.follow(bob)
    await bob.follow(alice)
    private = await alice.publish("For followers.", visibility="private")
    shut = await alice.publish("Few may reply.", reply_policy="mentioned")
    await visitor.open("/home")
    assert "boost" not in buttons(visitor, private)
    assert visitor.page.select(f"#p{private['id']} a[href*=quote]") == []
    assert visitor.page.select(f"#p{shut['id']} a[href*=reply]") == []
    assert visitor.page.select(f"#p{shut['id']} a[href*=quote]")


async def test_filters_warn_and_hide_at_home(visitor, alice, bob):
    await bob.follow(alice)
    for title, action, word in (("Endings", "warn", "lighthouse"), ("Noise", "hide", "football")):
        data = {
            "title": title,
            "context[]": ["home"],
            "filter_action": action,
            "keywords_attributes[0][keyword]": word,
        }
        assert (await bob.post("/api/v2/filters", data=data)).status_code == 200
    covered = await alice.publish("The lighthouse goes dark.")
    await alice.publish("Football again.")
    await visitor.open("/home")
    assert texts(visitor.page) == ["The lighthouse goes dark."]
    warning = visitor.page.select_one(f"#p{covered['id']} details.warning > summary")
    assert "Endings" in warning.get_text()


async def test_filters_look_into_what_is_quoted(visitor, alice, bob, carol):
    await bob.follow(alice)
    for title, action, word in (("Endings", "warn", "lighthouse"), ("Noise", "hide", "football")):
        data = {
            "title": title,
            "context[]": ["home"],
            "filter_action": action,
            "keywords_attributes[0][keyword]": word,
        }
        assert (await bob.post("/api/v2/filters", data=data)).status_code == 200
    said = [await carol.publish(words) for words in ("The lighthouse goes dark.", "Football!")]
    posts = [await alice.publish("Look.", quoted_status_id=each["id"]) for each in said]
    await visitor.open("/home")
    warned, hidden = (visitor.page.select_one(f"#p{each['id']} .quote") for each in posts)
    assert "Endings" in warned.select_one("details.warning:not([open]) > summary").get_text()
    assert warned.select_one("details .text").get_text() == "The lighthouse goes dark."
    assert hidden.get_text() == "One of your filters hides the quoted post."
    await visitor.open(f"/@alice/{posts[1]['id']}")
    assert "Football!" in visitor.page.select_one("blockquote.quote").get_text()
    for each, title in zip(posts, ("Endings", "Noise"), strict=True):
        told = (await bob.get(f"/api/v1/statuses/{each['id']}")).json()["quote"]["quoted_status"]
        assert [why["filter"]["title"] for why in told["filtered"]] == [title]


async def test_a_quote_is_shown_and_one_that_was_taken_back_is_not(visitor, alice, bob, carol):
    await bob.follow(alice)
    quoted = await carol.publish(HOSTILE)
    first = await alice.publish("Look.", quoted_status_id=quoted["id"])
    await visitor.open("/home")
    quote = visitor.page.select_one(f"#p{first['id']} blockquote.quote")
    assert quote.select_one(".text").get_text() == HOSTILE
    await carol.post(f"/api/v1/statuses/{quoted['id']}/quotes/{first['id']}/revoke")
    await visitor.open("/home")
    assert "took this quote back" in visitor.page.select_one(f"#p{first['id']} .quote").get_text()


async def test_own_choice_in_a_poll_is_marked(visitor, alice, bob):
    await bob.follow(alice)
    post = await alice.publish("Which?", poll={"options": ["tea", "milk"], "expires_in": 300})
    await bob.post(f"/api/v1/polls/{post['id']}/votes", json={"choices": [1]})
    await visitor.open("/home")
    assert "milk" in visitor.page.select_one(f"#p{post['id']} .poll .chosen").get_text()


async def test_a_post_in_another_language_is_translated_where_there_is_a_service(settings):
    known = {name: getattr(settings, name) for name in settings.__struct_fields__}
    async with elsewhere() as there:
        there.says(
            "/languages",
            '[{"code": "it", "name": "Italian", "targets": ["en"]}]',
            content_type="application/json",
        )
        there.says(
            "/translate",
            '{"translatedText": ["hello <script>"]}',
            content_type="application/json",
        )
        chosen = type(settings)(**{**known, "translation_url": there.origin})
        async with open_world(chosen) as world:
            alice = await world.join("alice")
            post = await alice.publish("ciao <b>", language="it")
            secret = await alice.publish("zitto", language="it", visibility="private")
            visitor = Visitor(world)
            visitor.person = await sign_in(world, alice)
            await visitor.open("/home")
            line = visitor.page.select_one(f"#p{post['id']} .tongue")
            assert line.get_text() == "Italian · Translate"
            assert visitor.page.select(f"#p{secret['id']} .tongue a") == []
            assert (await visitor.open(f"/posts/{secret['id']}/translation")).status == 404
            await visitor.open(f"/posts/{post['id']}/translation")
            token = visitor.page.select_one("[name=csrf_token]")["value"]
            answer = await visitor.person.post(line.a["href"], data={"csrf_token": token})
            assert "hello &lt;script&gt;" in answer.text
            assert "Translated from Italian" in answer.text


async def test_without_a_service_nothing_offers_to_translate(visitor, alice, bob):
    await bob.follow(alice)
    post = await alice.publish("ciao", language="it")
    await visitor.open("/home")
    assert visitor.page.select_one(f"#p{post['id']} .tongue").get_text() == "Italian"
    assert (await visitor.open(f"/posts/{post['id']}/translation")).status == 404


async def test_emoji_of_this_site_are_pictures_in_words_and_nowhere_else(
    world, visitor, alice, bob
):
    await bob.follow(alice)
    text = ":blob_cat: see https://cats.example/:blob_cat:/x <b>:blob_cat:</b> :no_cat: 12:30:45"
    post = await alice.publish(text)
    await visitor.open("/home")
    assert visitor.page.select(".emoji") == []
    await add(world, "blob_cat")
    await visitor.open("/home")
    body = visitor.page.select_one(f"#p{post['id']} .text")
    assert {tag["alt"] for tag in body.select("img.emoji")} == {":blob_cat:"}
    assert body.a["href"] == "https://cats.example/:blob_cat:/x"
    assert "<b>" in body.get_text()
    assert ":no_cat: 12:30:45" in body.get_text()
    source = body.img["src"]
    assert (await visitor.person.get(source)).status_code == 200


async def test_hostile_names_are_shown_as_names(visitor, alice, bob, carol):
    await bob.follow(alice)
    name = '<b onclick="x">"\'&'
    for person in (alice, carol):
        form = {"display_name": name}
        await person.patch("/api/v1/accounts/update_credentials", json=form)
    post = await carol.publish("Boosted.")
    await alice.post(f"/api/v1/statuses/{post['id']}/reblog")
    for _ in range(2):  # made, and kept
        await visitor.open("/home")
        card = visitor.page.select_one(f"#p{post['id']}")
        assert card.select_one(".by b").get_text() == name
        assert card.select_one(".byline b").get_text() == name
        assert card["aria-label"].startswith(name)
    await visitor.open(f"/posts/{post['id']}/menu")
    assert visitor.page.select(".menu-page button[value=block_author]")
