"""Images through the door: what comes in, what is kept of it, who gets it, and how it goes."""

import io

import pytest
from PIL import Image

from arengo.providers.files import DiskFiles
from arengo.providers.images.model import LYING
from arengo.social.accounts.actions import delete_account
from tests.providers.images import corpus
from tests.providers.images.test_hostile import HOSTILE

pytestmark = pytest.mark.anyio

SMALL_PNG = corpus.written(corpus.photo(40, 30), "PNG")


async def upload(person, content=SMALL_PNG, *, path="/api/v2/media", name="photo.png", **form):
    """Upload a file as clients do."""
    return await person.post(path, files={"file": (name, content)}, data=form)


async def uploaded(person, content=SMALL_PNG, **form):
    """Upload a file, wait until it is done, and return its entity."""
    answer = await upload(person, content, **form)
    if answer.status_code == 202:
        await person.world.run_jobs()
        answer = await person.get(f"/api/v1/media/{answer.json()['id']}")
    assert answer.status_code == 200, answer.text
    return answer.json()


def files_below(folder):
    """Return all files in a folder, however deep."""
    return [path for path in folder.rglob("*") if path.is_file()]


def told(media):
    """Return what an entity says beside addresses: those of what is not public end some time."""
    return {key: value for key, value in media.items() if key not in {"url", "preview_url"}}


@pytest.fixture
def kept(settings):
    """Return name → bytes of everything below the folder of files."""

    def look():
        return {path.name: path.read_bytes() for path in files_below(settings.data / "media")}

    return look


def below(url, folder="/m/"):
    """Return the path of a URL of this site."""
    assert url.startswith(f"https://arengo.test{folder}")
    return url.removeprefix("https://arengo.test")


async def test_an_uploaded_image_is_described_and_handed_out(alice, anonymous):
    content = corpus.written(corpus.photo(1280, 960), "JPEG")
    answer = await upload(alice, content, description=" a lake ", focus="0.5,-0.25")
    assert answer.status_code == 200, answer.text
    media = answer.json()
    assert (media["type"], media["description"]) == ("image", "a lake")
    assert media["meta"]["original"] == {
        "width": 1280,
        "height": 960,
        "size": "1280x960",
        "aspect": pytest.approx(4 / 3),
    }
    assert media["meta"]["focus"] == {"x": 0.5, "y": -0.25}
    assert len(media["blurhash"]) > 6
    assert told((await alice.get(f"/api/v1/media/{media['id']}")).json()) == told(media)
    for key, size in (("original", "url"), ("small", "preview_url")):
        file = await anonymous.get(below(media[size]))
        assert (file.status_code, file.headers["content-type"]) == (200, "image/jpeg")
        width, height = Image.open(io.BytesIO(file.content)).size
        assert (width, height) == (media["meta"][key]["width"], media["meta"][key]["height"])


async def test_a_part_without_a_type_and_a_name_that_lies_are_read_by_their_content(alice):
    body = (
        b'--b\r\nContent-Disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n'
        + SMALL_PNG
        + b"\r\n--b--\r\n"
    )
    kind = {"content-type": "multipart/form-data; boundary=b"}
    for path in ("/api/v1/media", "/api/v2/media"):
        answer = await alice.post(path, content=body, headers=kind)
        assert answer.status_code == 200
        assert answer.json()["url"].endswith(".png")


async def test_what_is_no_decent_image_is_refused_and_nothing_of_it_is_kept(alice, world, kept):
    for kind, (make, words) in HOSTILE.items():
        answer = await upload(alice, make(), name="unknown")
        assert (answer.status_code, answer.json()) == (422, {"error": words}), kind
    for kind in ("svg", "html", "zip", "nothing"):
        answer = await upload(alice, HOSTILE[kind][0](), name="lie.png")
        assert (answer.status_code, answer.json()) == (422, {"error": LYING}), kind
    assert (kept(), await world.count("media")) == ({}, 0)


async def test_what_is_no_decent_image_changes_no_profile(alice, world, kept):
    before = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    for slot, kind in (("avatar", "html after png magic"), ("header", "2.5 gigapixels")):
        make, _ = HOSTILE[kind]
        answer = await alice.patch(
            "/api/v1/accounts/update_credentials",
            files={slot: ("me.png", make(), "image/png")},
            data={"display_name": "changed"},
        )
        assert answer.status_code == 422
    assert (await alice.get("/api/v1/accounts/verify_credentials")).json() == before
    assert (kept(), await world.count("media")) == ({}, 0)


