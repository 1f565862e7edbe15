"""What one keeps away: muted and blocked people, servers, apps, and what one filters."""

import pytest

from arengo.auth.roles.model import RoleNumber
from arengo.auth.users.actions import set_role
from arengo.base.ids import AccountId
from arengo.gate.csrf import FIELD
from arengo.moderation.people.actions import act
from tests.clients.pictures import a_picture
from tests.doors.web.choosing import filled, press, rows, said, save
from tests.doors.web.reading import HOSTILE, ONE_ENGINE
from tests.doors.web.test_own_login import signed_in

pytestmark = pytest.mark.anyio
ME = "/api/v1/accounts/verify_credentials"


# ── whom one keeps away ──────────────────────────────────────────────────────────────────────────


async def test_muted_and_blocked_people_are_listed_and_let_go(world, alice, bob, carol):
    await alice.post(f"/api/v1/accounts/{bob.account_id}/mute", json={"duration": 3600})
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    visitor = await signed_in(world)
    for path, name, does in (("mutes", "bob", "unmute"), ("blocks", "carol", "unblock")):
        await visitor.open(f"/settings/{path}")
        people = visitor.page.select("ul.people > li")
        assert [name in each.get_text() for each in people] == [True]
        assert ("until" in people[0].get_text()) == (path == "mutes")
        await press(visitor, f"/@{name}/relation", do=does, return_to=f"/settings/{path}")
        assert visitor.page.select("ul.people > li") == []
    assert bob.token
    assert carol.token


@ONE_ENGINE
async def test_somebody_to_mute_is_found_by_name(world, alice, bob):
    visitor = await signed_in(world)
    await visitor.open("/settings/mutes")
    await visitor.submit(name="@bob")
    assert visitor.location == "/@bob/mute"
    await visitor.open("/settings/blocks")
    await visitor.submit(name="nobody")
    assert visitor.problems == ["We know nobody of this name."]
    await visitor.submit(name="alice")
    assert visitor.problems == ["This is you."]
    await visitor.submit(name=HOSTILE)
    assert filled(visitor)["name"] == HOSTILE
    assert alice.token
    assert bob.token


