"""Administration on its pages: who may open which desk, what is done there, what is noted."""

import io

import pytest
from PIL import Image

from arengo.auth.roles.model import ROLES, Permission, RoleNumber, role_of
from arengo.auth.signup.actions import create_invite
from arengo.base.ids import AccountId
from arengo.base.lanes import Lane
from arengo.gate.routes import TABLE
from arengo.moderation.audit.model import Act
from arengo.moderation.audit.queries import entries
from arengo.moderation.people.model import State
from arengo.social.instance.queries import site_settings
from arengo.web.desks import _DESKS
from arengo.web.staff_words import (
    ACT_WORDS,
    LANE_WORDS,
    PERMISSION_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
)
from tests.doors.api.staff import make_staff
from tests.doors.api.test_admin_accounts import waiting
from tests.doors.web.visiting import Visitor
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio
DESKS = "/admin"


async def visit(world, person) -> Visitor:
    """Sign somebody in with a browser."""
    visitor = Visitor(world)
    await visitor.open("/auth/sign_in")
    await visitor.submit(username=person.name, password=PASSWORD)
    assert visitor.status == 303
    return visitor


async def staff_of(world, name, role) -> Visitor:
    return await visit(world, await make_staff(world, await world.join(name), role))


@pytest.fixture
async def owner(world) -> Visitor:
    return await staff_of(world, "olga", RoleNumber.OWNER)


async def press(visitor, page, action, **fields):
    """Open a page and press the button whose form goes to `action`."""
    await visitor.open(page)
    form = visitor.page.select_one(f'form[action="{action}"]')
    assert form, f"no button leads to {action}"
    token = form.select_one("[name=csrf_token]")["value"]
    return await send(visitor, action, csrf_token=token, **fields)


async def send(visitor, action, **fields):
    visitor.answer = await visitor.person.post(action, data=fields)
    return visitor


async def log(world):
    found = await world.db.read(entries, limit=50)
    return [(each.deed.act, each.deed.by, each.deed.person) for each in found][::-1]


def words(visitor, selector="main"):
    return " ".join(visitor.page.select_one(selector).get_text(" ").split())


# ── who may open what ────────────────────────────────────────────────────────────────────────────


def desks():
    """Return (path, permission) of every page that is a desk."""
    paths = {desk.path for desk in _DESKS if desk.path.startswith(DESKS)}
    return {r.path: r.permission for r in TABLE if r.method == "GET" and r.path in paths}


@pytest.mark.parametrize("role", [RoleNumber.MEMBER, RoleNumber.MODERATOR, RoleNumber.ADMIN])
async def test_each_desk_is_open_to_those_with_its_permission(world, role):
    visitor = await staff_of(world, "mina", role)
    for path, permission in desks().items():
        await visitor.open(path)
        assert visitor.status == (200 if role_of(role).may(permission) else 403), path
        if visitor.status == 200:
            listed = {a["href"] for a in visitor.page.select(".places a")} - {"/", "/first-run"}
            may = {p for p, wanted in desks().items() if role_of(role).may(wanted)}
            assert listed == may


async def test_whoever_is_not_signed_in_is_sent_to_sign_in_and_back(world):
    visitor = Visitor(world)
    await visitor.open("/admin/users?q=alice")
    assert visitor.location == "/auth/sign_in?return_to=%2Fadmin%2Fusers%3Fq%3Dalice"


async def test_nothing_is_changed_without_the_permission_or_the_token(world, alice):
    maud = await staff_of(world, "maud", RoleNumber.MODERATOR)
    await maud.open("/admin/users")
    changing = [r for r in TABLE if r.method == "POST" and r.path.startswith(DESKS)]
    for route in changing:
        path = route.path.format(
            account_id=alice.account_id, what="enable", invite_id=1, announcement_id=1,
            shortcode="tea", letter_id=1, slug="x",
        )  # fmt: skip
        await send(maud, path)
        assert maud.status in {403, 413}, path
        token = maud.page.select_one("[name=csrf_token]")
        if token and not role_of(RoleNumber.MODERATOR).may(route.permission):
            await send(maud, path, csrf_token=token["value"])
            assert maud.status == 403, path
    assert {route.permission for route in changing} >= {
        Permission.MANAGE_USERS,
        Permission.MANAGE_ROLES,
        Permission.DEVOPS,
    }
    assert await log(world) == []


