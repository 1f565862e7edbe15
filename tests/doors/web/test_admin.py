"""Administration on its pages: who may open which desk, what is done there, what is noted."""

import pytest

from arengo.auth.roles.model import ROLES, Permission, RoleNumber, role_of
from arengo.base.lanes import Lane
from arengo.gate.routes import TABLE
from arengo.moderation.audit.model import Act
from arengo.moderation.people.model import State
from arengo.web.desks import _DESKS
from arengo.web.staff_words import (
    ACT_WORDS,
    LANE_WORDS,
    PERMISSION_WORDS,
    ROLE_WORDS,
    STATE_WORDS,
)
from tests.doors.api.staff import make_staff
from tests.doors.web.desks import log, press, send, staff_of, visit, words
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio
DESKS = "/admin"


@pytest.fixture
async def owner(world) -> Visitor:
    return await staff_of(world, "olga", RoleNumber.OWNER)


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


async def test_the_staff_comes_to_somebody_from_their_profile(world, owner, alice, bob):
    path = f"/admin/users/{alice.account_id}"
    await owner.open("/@alice")
    assert owner.page.select_one(f'a[href="{path}"]')
    member = await visit(world, bob)
    await member.open("/@alice")
    assert not member.page.select_one(f'a[href="{path}"]')


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
    for name, newest in (("@alice", "22"), ("olga", None), ("nobody", None)):
        await owner.open(f"/admin/audit?about={name}")
        row = owner.page.select_one("tbody tr")
        assert (row.td.get_text() if row else None) == newest
    await owner.open("/admin/audit?about=alice")
    assert owner.page.select_one("[rel=next]")["href"] == "/admin/audit?about=alice&before=3"
    await world.db.write(
        lambda tx: tx.execute("UPDATE audit_entries SET about = 'x' WHERE seq = 5")
    )
    await owner.open("/admin/audit?check=1")
    assert "Entry 5 is not what was written" in words(owner)


async def test_pages_of_administration_are_kept_nowhere(owner):
    await owner.open("/admin")
    assert owner.answer.headers["cache-control"] == "private, no-store"
