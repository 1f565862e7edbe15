"""S8: what is hidden is hidden in every echo too: in boosts, in quotes, and in boosts of quotes."""

import pytest

from arengo.social.accounts.actions import suspend

pytestmark = pytest.mark.anyio
MARKER = "zanzibarine"


async def echoes_of(post, world, *people):
    """Let people boost and quote a post, and boost each other's quotes; return the echoes."""
    made = []
    for person in people:
        await person.post(f"/api/v1/statuses/{post['id']}/reblog")
        quote = await person.post(
            "/api/v1/statuses", json={"status": "see", "quoted_status_id": post["id"]}
        )
        made += [quote.json()["id"]] if quote.status_code == 200 else []
    for person in people:
        for each in made:
            await person.post(f"/api/v1/statuses/{each}/reblog")
    await world.run_jobs()
    return made


async def reading(person, echoes, *people):
    """Return everything that somebody could read of them."""
    paths = [
        *("/api/v1/timelines/home", "/api/v1/timelines/public", "/api/v1/notifications"),
        *("/api/v2/notifications", "/api/v1/statuses?" + "&".join(f"id[]={e}" for e in echoes)),
        *(f"/api/v1/accounts/{each.account_id}/statuses" for each in people),
        *(f"/api/v1/statuses/{each}" for each in echoes),
        *(f"/api/v1/statuses/{each}/context" for each in echoes),
        *(f"/api/v1/statuses/{each}/quotes" for each in echoes),
    ]
    return "".join([(await person.get(path)).text for path in paths])


async def test_a_deleted_or_suspended_post_has_no_echo(world, alice, bob, carol, anonymous):
    for hide in ("delete", "suspend"):
        post = await alice.publish(f"{MARKER} {hide}")
        echoes = await echoes_of(post, world, bob, carol)
        assert len(echoes) == 2
        assert MARKER in await reading(carol, echoes, bob)
        if hide == "delete":
            await alice.delete(f"/api/v1/statuses/{post['id']}")
        else:
            await world.db.write(suspend, alice.account_id)
        for viewer in (bob, carol, anonymous):
            assert MARKER not in await reading(viewer, echoes, alice, bob, carol)


async def test_a_private_post_has_no_echo_beyond_its_readers(world, alice, bob, carol, anonymous):
    await bob.follow(alice)
    post = await alice.publish(MARKER, visibility="private")
    echoes = await echoes_of(post, world, bob, alice)
    assert len(echoes) == 1  # its author's own
    assert MARKER in await reading(bob, echoes, alice)
    for viewer in (carol, anonymous):
        assert MARKER not in await reading(viewer, echoes, alice, bob)


async def test_who_is_blocked_reads_no_echo(world, alice, bob, carol):
    post = await alice.publish(MARKER)
    echoes = await echoes_of(post, world, bob)
    await carol.follow(bob)
    assert MARKER in await reading(carol, echoes, bob)
    await alice.post(f"/api/v1/accounts/{carol.account_id}/block")
    assert MARKER not in await reading(carol, echoes, alice, bob)


async def test_a_warning_stands_in_every_echo(world, alice, bob):
    post = await alice.publish(MARKER, spoiler_text="careful")
    (quote,) = await echoes_of(post, world, bob)
    shown = (await bob.get(f"/api/v1/statuses/{quote}")).json()["quote"]["quoted_status"]
    assert (shown["sensitive"], shown["spoiler_text"]) == (True, "careful")
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "x", "spoiler_text": "more"})
    shown = (await bob.get(f"/api/v1/statuses/{quote}")).json()["quote"]["quoted_status"]
    assert shown["spoiler_text"] == "more"
    assert MARKER not in await reading(bob, [quote], alice, bob)
