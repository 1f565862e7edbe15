"""Custom emoji: added by the operator, named by texts, seen by all."""

import io

import pytest
from PIL import Image

from arengo.base.errors import Invalid, NotFound
from arengo.control.commands import run_command
from arengo.social.instance.emojis import store
from arengo.social.instance.emojis.model import LAG_MS
from arengo.social.instance.emojis.palette import palette
from tests.doors.api.staff import admin_of
from tests.travelling import travelling

pytestmark = pytest.mark.anyio
# What does not depend on the database is tried on one.
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


def picture(*, frames=1):
    file = io.BytesIO()
    first, *rest = [Image.new("RGB", (200, 100), (80 * n, 9, 99)) for n in range(frames)]
    first.save(file, "GIF" if rest else "PNG", **({"append_images": rest} if rest else {}),
               save_all=bool(rest))  # fmt: skip
    return file.getvalue()


async def ask(world, name, **arguments):
    return await run_command(world.whole.site, name, arguments, lambda *_: None)


async def add(world, shortcode, **arguments):
    image = arguments.pop("image", None) or picture()
    return await ask(world, "emoji.add", shortcode=shortcode, image=image, **arguments)


def names(entity):
    return [each["shortcode"] for each in entity["emojis"]]


async def test_emoji_are_listed_and_served(world, anonymous):
    assert (await anonymous.get("/api/v1/custom_emojis")).json() == []
    await add(world, ":blob_cat:", category="Cats")
    await add(world, "dance", image=picture(frames=3), listed=False)
    listed = (await anonymous.get("/api/v1/custom_emojis")).json()
    assert [(e["shortcode"], e["category"], e["visible_in_picker"]) for e in listed] == [
        ("dance", None, False),
        ("blob_cat", "Cats", True),
    ]
    dance, cat = listed
    assert cat["url"] == cat["static_url"]
    assert dance["url"] != dance["static_url"]
    sizes = {}
    for each in (dance["url"], dance["static_url"], cat["url"]):
        image = Image.open(io.BytesIO((await anonymous.get(each)).content))
        assert image.width * image.height <= 128 * 128
        sizes[each] = getattr(image, "n_frames", 1)
    assert list(sizes.values()) == [3, 1, 1]
    assert [row["animated"] for row in await ask(world, "emoji.list")] == [True, False]


async def test_the_staff_sees_the_emoji_of_a_name(world, alice):
    adam = await admin_of(world)
    await alice.patch("/api/v1/accounts/update_credentials", json={"display_name": "Al :cat:"})
    await add(world, "cat")
    palette.expire()
    shown = (await adam.get(f"/api/v1/admin/accounts/{alice.account_id}")).json()
    assert names(shown["account"]) == ["cat"]


async def test_texts_name_the_emoji_that_they_use(world, alice, bob):
    for shortcode in ("tea", "cup", "leaf", "hand", "star", "unused"):
        await add(world, shortcode, image=picture())
    form = {
        "display_name": "Alice :leaf:",
        "note": "likes :tea:",
        "fields_attributes": [{"name": ":hand:", "value": "is :star:"}],
    }
    account = (await alice.patch("/api/v1/accounts/update_credentials", json=form)).json()
    assert names(account) == ["leaf", "tea", "hand", "star"]
    poll = {"options": ["yes :cup:", "no"], "expires_in": 600}
    post = await alice.publish(
        "now :tea: and :tea: but not :nothing: nor 1:cup:2 or ::cup::",
        spoiler_text=":hand:",
        poll=poll,
    )
    assert names(post) == ["hand", "tea", "cup"]
    assert names(post["poll"]) == ["cup"]
    assert names((await bob.get(f"/api/v1/polls/{post['poll']['id']}")).json()) == ["cup"]
    assert names(post["account"]) == ["leaf", "tea", "hand", "star"]
    history = (await bob.get(f"/api/v1/statuses/{post['id']}/history")).json()
    assert [names(each) for each in history] == [["hand", "tea"]]
    assert post["emojis"][1]["url"].startswith(world.settings.origin)


async def test_a_change_reaches_what_was_rendered_before(world, alice):
    post = await alice.publish("some :tea:")

    async def shown():
        return (await alice.get(f"/api/v1/statuses/{post['id']}")).json()["emojis"]

    assert await shown() == []
    await add(world, "tea")
    first = await shown()
    assert len(first) == 1
    await add(world, "tea")
    second = await shown()
    assert second[0]["url"] != first[0]["url"]
    await world.run_jobs()
    assert (await alice.get(first[0]["url"])).status_code == 404
    await ask(world, "emoji.remove", shortcode="tea")
    assert await shown() == []
    await world.run_jobs()
    assert (await alice.get(second[0]["url"])).status_code == 404
    assert await world.count("custom_emoji") == 0


@ONE_ENGINE
async def test_another_process_learns_of_a_change_after_a_while(world, alice, monkeypatch):
    post = await alice.publish("some :tea:")
    monkeypatch.setattr(palette, "expire", lambda: None)  # as if another process changed it
    await add(world, "tea")

    async def shown():
        return names((await alice.get(f"/api/v1/statuses/{post['id']}")).json())

    with travelling(LAG_MS / 1000 + 1):
        assert await shown() == ["tea"]


@ONE_ENGINE
async def test_what_is_no_emoji_is_refused(world):
    for shortcode in ("", "a", "é", "a b", "a-b", "x" * 65, "::"):
        with pytest.raises(Invalid):
            await add(world, shortcode)
    with pytest.raises(Invalid):
        await add(world, "fine", image=b"no picture")
    with pytest.raises(Invalid):
        await add(world, "fine", category="c" * 61)
    with pytest.raises(NotFound):
        await ask(world, "emoji.remove", shortcode="fine")
    assert await world.count("custom_emoji") == 0


async def test_what_was_not_finished_goes_with_its_files(world, monkeypatch):
    def broken(*_, **__):
        raise RuntimeError("the machine stops")

    with monkeypatch.context() as patch:
        patch.setattr(store, "set_ready", broken)
        with pytest.raises(RuntimeError):
            await add(world, "tea")
    assert await world.count("custom_emoji") == 1
    with travelling(2 * 60 * 60):
        await add(world, "cup")
        await world.run_jobs()
    assert [row["shortcode"] for row in await ask(world, "emoji.list")] == ["cup"]
    assert await world.count("custom_emoji") == 1
