"""Administration of the place: who joins, roles, invitations, rules, announcements, emoji."""

import io

import pytest
from PIL import Image

from arengo.auth.roles.model import RoleNumber
from arengo.auth.signup.actions import create_invite
from arengo.base.ids import AccountId
from arengo.moderation.audit.model import Act
from arengo.social.instance.model import Rule
from arengo.social.instance.queries import site_settings
from arengo.web.pages.admin.setting import set_by_staff
from tests.doors.api.test_admin_accounts import waiting
from tests.doors.web.desks import log, press, send, staff_of, words
from tests.doors.web.visiting import Visitor

pytestmark = pytest.mark.anyio


@pytest.fixture
async def owner(world) -> Visitor:
    return await staff_of(world, "olga", RoleNumber.OWNER)


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


async def test_those_who_wait_longest_are_let_in_together(world, owner):
    for name in ("nina", "otto", "pia"):
        await waiting(world, name)
    await press(owner, "/admin/registrations", "/admin/registrations/wave", number="2")
    await owner.follow()
    assert "Those who waited longest are let in." in words(owner)
    assert [each.get_text() for each in owner.page.select(".rows b")] == ["pia"]
    assert [act for act, _, _ in await log(world)] == [Act.APPROVE] * 2
    await press(owner, "/admin/registrations", "/admin/registrations/wave", number="100")
    await owner.open("/admin/rules")
    token = owner.page.select_one("[name=csrf_token]")["value"]
    await send(owner, "/admin/registrations/wave", csrf_token=token)
    assert owner.location.endswith("said=too_late")
    await send(owner, "/admin/registrations/wave", csrf_token=token, number="1000")
    assert owner.status == 422


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


async def test_the_log_says_in_words_what_a_setting_says(world, owner):
    rules = (Rule(id=1, text="Be <kind>.", hint="Always."), Rule(id=2, text="No spam."))
    for name, value in (("rules", rules), ("trends_need_approval", True), ("status_url", "")):
        await world.db.write(set_by_staff, by=AccountId(1), name=name, value=value)
    await world.db.write(set_by_staff, by=AccountId(1), name="status_url", value="https://x.test")
    await world.db.write(set_by_staff, by=AccountId(1), name="status_url", value="")
    await owner.open("/admin/audit")
    lines = [
        [line.get_text() for line in each.select("p")]
        for each in owner.page.select("tbody details")
    ]
    assert lines == [["Nothing"], ["https://x.test"], ["Yes"], ["Be <kind>.: Always.", "No spam."]]


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
