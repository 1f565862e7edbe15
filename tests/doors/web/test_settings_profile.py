"""The profile as its owner writes it: words, pictures, facts, and links that are proved."""

import io

import pytest
from PIL import Image

from arengo.gate.csrf import FIELD
from tests.doors.web.choosing import filled, press, said, save
from tests.doors.web.reading import HOSTILE, ONE_ENGINE
from tests.doors.web.test_own_login import signed_in

pytestmark = pytest.mark.anyio
ME = "/api/v1/accounts/verify_credentials"


def drawing(colour="teal") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", (60, 60), colour).save(file, "PNG")
    return file.getvalue()


async def test_a_profile_is_what_was_typed(world, alice):
    visitor = await signed_in(world)
    await save(
        visitor,
        "profile",
        display_name="Alice of the Bridge",
        note=HOSTILE,
        bot="true",
        label_1="Site",
        value_1="https://alice.example",
        label_3="Bread",
        value_3="sour",
    )
    assert said(visitor) == "Saved."
    me = (await alice.get(ME)).json()
    assert (me["display_name"], me["bot"]) == ("Alice of the Bridge", True)
    assert me["source"]["note"] == HOSTILE
    assert [(f["name"], f["value"]) for f in me["source"]["fields"]] == [
        ("Site", "https://alice.example"),
        ("Bread", "sour"),
    ]
    assert filled(visitor)["note"] == HOSTILE
    assert filled(visitor)["label_2"] == "Bread", "empty lines are left out"
    await save(visitor, "profile", without=("bot",))
    assert (await alice.get(ME)).json()["bot"] is False


@ONE_ENGINE
async def test_pictures_are_put_on_described_and_taken_off(world, alice):
    visitor = await signed_in(world)
    files = {
        "avatar": ("me.png", drawing(), "image/png"),
        "header": ("b.png", drawing("red"), "image/png"),
    }
    await save(
        visitor,
        "profile",
        files=files,
        avatar_description="A <i>green</i> square",
        header_description="All red",
    )
    me = (await alice.get(ME)).json()
    assert me["avatar"].startswith(world.settings.origin)
    assert "missing" not in me["header"]
    await visitor.open("/settings/profile")
    assert filled(visitor)["avatar_description"] == "A <i>green</i> square"
    await visitor.open("/@alice")
    alternatives = [tag["alt"] for tag in visitor.page.select(".portrait, .banner img")]
    assert set(alternatives) == {"A <i>green</i> square", "All red"}
    await save(visitor, "profile", header_description="x" * 1501)
    assert visitor.status == 422
    assert visitor.page.select_one("#f-header_description-wrong")
    assert not visitor.page.select_one("#f-avatar_description-wrong")
    for slot in ("avatar", "header"):
        await visitor.open("/settings/profile")
        await press(visitor, f"/settings/profile/{slot}/remove")
        assert said(visitor) == "The picture is removed."
    await visitor.open("/settings/profile")
    assert visitor.page.select("button[form^=remove-]") == []
    assert alice.token


@ONE_ENGINE
async def test_what_is_wrong_with_a_profile_is_said_beside_it_and_nothing_is_kept(world, alice):
    visitor = await signed_in(world)
    files = {"avatar": ("me.png", b"no picture", "image/png")}
    await save(visitor, "profile", files=files, display_name="New", value_2="no word", note="kept")
    assert visitor.status == 422
    assert visitor.problems == [
        "This file is no picture that we can read.",
        "Give this line a label, or leave both fields empty.",
    ]
    assert filled(visitor)["note"] == "kept"
    await save(visitor, "profile", display_name="n" * 31, note="x" * 501)
    assert visitor.status == 422
    await save(visitor, "profile", label_1="l" * 256, value_1="v" * 256)
    assert len(visitor.problems) == 2
    assert (await alice.get(ME)).json()["display_name"] != "New"
    visitor.answer = await visitor.person.post(
        "/settings/profile/portrait/remove", data={FIELD: filled(visitor)[FIELD]}
    )
    assert visitor.status == 404


@ONE_ENGINE
async def test_links_are_looked_at_when_asked(world, alice):
    visitor = await signed_in(world)
    await save(visitor, "verification")
    assert said(visitor).startswith("We are looking at your links.")
    assert "There are none yet." in visitor.page.get_text()
    await visitor.open("/settings/delete")
    assert visitor.location == "/settings/security/delete"
    assert alice.token