async def test_bad_words_or_no_file_are_refused_before_anything_is_kept(alice, kept):
    no_point = "Focus must be two numbers between -1.0 and 1.0"
    for form, words in (
        ({"description": "x" * 1501}, "Description is too long (maximum is 1500 characters)"),
        ({"focus": "2,0"}, no_point),
        ({"focus": "left"}, no_point),
    ):
        answer = await upload(alice, **form)
        assert (answer.status_code, answer.json()) == (
            422,
            {"error": f"Validation failed: {words}"},
        )
    for form in ({"data": {}}, {"data": {"file": "text"}}, {"json": {}}):
        answer = await alice.post("/api/v2/media", **form)
        blank = {"error": "Validation failed: File can't be blank"}
        assert (answer.status_code, answer.json()) == (422, blank)
    assert kept() == {}


@pytest.mark.settings(upload_max_bytes=1000)
async def test_the_operator_says_how_large_a_file_may_be(alice, kept):
    answer = await upload(alice, corpus.written(corpus.photo(), "PNG"))
    assert (answer.status_code, answer.json()["error"]) == (
        422,
        "Validation failed: File is too big",
    )
    assert kept() == {}


async def test_a_body_beyond_all_measure_is_not_read_to_its_end(alice, settings):
    large = str(101 * 1024 * 1024)
    kind = "multipart/form-data; boundary=b"

    async def endless():
        for _ in range(1000):
            yield b"x" * 1024 * 1024
        raise AssertionError("read to its end")

    for headers in ({"content-length": large}, {}):
        answer = await alice.post(
            "/api/v2/media", content=endless(), headers={"content-type": kind, **headers}
        )
        assert (answer.status_code, answer.json()) == (413, {"error": "Payload too large"})
    assert files_below(settings.data / "spool") == []


async def test_a_large_form_passes_over_the_disk_and_leaves_nothing_there(alice, settings):
    large = corpus.written(corpus.photo(700, 600), "PNG", compress_level=0)
    assert len(large) > 1024 * 1024
    media = await uploaded(alice, large, description="large")
    assert (media["description"], media["meta"]["original"]["width"]) == ("large", 700)
    broken = b"--b\r\nContent-Disposition: form-data; name=file; filename=a\r\n\r\n" + large
    after = b"\r\n--b\r\nContent-Disposition: form-data; name=description\r\n\r\n"
    for end in (b"", b"\r\n--b--"[:-3], after + b"x" * 1_100_000 + b"\r\n--b--", after + b"\xff"):
        answer = await alice.post(
            "/api/v2/media",
            content=broken + end,
            headers={"content-type": "multipart/form-data; boundary=b"},
        )
        assert answer.status_code == 400, end[:9]
    assert files_below(settings.data / "spool") == []


async def test_a_disk_that_is_nearly_full_takes_no_more(alice, world, settings, monkeypatch):
    monkeypatch.setattr(world.whole.site.spool, "_min_free", 1.01)
    answer = await upload(alice)
    assert answer.status_code == 507
    assert answer.json() == {"error": "There is no room for more files right now"}
    assert files_below(settings.data / "spool") + files_below(settings.data / "media") == []
    assert await world.count("media") == 0


async def test_a_thumbnail_becomes_the_small_version(alice, kept, world):
    green = corpus.written(Image.new("RGB", (64, 64), (0, 200, 0)), "PNG")
    files = {"file": ("a.png", SMALL_PNG), "thumbnail": ("b.png", green)}
    media = (await alice.post("/api/v2/media", files=files)).json()
    assert media["meta"]["small"]["size"] == "64x64"
    blue = corpus.written(Image.new("RGB", (32, 32), (0, 0, 200)), "PNG")
    answer = await alice.put(f"/api/v1/media/{media['id']}", files={"thumbnail": ("c.png", blue)})
    assert answer.json()["meta"]["small"]["size"] == "32x32"
    assert answer.json()["url"].rpartition("/")[2] == media["url"].rpartition("/")[2]
    shown = (await alice.get(below(answer.json()["preview_url"]))).content
    assert Image.open(io.BytesIO(shown)).convert("RGB").getpixel((9, 9))[2] > 150
    await world.run_jobs()
    assert len(kept()) == 2


