"""S4: what was deleted is gone: from every answer, from the database file, from the disk."""

import uuid

import pytest

from arengo.base.clock import HOUR_MS
from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account
from arengo.social.media.jobs import sweep
from tests.providers.images import corpus
from tests.travelling import travelling

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
FILLING = 150


def marker():
    """Return a word that stands nowhere else."""
    return f"marker{uuid.uuid4().hex}"


def found_on_disk(settings, words):
    """Return which of the words stand in which files of the site."""
    found = []
    for path in settings.data.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            found += [(path.name, word) for word in words if word.encode() in content]
    return found


def files_of(settings):
    return {path.name for path in (settings.data / "media").rglob("*") if path.is_file()}


async def upload(person, word, color):
    picture = corpus.written(corpus.photo(64 + color, 48), "PNG")
    answer = await person.post(
        "/api/v2/media", files={"file": ("a.png", picture)}, data={"description": word}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


async def write_much(person, words):
    """Publish marked posts among others, edit them, and return them."""
    posts = []
    for number, word in enumerate(words):
        media = await upload(person, f"Picture of {word}", number)
        post = await person.publish(
            f"First {word}", spoiler_text=f"About {word}", media_ids=[media["id"]]
        )
        for _ in range(FILLING // len(words)):
            await person.publish("Filling " + "x" * 200)
        form = {"status": f"Second {word}", "media_ids": [media["id"]]}
        answer = await person.put(f"/api/v1/statuses/{post['id']}", json=form)
        assert answer.status_code == 200, answer.text
        posts.append(answer.json())
    return posts


async def test_a_deleted_post_leaves_nothing_behind(world, settings, alice, bob, anonymous):
    words = [marker() for _ in range(10)]
    posts = await write_much(alice, words)
    for post in posts:
        await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
        await bob.post(f"/api/v1/statuses/{post['id']}/reblog")
    await world.db.settle()
    assert {word for _, word in found_on_disk(settings, words)} == set(words)
    assert len(files_of(settings)) == 2 * len(words)

    for number, post in enumerate(posts):
        at_once = {"delete_media": True} if number % 2 else {}  # else an app may write it anew
        answer = await alice.delete(f"/api/v1/statuses/{post['id']}", params=at_once)
        assert answer.status_code == 200
    await world.run_jobs()
    await world.db.settle()
    assert {word for _, word in found_on_disk(settings, words)} <= set(words[::2])
    with travelling(HOUR_MS // 1_000 + 60):
        await sweep(world.db, world.whole.site.spool)
        await world.run_jobs()
    await world.db.settle()
    assert found_on_disk(settings, words) == []
    assert files_of(settings) == set()
    for post in posts:
        for who in (anonymous, alice, bob):
            for tail in ("", "/context", "/history", "/favourited_by", "/reblogged_by"):
                answer = await who.get(f"/api/v1/statuses/{post['id']}{tail}")
                assert answer.status_code == 404
        assert (await anonymous.get(f"/@alice/{post['id']}")).status_code == 404
        for media in post["media_attachments"]:
            for url in (media["url"], media["preview_url"]):
                assert (await anonymous.get(url)).status_code == 404


async def test_an_edit_keeps_its_history_until_the_post_goes(world, settings, alice):
    word = marker()
    post = await alice.publish(f"A slip: {word}")
    path = f"/api/v1/statuses/{post['id']}"
    await alice.put(path, json={"status": "Corrected."})
    history = (await alice.get(f"{path}/history")).json()
    assert word in history[0]["content"]
    await alice.delete(path)
    await world.run_jobs()
    await world.db.settle()
    assert found_on_disk(settings, [word]) == []


async def test_a_deleted_account_leaves_nothing_behind(world, settings, alice, bob, anonymous):
    words = [marker() for _ in range(4)]
    name, note, field, private = words
    picture = corpus.written(corpus.photo(80, 80), "PNG")
    form = {
        "display_name": name[:30],
        "note": note,
        "fields_attributes[0][name]": "Also",
        "fields_attributes[0][value]": field,
    }
    files = {"avatar": ("a.png", picture), "header": ("b.png", picture)}
    answer = await alice.patch("/api/v1/accounts/update_credentials", data=form, files=files)
    assert answer.status_code == 200, answer.text
    posts = await write_much(alice, [marker(), marker()])
    await alice.publish(f"@bob {private}", visibility="direct")
    await alice.follow(bob)
    await alice.post(f"/api/v1/accounts/{bob.account_id}/note", json={"comment": private})

    await world.db.write(delete_account, AccountId(alice.account_id))
    await world.run_jobs()
    await world.db.settle()
    gone = [name[:30], *words[1:], "alice@example.org"]
    assert found_on_disk(settings, gone) == []
    assert files_of(settings) == set()
    for path in (
        f"/api/v1/accounts/{alice.account_id}",
        f"/api/v1/accounts/{alice.account_id}/statuses",
        "/api/v1/accounts/lookup?acct=alice",
        f"/api/v1/statuses/{posts[0]['id']}",
        "/@alice",
    ):
        assert (await anonymous.get(path)).status_code == 404, path
    assert (await alice.get("/api/v1/timelines/home")).status_code == 401
    for table in ("posts", "media", "users", "tokens", "sessions", "post_edits", "favourites"):
        kept = await world.count(table)
        assert kept == (1 if table == "users" else 2 if table == "tokens" else 0), table