def test_whatever_can_be_done_has_words():
    assert {act.value for act in Act} == set(ACT_WORDS)
    assert {number.name.lower() for number in ROLES} == set(ROLE_WORDS)
    assert {lane.name.lower() for lane in Lane} == set(LANE_WORDS)
    assert {state.value for state in State} <= set(STATE_WORDS)
    assert {each.name for each in Permission} - set(PERMISSION_WORDS) == {
        "MANAGE_APPEALS",  # there are none yet, nor webhooks
        "MANAGE_WEBHOOKS",
        "MANAGE_USER_ACCESS",
    }


# ── people ───────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.usefixtures("bob")
async def test_people_are_found_and_looked_at(owner, alice):
    await owner.open("/admin/users")
    names = [a.get_text(strip=True) for a in owner.page.select("tbody th a")]
    assert set(names) == {"alice", "bob", "olga"}
    for query, found in {
        "q=@AL": ["alice"],
        "q=bob@example.org": ["bob"],
        "state=staff": ["olga"],
        "state=suspended": [],
        "q=%25": [],
    }.items():
        await owner.open(f"/admin/users?{query}")
        assert [a.get_text(strip=True) for a in owner.page.select("tbody th a")] == found
    await owner.open(f"/admin/users/{alice.account_id}")
    assert "alice@example.org" in words(owner)
    assert (await owner.open("/admin/users/1")).status == 404


async def test_a_measure_is_taken_told_taken_back_and_noted(world, owner, alice):
    page = f"/admin/users/{alice.account_id}"
    await press(owner, page, f"{page}/measure", what="suspend", why="Enough <b>", tell="true")
    await owner.follow()
    assert "Suspended" in words(owner)
    assert owner.page.select_one("[role=status]").get_text() == "Saved."
    await world.run_jobs()
    assert "Enough <b>" in world.sent[-1].text
    await press(owner, page, f"{page}/undo/unsuspend")
    await owner.follow()
    assert "Active" in words(owner, ".ruled")
    who = next(by for _, by, _ in await log(world))
    assert await log(world) == [
        (Act.SUSPEND, who, alice.account_id),
        (Act.UNSUSPEND, who, alice.account_id),
    ]
    assert [row.b.get_text() for row in owner.page.select("tbody tr")] == [
        "Not suspended any more",
        "Suspended",
    ]


async def test_what_is_wrong_is_said_and_what_was_typed_stays(world, owner, alice):
    page = f"/admin/users/{alice.account_id}"
    await press(owner, page, f"{page}/measure", what="banish", why="Because")
    assert owner.status == 422
    assert owner.problems == ["Choose one of these."]
    assert owner.page.select_one("textarea").get_text() == "Because"
    await press(owner, page, f"{page}/measure", what="none", why="x" * 2_001)
    assert owner.problems == ["Please keep it within 2000 characters."]
    await send(owner, f"{page}/measure", what="none", why="Kept", csrf_token="old")
    assert owner.status == 403
    assert owner.page.select_one("textarea").get_text() == "Kept"
    assert (await send(owner, f"{page}/undo/love")).status == 403
    assert await log(world) == []


async def test_only_suspended_accounts_are_deleted_and_only_by_who_is_sure(owner, bob):
    page = f"/admin/users/{bob.account_id}"
    await owner.open(page)
    assert not owner.page.select(f'form[action="{page}/delete"]')
    await press(owner, page, f"{page}/measure", what="suspend")
    await press(owner, page, f"{page}/delete")
    assert owner.problems == ["Tick the box first: this cannot be undone."]
    await press(owner, page, f"{page}/delete", sure="true")
    assert owner.location == "/admin/users?said=account_deleted"
    assert (await owner.open(page)).status == 404
    await owner.open("/admin/audit")
    assert str(bob.account_id) in words(owner)


