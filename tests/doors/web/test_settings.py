"""The pages of settings: what is chosen there counts, and what is wrong comes back."""

import io
import re

import pytest
from PIL import Image

from arengo.gate.csrf import FIELD
from arengo.gate.routes import TABLE
from tests.doors.web.choosing import filled, save
from tests.doors.web.reading import HOSTILE, ONE_ENGINE
from tests.doors.web.test_own_login import signed_in
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio
ME = "/api/v1/accounts/verify_credentials"
PAGES = (
    "profile",
    "account",
    "privacy",
    "verification",
    "writing",
    "timeline",
    "filters",
    "filters/new",
    "notifications",
    "mutes",
    "blocks",
    "domains",
    "appearance",
    "language",
    "apps",
    "import",
    "export",
)


# ── all of them ──────────────────────────────────────────────────────────────────────────────────


@ONE_ENGINE
async def test_the_list_leads_to_every_page_and_each_is_there(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings")
    links = [tag["href"] for tag in visitor.page.select("ul.ways a")]
    assert {f"/settings/{name}" for name in PAGES} - {"/settings/filters/new"} <= set(links)
    for path in links:
        await visitor.open(path)
        assert visitor.status == 200, path
        assert visitor.page.select_one("h1").get_text(strip=True)
    assert alice.token


@ONE_ENGINE
async def test_nobody_gets_them_who_is_not_signed_in(world):
    visitor = Visitor(world)
    for path in ("", *(f"/{name}" for name in PAGES)):
        await visitor.open(f"/settings{path}")
        assert visitor.location.startswith("/auth/sign_in?return_to=%2Fsettings"), path
        if path:
            visitor.answer = await visitor.person.post(f"/settings{path}", data={})
            assert visitor.status in {303, 405}, path


@ONE_ENGINE
async def test_nothing_is_changed_without_the_token_of_our_page(world, alice):
    visitor = await signed_in(world)
    for path in ("privacy", "writing", "appearance", "language", "domains", "import"):
        visitor.answer = await visitor.person.post(f"/settings/{path}", data={"theme": "dark"})
        assert visitor.status == 403, path
    await visitor.open("/settings/appearance")
    assert not visitor.page.html.has_attr("data-theme")
    assert alice.token


@ONE_ENGINE
async def test_texts_are_kept_when_the_form_was_open_too_long(world, alice):
    visitor = await signed_in(world)
    for path, name in (("profile", "note"), ("filters/new", "title")):
        visitor.answer = await visitor.person.post(f"/settings/{path}", data={name: "A long text"})
        assert visitor.status == 422
        assert "open too long" in visitor.problems[0]
        assert "A long text" in filled(visitor).values()
    assert alice.token


# ── choices ──────────────────────────────────────────────────────────────────────────────────────


async def test_privacy_is_as_it_is_ticked(world, alice):
    visitor = await signed_in(world)
    await save(visitor, "privacy", without=("show_follows", "show_media"), locked="true")
    me = (await alice.get(ME)).json()
    assert (me["locked"], me["hide_collections"]) == (True, True)
    assert "locked" in filled(visitor)
    assert "show_media" not in filled(visitor)
    assert "show_featured" in filled(visitor)
    await save(visitor, "privacy", without=("locked",), indexable="true", discoverable="true")
    me = (await alice.get(ME)).json()
    assert (me["locked"], me["indexable"], me["discoverable"]) == (False, True, True)


async def test_new_posts_are_as_their_author_likes_them(world, alice):
    visitor = await signed_in(world)
    await save(
        visitor,
        "writing",
        without=("alt_reminder",),
        visibility="unlisted",
        quote_policy="nobody",
        language="fr",
        sensitive="true",
    )
    post = await alice.publish("bonjour")
    assert (post["visibility"], post["language"]) == ("unlisted", "fr")
    chosen = filled(visitor)
    assert (chosen["quote_policy"], chosen["language"]) == ("nobody", "fr")
    assert "alt_reminder" not in chosen
    await save(visitor, "writing", language="")
    assert (await alice.get("/api/v1/preferences")).json()["posting:default:language"] is None


@ONE_ENGINE
async def test_timelines_and_what_apps_open(world, alice):
    visitor = await signed_in(world)
    await save(
        visitor,
        "timeline",
        without=("endless", "boosts_at_home"),
        expand_media="show_all",
        expand_spoilers="true",
    )
    chosen = filled(visitor)
    assert "endless" not in chosen
    assert "boosts_at_home" not in chosen
    assert "replies_at_home" in chosen
    found = (await alice.get("/api/v1/preferences")).json()
    assert found["reading:expand:media"] == "show_all"
    assert found["reading:expand:spoilers"] is True


@ONE_ENGINE
async def test_warnings_and_pictures_are_open_or_covered_as_each_reader_wants(world, alice, bob):
    picture = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(picture, "PNG")
    media = []
    for _ in range(2):
        file = {"file": ("p.png", picture.getvalue(), "image/png")}
        media.append((await bob.post("/api/v2/media", files=file)).json()["id"])
    await alice.follow(bob)
    await bob.publish("the end", spoiler_text="Endings")
    await bob.publish("seen", media_ids=[media[0]])
    await bob.publish("bare", media_ids=[media[1]], sensitive=True)
    visitor, other = await signed_in(world), await signed_in(world, "bob")

    async def covers(who) -> tuple[int, int]:
        await who.open("/home")
        found = who.page.select("article.post details.warning")
        return len(found), sum(each.has_attr("open") for each in found)

    assert await covers(visitor) == (2, 0)
    await save(visitor, "timeline", expand_spoilers="true", expand_media="show_all")
    assert await covers(visitor) == (1, 1)
    assert await covers(other) == (2, 0), "nobody else's pages change"
    await save(visitor, "timeline", without=("expand_spoilers",), expand_media="hide_all")
    assert await covers(visitor) == (3, 0)
    assert await covers(other) == (2, 0)


@ONE_ENGINE
async def test_pages_look_and_speak_as_chosen(world, alice):
    visitor = await signed_in(world)
    await save(visitor, "appearance", theme="contrast", without=("shortcuts",))
    assert visitor.page.html["data-theme"] == "contrast"
    assert "shortcuts" not in filled(visitor)
    await save(visitor, "language?lang=it", pages="fr", letters="it")
    assert visitor.page.html["lang"] == "fr"
    assert filled(visitor)["letters"] == "it"
    await save(visitor, "language", pages="browser", letters="tlh")
    assert visitor.page.html["lang"] == "en"
    assert filled(visitor)["letters"] == "it", "what is none of ours changes nothing"
    assert alice.token


@ONE_ENGINE
async def test_choices_that_are_none_are_refused(world, alice):
    visitor = await signed_in(world)
    for path, wrong in (
        ("appearance", {"theme": "pink"}),
        ("writing", {"visibility": "everybody"}),
        ("timeline", {"expand_media": "some"}),
        ("notifications", {"new_accounts": "burn"}),
        ("filters/new", {"action": "eat"}),
    ):
        await save(visitor, path, **wrong)
        assert visitor.status == 422, path
    assert alice.token


@ONE_ENGINE
async def test_the_policy_of_notifications(world, alice):
    visitor = await signed_in(world)
    await save(visitor, "notifications", not_following="filter", private_mentions="accept")
    policy = (await alice.get("/api/v2/notifications/policy")).json()
    assert policy["for_not_following"] == "filter"
    assert policy["for_private_mentions"] == "accept"
    assert policy["for_limited_accounts"] == "filter"
    assert filled(visitor)["not_following"] == "filter"


@ONE_ENGINE
async def test_the_account_page_says_what_is_kept(world, alice):
    await alice.publish("one")
    visitor = await signed_in(world)
    await visitor.open("/settings/account")
    text = visitor.page.get_text(" ", strip=True)
    assert f"@alice@{world.settings.host_name}" in text
    assert "alice@example.org" in text
    assert "1 post" in text


@ONE_ENGINE
async def test_no_form_of_settings_breaks_on_what_it_did_not_expect(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/appearance")
    token = filled(visitor)[FIELD]
    forms = [r for r in TABLE if r.path.startswith("/settings/") and r.method == "POST"]
    ours = [r for r in forms if not r.path.startswith(("/settings/security", "/settings/push"))]
    assert len(ours) > 20
    for route in ours:
        path = re.sub(r"\{\w+\}", "7", route.path)
        names = route.form.__struct_fields__ if route.form else ("x",)
        for odd in ("\x00", "9" * 30 + HOSTILE):
            data = {FIELD: token, **dict.fromkeys(names, odd)}
            nested = {FIELD: token, **{f"{name}[a][]": odd for name in names}}
            for fields in (data, nested):
                answer = await visitor.person.post(path, data=fields)
                assert answer.status_code < 500, (path, odd)
    assert alice.token
