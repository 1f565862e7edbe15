"""S5: what one may not see cannot be had through the raw address of its files either."""

import time

import pytest
import time_machine

from arengo.base.errors import NotFound
from arengo.providers.files import addresses, new_sealed_name, path_of
from tests.doors.api.test_media import below, uploaded

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("early_today")]
HOUR_S = 3_600


def files_of(post):
    """Return the paths of everything that a post shows."""
    media = post["media_attachments"][0]
    return [below(media["url"]), below(media["preview_url"])]


async def post_of(alice, visibility):
    """Publish an image for bob."""
    media = await uploaded(alice)
    return await alice.publish("@bob look", media_ids=[media["id"]], visibility=visibility)


async def test_who_sees_a_post_gets_its_files_and_nobody_else_does(alice, bob, carol, anonymous):
    everybody = (alice, bob, carol, anonymous)
    for visibility, seen_by in (
        ("public", everybody),
        ("unlisted", everybody),
        ("private", (alice, bob)),
        ("direct", (alice, bob)),
    ):
        post = await post_of(alice, visibility)
        for person in everybody:
            answer = await person.get(f"/api/v1/statuses/{post['id']}")
            assert (answer.status_code == 200) == (person in seen_by), (visibility, person.name)
        shown = (await bob.get(f"/api/v1/statuses/{post['id']}")).json()
        assert files_of(shown) == files_of(post)
        kept = "public" if len(seen_by) == 4 else "private"
        for path in files_of(post):
            answer = await anonymous.get(path)
            assert answer.status_code == 200
            assert answer.headers["cache-control"].startswith(f"{kept}, max-age=")


async def test_a_name_without_its_seal_is_not_enough(alice, anonymous):
    public, private = await post_of(alice, "public"), await post_of(alice, "private")
    for path in (*files_of(public), *files_of(private)):
        seal, name = path.split("/")[-2:]
        other = below(public["media_attachments"][0]["url"]).split("/")[-2]
        until, _, proof = seal.rpartition("-")
        forged = [
            f"/{path_of(name)}",
            f"/m/{proof[:-2]}{'aa' if proof[-2:] != 'aa' else 'bb'}/{name}",
            f"/m/{'x' * 22}/{name}",
            f"/m/0-{proof}/{name}",
            f"/m/{'f' * 12}-{proof}/{name}",
            f"/m//{name}",
            f"/m/{name}",
        ]
        forged += [f"/m/{proof}/{name}"] if until else []
        forged += [f"/m/{other}/{name}"] if seal != other else []
        for wrong in forged:
            assert (await anonymous.get(wrong)).status_code == 404, wrong


async def test_the_address_of_a_private_file_ends_and_a_fresh_one_is_told(alice, bob, anonymous):
    private, public = await post_of(alice, "private"), await post_of(alice, "public")
    began = time.time() // HOUR_S * HOUR_S
    shown = f"/api/v1/statuses/{private['id']}"
    with time_machine.travel(began + HOUR_S, tick=False):
        first = files_of((await bob.get(shown)).json())
    with time_machine.travel(began + 2 * HOUR_S - 1, tick=False):
        assert files_of((await bob.get(shown)).json()) == first
        assert (await anonymous.get(first[0])).status_code == 200
    with time_machine.travel(began + 3 * HOUR_S - 2, tick=False):
        answer = await anonymous.get(first[0])
        assert answer.headers["cache-control"] == "private, max-age=2, immutable"
    with time_machine.travel(began + 3 * HOUR_S, tick=False):
        assert [(await anonymous.get(path)).status_code for path in first] == [404, 404]
        later = files_of((await bob.get(shown)).json())
        assert [(await anonymous.get(path)).status_code for path in later] == [200, 200]
        assert files_of((await bob.get(f"/api/v1/statuses/{public['id']}")).json()) == files_of(
            public
        )


async def test_what_no_post_has_is_passing_too_and_lasts_once_it_is_public(alice, anonymous):
    media = await uploaded(alice)
    path = below(media["url"])
    assert (await anonymous.get(path)).headers["cache-control"].startswith("private")
    post = await alice.publish("look", media_ids=[media["id"]])
    assert files_of(post)[0] != path
    assert files_of(post)[0].rpartition("/")[2] == path.rpartition("/")[2]
    edits = (await alice.get(f"/api/v1/statuses/{post['id']}/history")).json()
    assert files_of(edits[0]) == files_of(post)


def test_a_seal_is_for_one_name_and_one_hour():
    name, other = new_sealed_name("video/mp4"), new_sealed_name("video/mp4")
    _, _, seal, _ = addresses.lasting(name).split("/")
    assert addresses.opened(seal, name) is None
    for wrong in (seal + "x", seal[1:], "", "-" + seal, f"1-{seal}"):
        with pytest.raises(NotFound):
            addresses.opened(wrong, name)
    with pytest.raises(NotFound):
        addresses.opened(seal, other)