async def test_what_was_said_can_be_changed_until_a_post_has_the_image(alice):
    media = await uploaded(alice, description="before")
    path = f"/api/v1/media/{media['id']}"
    changed = (await alice.put(path, json={"focus": "0,1"})).json()
    assert (changed["description"], changed["meta"]["focus"]) == ("before", {"x": 0.0, "y": 1.0})
    changed = (await alice.put(path, data={"description": ""})).json()
    assert (changed["description"], changed["meta"]["focus"]) == (None, {"x": 0.0, "y": 1.0})
    post = await alice.publish("look", media_ids=[media["id"]])
    assert [told(media) for media in post["media_attachments"]] == [told(changed)]
    assert (await alice.put(path, json={"description": "after"})).status_code == 404
    assert told((await alice.get(path)).json()) == told(changed)
    refused = await alice.delete(path)
    assert (refused.status_code, refused.json()) == (
        422,
        {"error": "Media attachment is currently used by a status"},
    )


async def test_an_image_belongs_to_who_uploaded_it(alice, bob, anonymous, kept):
    media = await uploaded(alice)
    path = f"/api/v1/media/{media['id']}"
    for person, status in ((bob, 404), (anonymous, 401)):
        assert (await person.get(path)).status_code == status
        assert (await person.put(path, json={"description": "mine"})).status_code == status
        assert (await person.delete(path)).status_code == status
    answer = await bob.post("/api/v1/statuses", json={"status": "x", "media_ids": [media["id"]]})
    assert answer.status_code == 422
    assert answer.json() == {
        "error": f"Media {media['id']} not found or already attached to another post"
    }
    assert (await upload(anonymous)).status_code == 401
    assert told((await alice.get(path)).json()) == told(media)
    assert len(kept()) == 2


async def test_an_image_hangs_on_one_post_only(alice):
    media = await uploaded(alice)
    await alice.publish("first", media_ids=[media["id"]])
    answer = await alice.post(
        "/api/v1/statuses", json={"status": "second", "media_ids": [media["id"]]}
    )
    assert answer.status_code == 422


async def test_deleting_an_image_deletes_its_files(alice, kept, world):
    media = await uploaded(alice)
    assert (await alice.delete(f"/api/v1/media/{media['id']}")).json() == {}
    await world.run_jobs()
    assert (kept(), await world.count("media")) == ({}, 0)
    assert (await alice.get(below(media["url"]))).status_code == 404


async def test_deleting_a_post_deletes_the_bytes_of_its_images(alice, kept, world):
    one, two = await uploaded(alice), await uploaded(alice, corpus.telling_jpeg())
    other = await uploaded(alice, corpus.telling_png())
    post = await alice.publish("look", media_ids=[one["id"], two["id"]])
    await alice.publish("stays", media_ids=[other["id"]])
    gone = [
        (await alice.get(below(m[size]))).content
        for m in (one, two)
        for size in ("url", "preview_url")
    ]
    assert all(content in kept().values() for content in gone)
    answer = await alice.delete(f"/api/v1/statuses/{post['id']}", params={"delete_media": True})
    assert answer.status_code == 200
    await world.run_jobs()
    left = b"".join(kept().values())
    assert not any(content in left for content in gone)
    for media in (one, two):
        assert (await alice.get(below(media["url"]))).status_code == 404
        assert (await alice.get(f"/api/v1/media/{media['id']}")).status_code == 404
    assert (await alice.get(below(other["url"]))).status_code == 200
    assert await world.count("media") == 1