async def test_nobody_acts_on_their_equals(world):
    ada = await staff_of(world, "ada", RoleNumber.ADMIN)
    eve = await make_staff(world, await world.join("eve"), RoleNumber.ADMIN)
    page = f"/admin/users/{eve.account_id}"
    await ada.open(page)
    assert "as high as yours" in words(ada)
    token = ada.page.select_one("[name=csrf_token]")["value"]
    await send(ada, f"{page}/measure", what="suspend", csrf_token=token)
    assert ada.status == 403


# ── joining, roles, invitations ──────────────────────────────────────────────────────────────────


async def test_who_waits_is_let_in_or_turned_away_once(world, owner):
    await waiting(world, "nina")
    await waiting(world, "otto")
    await owner.open("/admin/registrations")
    assert "I bake." in words(owner)
    verdicts = {form["action"] for form in owner.page.select(".rows form")}
    (nina,) = {
        li.select_one("form")["action"]
        for li in owner.page.select(".rows li")
        if "nina" in li.get_text()
    }
    otto = next(each for each in verdicts if each.endswith("approve") and each != nina)
    await press(owner, "/admin/registrations", nina)
    assert owner.location.endswith("said=let_in")
    await press(owner, "/admin/registrations", otto.replace("approve", "reject"))
    await owner.open("/admin/registrations")
    assert "Nobody waits." in words(owner)
    token = owner.page.select_one("[name=csrf_token]")["value"]
    await send(owner, nina, csrf_token=token)
    assert owner.location.endswith("said=too_late")
    assert [act for act, _, _ in await log(world)] == [Act.APPROVE, Act.REJECT]


async def test_how_people_join_is_changed_and_what_stays_is_not_noted(world, owner):
    path = "/admin/registrations"
    for _ in range(2):
        await press(owner, path, path, mode="invite", words="Ask a friend.")
        assert owner.location == f"{path}?said=saved"
    site = await world.db.read(site_settings)
    assert (site.registrations, site.registrations_message) == ("invite", "Ask a friend.")
    await press(owner, path, path, mode="never", words="Nobody")
    assert owner.problems == ["Choose one of these."]
    assert owner.page.select_one("[name=words]").get_text() == "Nobody"
    assert [act for act, _, _ in await log(world)] == [Act.CHANGE_SETTING] * 2


@pytest.mark.usefixtures("alice", "bob")
async def test_a_role_below_ones_own_is_given(world, owner):
    path = "/admin/roles"
    await press(owner, path, path, name="@Alice", role="moderator")
    await owner.follow()
    assert "alice" in words(owner)
    ada = await staff_of(world, "ada", RoleNumber.ADMIN)
    for form, problem in (
        ({"name": "bob", "role": "admin"}, "You can only give roles below your own"),
        ({"name": "olga", "role": "member"}, "You can only give roles below your own"),
        ({"name": "nobody", "role": "member"}, "Nobody here is called that."),
        ({"name": "bob", "role": "king"}, "Choose one of these."),
    ):
        await press(ada, path, path, **form)
        assert ada.status == 422
        assert ada.problems[0].startswith(problem)
        assert ada.page.select_one("[name=name]")["value"] == form["name"]
    assert [act for act, _, _ in await log(world)] == [Act.CHANGE_ROLE]


