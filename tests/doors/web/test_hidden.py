"""What is not for everybody stands on no page and looks as if it never was; on both engines."""

import pytest

from arengo.base.ids import AccountId
from arengo.social.accounts.actions import delete_account, suspend
from tests.doors.web.reading import address, addresses, newest_first, read, sign_in, texts

pytestmark = pytest.mark.anyio


async def test_only_twenty_posts_stand_on_the_front_page(anonymous, alice):
    posts = [await alice.publish(f"Number {number}") for number in range(21)]
    soup = await read(anonymous, "/")
    assert addresses(soup) == newest_first(*posts)[:20]


@pytest.mark.parametrize("visibility", ["unlisted", "private", "direct"])
async def test_what_is_not_public_never_stands_on_the_front_page(anonymous, alice, visibility):
    await alice.publish("Between us.", visibility=visibility)
    assert texts(await read(anonymous, "/")) == []


async def test_not_even_its_author_sees_a_private_post_among_the_public_ones(world, alice):
    await alice.publish("Between us.", visibility="private")
    browser = await sign_in(world, alice)
    assert texts(await read(browser, "/public")) == []
    assert texts(await read(browser, "/")) == ["Between us."]  # their home


async def test_a_deleted_post_leaves_the_front_page_at_once(anonymous, alice):
    post = await alice.publish("A slip of the pen.")
    assert (await alice.delete(f"/api/v1/statuses/{post['id']}")).status_code == 200
    assert texts(await read(anonymous, "/")) == []


@pytest.mark.parametrize("verb", [suspend, delete_account])
async def test_whoever_is_suspended_or_deleted_is_gone_from_the_front_page(
    world, anonymous, alice, verb
):
    await alice.publish("Bought followers, cheap.")
    await world.db.write(verb, AccountId(alice.account_id))
    assert texts(await read(anonymous, "/")) == []


@pytest.mark.parametrize("verb", [suspend, delete_account])
async def test_whoever_is_suspended_or_deleted_looks_absent(world, anonymous, alice, verb):
    await world.db.write(verb, AccountId(alice.account_id))
    absent = await read(anonymous, "/@nobody", status=404)
    gone = await read(anonymous, "/@alice", status=404)
    assert gone.select_one("main").get_text() == absent.select_one("main").get_text()
    await read(anonymous, "/users/alice", status=404)


async def test_a_profile_shows_what_its_reader_may_see_and_no_replies(world, anonymous, alice, bob):
    public = await alice.publish("For all.")
    unlisted = await alice.publish("Off the lists.", visibility="unlisted")
    private = await alice.publish("For followers.", visibility="private")
    letter = await alice.publish("@bob for you.", visibility="direct")
    theirs = await bob.publish("What do you bake?")
    await alice.publish("@bob Bread.", in_reply_to_id=theirs["id"])
    everybody, bobs, own = [public, unlisted], [public, unlisted, letter], [private, letter]
    for browser, seen in (
        (anonymous, everybody),
        (await sign_in(world, bob), bobs),
        (await sign_in(world, alice), [*everybody, *own]),
    ):
        soup = await read(browser, "/@alice")
        assert addresses(soup) == newest_first(*seen)
        soup = await read(browser, "/@alice/replies")
        assert len(addresses(soup)) == len(seen) + 1


async def test_pinned_posts_stand_first_unless_they_are_private(anonymous, alice):
    public = await alice.publish("Who I am.")
    private = await alice.publish("Who I am, for friends.", visibility="private")
    for post in (public, private):
        await alice.post(f"/api/v1/statuses/{post['id']}/pin")
    soup = await read(anonymous, "/@alice")
    assert texts(soup, "section[aria-labelledby=pinned]") == ["Who I am."]
    assert texts(soup, "section[aria-labelledby=posts]") == ["Who I am."]


@pytest.mark.parametrize("path", ["/@alice", "/tags/bread"])
async def test_older_posts_follow_page_by_page_without_gap_or_repetition(anonymous, alice, path):
    posts = [await alice.publish(f"Loaf {number} #bread") for number in range(41)]
    found: list[str] = []
    pages = 0
    address = f"{path}?lang=it"
    while address:
        soup = await read(anonymous, address)
        found += addresses(soup)
        pages += 1
        older = soup.select_one("a[rel=next]")
        address = older["href"] if older else ""
        assert soup.html["lang"] == "it"
    assert found == newest_first(*posts)
    assert pages == 3


@pytest.mark.parametrize("visibility", ["private", "direct"])
async def test_what_is_not_for_a_reader_looks_like_what_never_was(  # noqa: PLR0917 - fixtures
    world, anonymous, alice, bob, carol, visibility
):
    await bob.follow(alice)
    post = await alice.publish("@bob in confidence.", visibility=visibility)
    missing = str(int(post["id"]) + 64)
    for browser in (anonymous, await sign_in(world, carol)):
        absent = await read(browser, f"/@alice/{missing}", status=404)
        for below in ("", "/history", "/favourites", "/boosts", "/quotes"):
            hidden = await read(browser, address("alice", post) + below, status=404)
            assert hidden.select_one("main").get_text() == absent.select_one("main").get_text()
    for browser in (await sign_in(world, bob), await sign_in(world, alice)):
        answer = await browser.get(address("alice", post))
        assert "in confidence." in answer.text
        assert answer.headers["cache-control"] == "private, no-store"
        assert "noindex" in answer.text


async def test_a_private_answer_is_left_out_of_the_conversation(anonymous, alice, bob):
    post = await alice.publish("Who was it?")
    secret = await bob.publish("@alice It was me.", in_reply_to_id=post["id"], visibility="direct")
    await alice.publish("@bob I knew.", in_reply_to_id=secret["id"])
    assert texts(await read(anonymous, address("alice", post))) == ["Who was it?", "@bob I knew."]


async def test_a_deleted_post_is_gone_and_its_answers_stay(anonymous, alice, bob):
    first = await alice.publish("Who has a ladder?")
    second = await bob.publish("@alice Me.", in_reply_to_id=first["id"])
    await alice.delete(f"/api/v1/statuses/{first['id']}")
    await read(anonymous, address("alice", first), status=404)
    assert texts(await read(anonymous, address("bob", second))) == ["@alice Me."]


@pytest.mark.parametrize("verb", [suspend, delete_account])
async def test_posts_of_whoever_is_suspended_or_deleted_look_absent(
    world, anonymous, alice, bob, verb
):
    post = await alice.publish("Bought followers, cheap.")
    reply = await bob.publish("@alice No.", in_reply_to_id=post["id"])
    await world.db.write(verb, AccountId(alice.account_id))
    await read(anonymous, address("alice", post), status=404)
    assert texts(await read(anonymous, address("bob", reply))) == ["@alice No."]
