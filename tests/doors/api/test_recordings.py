"""Video and sound through the door: taken at once, made anew by a job, then shown like images."""

import pytest

from arengo.providers.images.model import TOO_BIG
from arengo.providers.recordings.model import NO_PROGRAM
from tests.doors.api.test_media import below, files_below, told, upload
from tests.providers.images import corpus as images
from tests.providers.recordings import corpus

pytestmark = pytest.mark.anyio
NOT_READY = "Cannot attach files that have not finished processing. Try again in a moment!"


@pytest.fixture
def leftovers(settings):
    """Return what lies in the spool and among the files."""
    return lambda: files_below(settings.data / "spool") + files_below(settings.data / "media")


async def test_a_film_is_taken_at_once_made_anew_and_goes_with_its_post(
    alice, bob, world, leftovers
):
    answer = await upload(alice, corpus.telling_film("mov"), name="x.mov", focus="0,1")
    media = answer.json()
    path = f"/api/v1/media/{media['id']}"
    assert (answer.status_code, media["type"], media["url"]) == (202, "video", None)
    assert media["preview_url"].endswith(".jpg")
    assert len(media["blurhash"]) > 6
    assert (await alice.get(path)).status_code == 206
    assert (await bob.get(path)).status_code == 404
    said = await alice.put(path, json={"description": "waves"})
    assert (said.status_code, said.json()["description"]) == (206, "waves")
    refused = await alice.post("/api/v1/statuses", json={"media_ids": [media["id"]]})
    assert (refused.status_code, refused.json()) == (422, {"error": NOT_READY})
    await world.run_jobs()
    answer = await alice.get(path)
    done = answer.json()
    assert (answer.status_code, done["description"], done["type"]) == (200, "waves", "video")
    assert_measured(done)
    post = await alice.publish("look", media_ids=[media["id"]])
    assert [told(each) for each in post["media_attachments"]] == [told(done)]
    film = await bob.get(
        below(post["media_attachments"][0]["url"]), headers={"range": "bytes=0-11"}
    )
    assert (film.status_code, film.headers["content-type"]) == (206, "video/mp4")
    assert film.content[4:8] == b"ftyp"
    secrets = [secret for secret in corpus.SECRETS for f in leftovers() if secret in f.read_bytes()]
    assert (secrets, len(leftovers())) == ([], 2)
    await alice.delete(f"/api/v1/statuses/{post['id']}", params={"delete_media": True})
    await world.run_jobs()
    assert (leftovers(), await world.count("media")) == ([], 0)


def assert_measured(done):
    """Check what is told about a film beside its address."""
    original = done["meta"]["original"]
    assert (original["width"], original["height"], original["frame_rate"]) == (64, 48, "10/1")
    assert 0 < original["duration"] < 1 < original["bitrate"]
    assert done["meta"]["small"]["size"] == "64x48"
    assert done["meta"]["focus"] == {"x": 0.0, "y": 1.0}
    assert done["meta"]["length"].startswith("0:00:00.")