async def test_an_invitation_of_somebody_is_ended_once(world, owner, alice):
    invite = await world.db.write(create_invite, by=AccountId(alice.account_id))
    path = f"/admin/invites/{invite.id}/expire"
    await press(owner, "/admin/invites", path)
    await owner.follow()
    assert "Over" in words(owner, "tbody")
    token = owner.page.select_one("[name=csrf_token]")
    assert token is None or owner.page.select(f'form[action="{path}"]') == []
    await owner.open("/admin/rules")
    token = owner.page.select_one("[name=csrf_token]")["value"]
    await send(owner, path, csrf_token=token)
    assert (await send(owner, "/admin/invites/1/expire", csrf_token=token)).status == 404
    assert [act for act, _, _ in await log(world)] == [Act.EXPIRE_INVITE]


# ── what the place says ──────────────────────────────────────────────────────────────────────────


def rules(*lines):
    """Return the fields of rules: (place, text, hint) each."""
    names = ("place[]", "text[]", "hint[]")
    return {name: [line[n] for line in lines] for n, name in enumerate(names)}


async def test_rules_are_written_ordered_kept_and_remembered(world, owner):
    path = "/admin/rules"
    await press(owner, path, path, **rules(("2", "No  spam.", ""), ("1", "Be kind.", "Always.")))
    first = (await world.db.read(site_settings)).rules
    assert [(rule.text, rule.hint) for rule in first] == [
        ("Be kind.", "Always."),
        ("No spam.", ""),
    ]
    await press(owner, path, path, **rules(("1", "No spam.", ""), ("2", "", ""), ("x", "New", "")))
    second = (await world.db.read(site_settings)).rules
    assert [rule.text for rule in second] == ["No spam.", "New"]
    assert second[0].id == first[1].id
    assert second[1].id not in {rule.id for rule in first}
    await owner.open(path)
    assert [len(each.select("ol li")) for each in owner.page.select("details")[-2:]] == [2, 2]
    await press(owner, path, path, **rules(("1", "Same", ""), ("2", "Same", "")))
    assert owner.problems == ["Two rules say the same. Change one of them, or leave it empty."]
    await press(owner, path, path, **rules(("1", "x" * 501, "")))
    assert owner.problems == ["Please keep it within 500 characters."]
    assert (await world.db.read(site_settings)).rules == second


async def test_an_announcement_is_written_changed_shown_withdrawn_and_removed(world, owner):
    path = "/admin/announcements"
    await press(owner, path, path, text="Tea at <four>.", draft="true", starts="2026-12-31T16:00")
    await owner.follow()
    one = owner.page.select_one(".rows a.button")["href"]
    assert "Draft" in words(owner, ".rows")
    assert "Tea at <four>." in words(owner, ".rows")
    await owner.open(one)
    assert owner.page.select_one("[name=starts]")["value"] == "2026-12-31T16:00"
    await press(owner, one, one, text="Tea at five.")
    await press(owner, path, f"{one}/publish")
    await owner.follow()
    assert "Shown" in words(owner, ".rows")
    await press(owner, path, f"{one}/withdraw")
    await press(owner, path, f"{one}/remove")
    await owner.open(path)
    assert "Nothing was announced yet." in words(owner)
    assert (await owner.open(one)).status == 404
    assert [act for act, _, _ in await log(world)] == [
        Act.ADD_ANNOUNCEMENT,
        Act.CHANGE_ANNOUNCEMENT,
        Act.PUBLISH_ANNOUNCEMENT,
        Act.WITHDRAW_ANNOUNCEMENT,
        Act.REMOVE_ANNOUNCEMENT,
    ]


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"text": " "}, "Write something here."),
        ({"text": "x", "starts": "soon"}, "This is no day and time."),
        ({"text": "x" * 10_001}, "Please keep it within 10000 characters."),
        (
            {"text": "x", "starts": "2026-12-31T16:00", "ends": "2026-12-31T15:00"},
            "It ends before it begins.",
        ),
    ],
)
async def test_an_announcement_that_cannot_be_is_shown_again(world, owner, form, problem):
    path = "/admin/announcements"
    await press(owner, path, path, **form)
    assert owner.problems == [problem]
    for name, value in form.items():
        tag = owner.page.select_one(f"[name={name}]")
        assert (tag.get_text() if tag.name == "textarea" else tag["value"]).strip() == value.strip()
    assert await log(world) == []