async def test_an_edit_keeps_adds_describes_and_drops_images(alice, kept, world):
    one, two, three = [await uploaded(alice) for _ in range(3)]
    post = await alice.publish("look", media_ids=[one["id"], two["id"]])
    path = f"/api/v1/statuses/{post['id']}"
    wish = {
        "status": "look again",
        "media_ids": [three["id"], one["id"]],
        "media_attributes": [{"id": one["id"], "description": "described", "focus": "0.1,0.2"}],
    }
    edited = (await alice.put(path, json=wish)).json()
    assert [media["id"] for media in edited["media_attachments"]] == [three["id"], one["id"]]
    assert edited["media_attachments"][1]["description"] == "described"
    assert edited["media_attachments"][1]["meta"]["focus"] == {"x": 0.1, "y": 0.2}
    assert (await alice.get(path)).json()["media_attachments"] == edited["media_attachments"]
    await world.run_jobs()
    assert len(kept()) == 4
    assert (await alice.get(below(two["url"]))).status_code == 404


async def test_an_edit_that_is_refused_describes_nothing(alice, bob):
    one, foreign = await uploaded(alice), await uploaded(bob)
    post = await alice.publish("look", media_ids=[one["id"]])
    path = f"/api/v1/statuses/{post['id']}"
    wish = {
        "media_ids": [one["id"], foreign["id"]],
        "media_attributes": [{"id": one["id"], "description": "described"}],
    }
    assert (await alice.put(path, json=wish)).status_code == 422
    later = (await alice.put(path, json={"status": "look again"})).json()
    assert later["media_attachments"][0]["description"] == one["description"]


async def test_an_edit_describes_no_image_of_another_post(alice):
    one, two, free = [await uploaded(alice, description="before") for _ in range(3)]
    post = await alice.publish("look", media_ids=[one["id"]])
    other = await alice.publish("elsewhere", media_ids=[two["id"]])
    path = f"/api/v1/statuses/{post['id']}"
    for media, status in ((two, 404), (one, 200), (free, 200)):
        described = [{"id": media["id"], "description": "after"}]
        answer = await alice.put(path, json={"media_attributes": described})
        assert answer.status_code == status
    assert (await alice.get(f"/api/v1/statuses/{other['id']}")).json() == other


async def test_an_avatar_is_shown_replaced_and_taken_away_with_its_files(alice, kept, world):
    path = "/api/v1/accounts/update_credentials"
    bare = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    answer = await alice.patch(
        path, files={"avatar": ("a", corpus.moving_gif()), "header": ("h", SMALL_PNG)}
    )
    first = answer.json()
    assert first["avatar"].endswith(".gif")
    assert not first["avatar_static"].endswith(".gif")
    assert first["header"] == first["header_static"]
    for key in ("avatar", "avatar_static", "header"):
        assert (await alice.get(below(first[key]))).status_code == 200
    assert await world.count("media") == 0
    second = (await alice.patch(path, files={"avatar": ("a", SMALL_PNG)})).json()
    assert second["header"] == first["header"]
    await world.run_jobs()
    assert (await alice.get(below(first["avatar"]))).status_code == 404
    assert len(kept()) == 2
    for slot in ("avatar", "header"):
        for _ in range(2):
            answer = await alice.delete(f"/api/v1/profile/{slot}")
            assert (answer.status_code, answer.json()[slot]) == (200, bare[slot])
    await world.run_jobs()
    assert kept() == {}


async def test_nothing_is_kept_of_what_comes_while_its_owner_leaves(
    alice, bob, kept, world, monkeypatch
):
    put = DiskFiles.put
    leaving = [alice]

    async def leave_meanwhile(*args):
        while leaving:
            await world.db.write(delete_account, leaving.pop().account_id)
            await world.run_jobs()
        await put(*args)

    monkeypatch.setattr(DiskFiles, "put", leave_meanwhile)
    assert (await upload(alice)).status_code == 404
    leaving.append(bob)
    files = {"avatar": ("a.png", SMALL_PNG)}
    worn = await bob.patch("/api/v1/accounts/update_credentials", files=files)
    assert worn.status_code == 404
    assert kept() == {}
    assert await world.count("media") == 0


async def test_nothing_is_kept_of_somebody_who_leaves(alice, bob, kept, world):
    media = await uploaded(alice)
    await alice.publish("look", media_ids=[media["id"]])
    await uploaded(alice)
    await alice.patch("/api/v1/accounts/update_credentials", files={"avatar": ("a", SMALL_PNG)})
    theirs = await uploaded(bob)
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert sorted(kept()) == sorted(
        theirs[size].rpartition("/")[2] for size in ("url", "preview_url")
    )
    assert await world.count("media") == 1