@ONE_ENGINE
async def test_servers_are_blocked_and_unblocked(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/domains")
    await visitor.submit(domain="Altrove.Example")
    await visitor.follow()
    assert (await alice.get("/api/v1/domain_blocks")).json() == ["altrove.example"]
    await press(visitor, "/settings/domains/remove", domain="altrove.example")
    assert (await alice.get("/api/v1/domain_blocks")).json() == []
    await visitor.open("/settings/domains")
    await visitor.submit(domain="no server")
    assert visitor.status == 422
    assert filled(visitor)["domain"] == "no server"


@ONE_ENGINE
async def test_an_app_is_shut_out(world, alice):
    visitor = await signed_in(world)
    await visitor.open("/settings/apps")
    (action,) = [f["action"] for f in visitor.page.select("ul.rows form")]
    await press(visitor, action)
    assert rows(visitor) == []
    assert (await alice.get(ME)).status_code == 401


# ── filters ──────────────────────────────────────────────────────────────────────────────────────


async def test_a_filter_is_made_changed_and_removed(world, alice):
    visitor = await signed_in(world)
    words = {"keywords[0][text]": "nebbia", "keywords[1][text]": "fog", "keywords[2][text]": " "}
    await save(visitor, "filters/new", title="Fog", action="hide", ends="1d", **words)
    assert said(visitor) == "Saved."
    (made,) = (await alice.get("/api/v2/filters")).json()
    assert (made["title"], made["filter_action"]) == ("Fog", "hide")
    assert made["expires_at"] is not None
    assert {each["keyword"] for each in made["keywords"]} == {"nebbia", "fog"}
    path = f"filters/{made['id']}"
    await visitor.open(f"/settings/{path}")
    assert filled(visitor)["ends"] == "keep"
    await save(
        visitor,
        path,
        without=("home", "keywords[1][whole_word]"),
        title="Fog and <b>mist</b>",
        ends="never",
        **{"keywords[0][text]": "", "keywords[2][text]": "mist"},
    )
    (changed,) = (await alice.get("/api/v2/filters")).json()
    assert "home" not in changed["context"]
    assert changed["expires_at"] is None
    assert {(k["keyword"], k["whole_word"]) for k in changed["keywords"]} == {
        ("fog", False),
        ("mist", True),
    }
    await visitor.open(f"/settings/{path}")
    await press(visitor, f"/settings/{path}/remove")
    assert (await alice.get("/api/v2/filters")).json() == []


async def test_a_post_goes_into_a_filter_and_out_again(world, alice, bob):
    post = await bob.publish("Too long a thread")
    visitor = await signed_in(world)
    await save(visitor, "filters/new", title="Threads")
    (made,) = (await alice.get("/api/v2/filters")).json()
    path = f"/settings/filters/posts/{post['id']}"
    await visitor.open(path)
    await press(visitor, path, filter=made["id"])
    assert said(visitor) == "The post is in this filter."
    (row,) = (await alice.get(f"/api/v2/filters/{made['id']}/statuses")).json()
    assert row["status_id"] == post["id"]
    await press(visitor, f"/settings/filters/{made['id']}/posts/{row['id']}/remove")
    assert (await alice.get(f"/api/v2/filters/{made['id']}/statuses")).json() == []


async def test_a_filter_covers_a_post_or_its_pictures_or_leaves_it_out(world, alice, bob):
    file = {"file": ("p.png", a_picture(40, 30), "image/png")}
    media = (await bob.post("/api/v2/media", files=file)).json()["id"]
    await alice.follow(bob)
    await bob.publish("fog over the river", media_ids=[media])
    visitor = await signed_in(world)
    await save(visitor, "filters/new", title="<b>Fog</b>", **{"keywords[0][text]": "fog"})
    (made,) = (await alice.get("/api/v2/filters")).json()
    seen = {}
    for action in ("warn", "blur", "hide"):
        await save(visitor, f"filters/{made['id']}", action=action)
        await visitor.open("/home")
        posts = visitor.page.select("article.post")
        covered = posts[0].select_one("details.warning") if posts else None
        words, pictures = ".text", ".pictures"
        seen[action] = covered and [bool(covered.select(each)) for each in (words, pictures)]
        assert not covered or "<b>Fog</b>" in covered.summary.get_text()
    assert seen == {"warn": [True, True], "blur": [False, True], "hide": None}


async def test_what_is_wrong_with_a_filter_is_said_and_others_filters_do_not_exist(
    world, alice, bob
):
    theirs = await bob.post("/api/v2/filters", json={"title": "Mine", "context": ["home"]})
    secret = await bob.publish("for me", visibility="direct")
    visitor = await signed_in(world)
    away = ("home", "notifications", "public", "thread", "account")
    words = {"keywords[0][text]": "w" * 513}
    await save(visitor, "filters/new", title=" ", without=away, **words)
    assert visitor.status == 422
    assert len(visitor.problems) == 3
    number = theirs.json()["id"]
    token = filled(visitor)[FIELD]
    for path in (f"filters/{number}", "filters/0", f"filters/posts/{secret['id']}"):
        await visitor.open(f"/settings/{path}")
        assert visitor.status == 404, path
    for path in (
        f"filters/{number}",
        f"filters/{number}/remove",
        f"filters/{number}/posts/1/remove",
    ):
        form = {FIELD: token, "title": "Stolen", "home": "true"}
        visitor.answer = await visitor.person.post(f"/settings/{path}", data=form)
        assert visitor.status == 404, path
    post = await bob.publish("here")
    for chosen in (number, "", "x"):
        form = {FIELD: token, "filter": chosen}
        visitor.answer = await visitor.person.post(
            f"/settings/filters/posts/{post['id']}", data=form
        )
        assert visitor.status == 404, chosen
    assert len((await bob.get("/api/v2/filters")).json()) == 1
    assert alice.token


# ── what the team keeps away ─────────────────────────────────────────────────────────────────────


@ONE_ENGINE
async def test_whoever_the_team_acted_on_reads_what_counts_and_since_when(world, alice, carol):
    visitor, other = await signed_in(world), await signed_in(world, "carol")
    for person in (visitor, other):
        await person.open("/settings/account")
        assert person.page.select('main a[href="/settings/standing"]') == []
    await world.db.write(set_role, account_id=carol.account_id, role=RoleNumber.ADMIN)
    for what in ("sensitive", "silence"):
        await world.db.write(
            act, what=what, by=AccountId(carol.account_id), account_id=AccountId(alice.account_id)
        )
    await visitor.open("/settings/account")
    await visitor.open(visitor.page.select_one('main a[href="/settings/standing"]')["href"])
    labels = [tag.get_text() for tag in visitor.page.select(".rule .label")]
    assert labels == ["Limited", "Images covered"]
    assert "You were limited from then on" in visitor.page.select_one("ol.rows li").get_text()
    assert "carol" not in visitor.page.main.get_text(), "who decided is the team's"
    await other.open("/settings/standing")
    assert "Nothing counts against you now." in other.page.get_text()
    assert other.page.select("ol.rows") == []