class TestOnOneEngine:
    """What does not depend on the database."""

    @pytest.fixture
    def engine(self):
        """Take the smaller one."""
        return "sqlite"

    async def test_the_older_way_answers_when_all_is_done(self, alice, leftovers):
        for content, kind, suffix in (
            (corpus.telling_sound(), "audio", ".mp3"),
            (images.moving_gif(), "gifv", ".mp4"),
        ):
            answer = await upload(alice, content, path="/api/v1/media")
            assert answer.status_code == 200, answer.text
            assert (answer.json()["type"], answer.json()["url"][-4:]) == (kind, suffix)
        assert len(leftovers()) == 4

    async def test_a_sound_without_a_cover_has_no_preview_until_it_gets_one(self, alice, world):
        media = (await upload(alice, corpus.telling_sound("flac"))).json()
        assert (media["preview_url"], media["blurhash"]) == (None, None)
        cover = images.written(images.photo(20, 20), "PNG")
        path = f"/api/v1/media/{media['id']}"
        answer = await alice.put(path, files={"thumbnail": ("c.png", cover)})
        assert (answer.status_code, answer.json()["meta"]["small"]["size"]) == (206, "20x20")
        await world.run_jobs()
        done = (await alice.get(path)).json()
        assert (done["type"], done["meta"]["small"]["size"]) == ("audio", "20x20")
        assert done["meta"]["original"]["duration"] > 0
        assert (await alice.get(below(done["preview_url"]))).status_code == 200

    async def test_a_film_stands_alone(self, alice, world):
        one = (await upload(alice, corpus.telling_sound("ogg"))).json()["id"]
        two = (await upload(alice)).json()["id"]
        await world.run_jobs()
        refused = await alice.post("/api/v1/statuses", json={"media_ids": [one, two]})
        assert refused.status_code == 422
        assert "already contains images" in refused.json()["error"]
        await alice.publish("alone", media_ids=[one])

    async def test_what_cannot_be_made_anew_is_refused_at_the_end(self, alice, world, leftovers):
        media = (await upload(alice, corpus.silent_film())).json()
        (source,) = [path for path in leftovers() if path.name.startswith("for-")]
        source.write_bytes(source.read_bytes()[:200])
        await world.run_jobs()
        answer = await alice.get(f"/api/v1/media/{media['id']}")
        assert answer.status_code == 422
        assert answer.json()["error"].startswith("Validation failed: File")
        refused = await alice.post("/api/v1/statuses", json={"media_ids": [media["id"]]})
        assert refused.status_code == 422
        assert (await alice.delete(f"/api/v1/media/{media['id']}")).status_code == 200
        await world.run_jobs()
        assert leftovers() == []

    @pytest.mark.settings(media_quota_bytes=8_000)
    async def test_what_could_not_be_made_anew_counts_for_nothing(self, alice, world, leftovers):
        await upload(alice, corpus.silent_film())
        assert (await upload(alice, corpus.silent_film())).status_code == 422
        (source,) = [path for path in leftovers() if path.name.startswith("for-")]
        source.unlink()
        await world.run_jobs()
        assert (await upload(alice, corpus.silent_film())).status_code == 202

    async def test_a_page_plays_it(self, alice, anonymous, world):
        film = (await upload(alice, corpus.silent_film(), description="waves & wind")).json()
        sound = (await upload(alice, corpus.telling_sound("ogg"))).json()
        await world.run_jobs()
        for media, element in ((film, "<video"), (sound, "<audio")):
            post = await alice.publish("hear", media_ids=[media["id"]])
            page = (await anonymous.get(below(post["url"], "/@alice/"))).text
            (attachment,) = post["media_attachments"]
            assert f'{element} src="{attachment["url"]}" controls' in page
        page = (await anonymous.get("/@alice")).text
        assert 'aria-label="waves &amp; wind"' in page
        assert "<audio" in page

    async def test_a_film_deleted_while_it_waits_leaves_nothing(self, alice, world, leftovers):
        media = (await upload(alice, corpus.silent_film())).json()
        assert (await alice.delete(f"/api/v1/media/{media['id']}")).status_code == 200
        await world.run_jobs()
        assert (leftovers(), await world.count("media")) == ([], 0)

    async def test_what_means_harm_is_refused_and_leaves_nothing(self, alice, world, leftovers):
        for content in (
            b"#EXTM3U\nfile:///etc/passwd\n",
            b"ffconcat version 1.0\nfile /etc/passwd\n",
            corpus.box(b"ftyp", b"isom") + b"#EXTM3U\nhttp://127.0.0.1/\n",
            corpus.box(b"ftyp", b"isom") + b"<script>alert(1)</script>",
            b"%PDF-1.7",
            corpus.silent_film()[:900],
            corpus.long_film(),
        ):
            answer = await upload(alice, content, name="film.mp4")
            assert answer.status_code == 422
            assert answer.json()["error"].startswith("Validation failed: File")
        assert (leftovers(), await world.count("media")) == ([], 0)

    @pytest.mark.settings(ffmpeg="/nowhere/ffmpeg")
    async def test_a_site_without_the_program_takes_images_and_says_so(self, alice, leftovers):
        refused = await upload(alice, corpus.silent_film())
        assert (refused.status_code, refused.json()) == (422, {"error": NO_PROGRAM})
        assert leftovers() == []
        moving = await upload(alice, images.moving_gif())
        assert (moving.status_code, moving.json()["type"]) == (200, "image")

    @pytest.mark.settings(video_max_bytes=2000, media_quota_bytes=1500)
    async def test_what_is_too_large_and_what_is_too_much_is_refused(self, alice, leftovers):
        refused = await upload(alice, corpus.telling_film())
        assert (refused.status_code, refused.json()) == (422, {"error": TOO_BIG})
        for content in (corpus.silent_film()[:1990], images.written(images.photo(), "PNG")):
            refused = await upload(alice, content)
            assert refused.status_code == 422
        assert "that you may keep" in refused.json()["error"]
        assert leftovers() == []