def drawing():
    drawn = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(drawn, "PNG")
    return drawn.getvalue()


async def test_an_emoji_is_added_and_removed(world, owner):
    path = "/admin/emoji"

    async def add(shortcode, image=None):
        await owner.open(path)
        token = owner.page.select_one("[name=csrf_token]")["value"]
        files = {"image": ("x.png", image, "image/png")} if image is not None else {}
        data = {"csrf_token": token, "shortcode": shortcode, "category": "Tea"}
        owner.answer = await owner.person.post(path, data=data, files=files or {"x": b""})

    for shortcode, image, problem in (
        ("té", drawing(), "The name of an emoji has 2 to 64 letters"),
        ("tea", None, "Choose a picture."),
        ("tea", b"no picture", "This file is no picture that we can read."),
    ):
        await add(shortcode, image)
        assert owner.problems[0].startswith(problem)
        assert owner.page.select_one("[name=shortcode]")["value"] == shortcode
    await add("tea", drawing())
    assert owner.status == 303, owner.answer.text
    await press(owner, path, f"{path}/tea/remove")
    token_page = await owner.open("/admin/rules")
    token = token_page.page.select_one("[name=csrf_token]")["value"]
    assert (await send(owner, f"{path}/tea/remove", csrf_token=token)).status == 404
    assert (await send(owner, f"{path}/t%C3%A9/remove", csrf_token=token)).status == 404
    assert [act for act, _, _ in await log(world)] == [Act.ADD_EMOJI, Act.REMOVE_EMOJI]


# ── health, work, the log ────────────────────────────────────────────────────────────────────────


def give_up(tx):
    tx.enqueue("tests.note", number=7)
    tx.execute(
        "UPDATE jobs SET dead_ms = 1, attempts = 12, error = :error WHERE kind = 'tests.note'",
        error="OSError: <no>",
    )


async def test_work_that_was_given_up_is_seen_and_begun_again(world, owner):
    await world.db.write(give_up)
    await owner.open("/admin")
    assert "1 piece of work in the background failed" in words(owner)
    await owner.open("/admin/jobs")
    assert "OSError: <no>" in words(owner)
    assert "number" not in words(owner, "tbody")
    await press(owner, "/admin/jobs", "/admin/jobs/retry")
    assert owner.location.endswith("said=begun_again")
    await owner.open("/admin/jobs")
    assert "Nothing was given up." in words(owner)
    token = owner.page.select_one("[name=csrf_token]")["value"]
    await send(owner, "/admin/jobs/retry", csrf_token=token, job="1")
    assert owner.location.endswith("said=too_late")
    assert [act for act, _, _ in await log(world)] == [Act.RETRY_JOBS]


async def test_the_log_is_read_in_pages_and_checked(world, owner, alice):
    page = f"/admin/users/{alice.account_id}"
    for _ in range(11):
        await press(owner, page, f"{page}/measure", what="silence")
        await press(owner, page, f"{page}/undo/unsilence")
    await owner.open("/admin/audit?check=1")
    assert "Every seal is right" in words(owner)
    numbers = [row.td.get_text() for row in owner.page.select("tbody tr")]
    assert numbers == [str(number) for number in range(22, 2, -1)]
    await owner.open(owner.page.select_one("[rel=next]")["href"])
    assert [row.td.get_text() for row in owner.page.select("tbody tr")] == ["2", "1"]
    await world.db.write(
        lambda tx: tx.execute("UPDATE audit_entries SET about = 'x' WHERE seq = 5")
    )
    await owner.open("/admin/audit?check=1")
    assert "Entry 5 is not what was written" in words(owner)


async def test_pages_of_administration_are_kept_nowhere(owner):
    await owner.open("/admin")
    assert owner.answer.headers["cache-control"] == "private, no-store"
