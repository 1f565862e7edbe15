"""The desk of open letters: a draft is written, signed for good, withdrawn; only by who may."""

from urllib.parse import parse_qs

import pytest

from arengo.auth.roles.model import RoleNumber
from tests.doors.api.staff import make_staff
from tests.doors.web.reading import HOSTILE, ONE_ENGINE, read, sign_in
from tests.doors.web.visiting import Visitor

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
DESK = "/admin/letters"
TYPED = {
    "texts[0][title]": "On Sunday we move",
    "texts[0][text]": "Dear neighbours,\n\n22:00 | We close.",
    "texts[1][title]": "Dimanche nous déménageons",
    "texts[1][text]": "Chères voisines",
    "by": "Orsola",
}


@pytest.fixture
async def desk(world, alice) -> Visitor:
    """Alice of the staff at her desk."""
    await make_staff(world, alice)
    visitor = Visitor(world)
    visitor.person = await sign_in(world, alice)
    return visitor


async def send(desk: Visitor, **typed: str) -> Visitor:
    """Send the form of the page with what was typed, areas of text included."""
    form = desk.page.select_one("main form")
    fields = {tag["name"]: tag.get("value", "") for tag in form.select("input[name]")}
    fields |= {tag["name"]: tag.get_text() for tag in form.select("textarea[name]")}
    assert not set(typed) - set(fields)
    desk.answer = await desk.person.post(form["action"], data={**fields, **typed})
    return desk


async def press(desk: Visitor, path: str) -> Visitor:
    """Press the button of the form that leads to `path`."""
    form = desk.page.select_one(f'main form[action="{path}"]')
    token = form.select_one("[name=csrf_token]")["value"]
    desk.answer = await desk.person.post(path, data={"csrf_token": token})
    return desk


async def drafted(desk: Visitor, **typed: str) -> str:
    """Write a draft; return where it is."""
    await desk.open(f"{DESK}/new")
    await send(desk, **{**TYPED, **typed})
    return desk.location.partition("?")[0]


async def test_a_draft_is_written_changed_signed_and_withdrawn(desk, anonymous):
    path = await drafted(desk)
    assert path == f"{DESK}/{path.rpartition('/')[2]}"
    await desk.open(path)
    assert [tag.get_text() for tag in desk.page.select(".letter h3")] == [
        "On Sunday we move",
        "Dimanche nous déménageons",
    ]
    assert (await anonymous.get("/letter")).text.count("Sunday") == 0
    await send(desk, by="Orsola Ventadri", until="2999-12-31")
    await desk.follow()
    assert desk.page.select_one("#f-until")["value"] == "2999-12-31"
    assert (await read(desk.person, DESK)).select_one(f'main a[href="{path}"]')
    for _ in range(2):
        await desk.open(path)
        await press(desk, f"{path}/sign") if desk.status == 200 else None
    assert desk.status == 404, "what is signed is no draft"
    letter = await read(anonymous, "/letter/1-on-sunday-we-move?lang=fr")
    assert letter.h1.get_text() == "Dimanche nous déménageons"
    assert letter.select_one(".signed .name").get_text() == "Orsola Ventadri"
    await desk.open(DESK)
    await press(desk, f"{path}/withdraw")
    assert parse_qs(desk.location.partition("?")[2])["said"] == ["letter_withdrawn"]
    assert (await anonymous.get("/letter/1-on-sunday-we-move")).status_code == 404
    noted = await desk.person.get("/admin/audit")
    assert noted.status_code == 404 or noted.text.count("1-on-sunday-we-move") == 2


async def test_a_draft_is_removed(desk):
    path = await drafted(desk)
    await desk.open(path)
    await press(desk, f"{path}/remove")
    assert (await desk.open(path)).status == 404


@pytest.mark.parametrize(
    ("typed", "problems"),
    [
        (dict.fromkeys(TYPED, ""), 1),
        ({"texts[1][text]": ""}, 1),
        ({"texts[2][title]": "x" * 201, "texts[2][text]": "y" * 20_001}, 2),
        ({"texts[3][language]": "xx-nowhere", "texts[3][title]": "a", "texts[3][text]": "b"}, 1),
        ({"texts[3][language]": "fr", "texts[3][title]": "a", "texts[3][text]": "b"}, 1),
        ({"until": "soon", "by": HOSTILE * 3}, 2),
    ],
)
async def test_what_cannot_be_signed_comes_back_as_it_was_typed(world, desk, typed, problems):
    await desk.open(f"{DESK}/new")
    await send(desk, **{**TYPED, **typed})
    assert (desk.status, len(desk.problems)) == (422, problems)
    wanted = {**TYPED, **typed}["texts[0][title]"]
    assert desk.page.select_one('[name="texts[0][title]"]')["value"] == wanted
    assert await world.count("open_letters") == 0


async def test_a_language_of_its_own_is_kept(desk):
    path = await drafted(
        desk, **{"texts[3][language]": "de", "texts[3][title]": "Umzug", "texts[3][text]": "Bald."}
    )
    await desk.open(path)
    kept = {tag["value"] for tag in desk.page.select('[name$="[language]"]')}
    assert kept == {"en", "it", "de", "fr", ""}


async def test_only_who_may_announce_comes_to_the_desk(world, bob, desk):
    path = await drafted(desk)
    await make_staff(world, bob, RoleNumber.MODERATOR)
    other = Visitor(world)
    other.person = await sign_in(world, bob)
    for each in (DESK, f"{DESK}/new", path):
        assert (await other.open(each)).status == 403
    token = desk.page.select_one("[name=csrf_token]")["value"] if desk.status == 200 else ""
    for each in (f"{path}/sign", f"{path}/withdraw", f"{path}/remove", path, f"{DESK}/new"):
        answer = await other.person.post(each, data={"csrf_token": token})
        assert answer.status_code in {403, 422}
        answer = await desk.person.post(each, data={**TYPED})
        assert answer.status_code == 403, "a form without its token"
    assert await world.count("open_letters WHERE number IS NULL") == 1
