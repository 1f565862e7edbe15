"""Threads: nested replies, their order and pages, what is folded, and the pages below a post."""

import pytest

from tests.doors.web.reading import HOSTILE, ONE_ENGINE, address, addresses, read, sign_in, texts

pytestmark = [pytest.mark.anyio, ONE_ENGINE]


async def chain(writers, first: dict[str, object], *words: str) -> list[dict[str, object]]:
    """Publish replies, each to the one before, the writers in turn."""
    posts = [first]
    for number, text in enumerate(words):
        writer = writers[number % len(writers)]
        posts.append(await writer.publish(text, in_reply_to_id=posts[-1]["id"]))
    return posts[1:]


def nested(soup, *deep: str) -> list[str]:
    """Return what the replies say that stand so deep."""
    path = " > .answers > ".join(["section > .branch", *deep])
    return [tag.get_text() for tag in soup.select(f"{path} > .post .text")]


async def test_replies_are_nested_three_deep_and_go_on_elsewhere(anonymous, alice, bob):
    root = await alice.publish("Who has a ladder?")
    one, two, three, four, _ = await chain(
        (bob, alice), root, "One", "Two", "Three", "Four", "Five"
    )
    beside = await bob.publish("Beside", in_reply_to_id=two["id"])
    soup = await read(anonymous, address("alice", root))
    assert nested(soup) == ["One"]
    assert nested(soup, ".branch") == ["Two"]
    assert set(nested(soup, ".branch", ".branch")) == {"Three", "Beside"}
    assert "Four" not in soup.get_text()
    folds = [tag.get_text() for tag in soup.select(".answers > summary .less")]
    assert folds[0] == "Fold 5 replies"
    assert "Fold 2 replies" in folds
    further = soup.select_one(".further a")
    assert further["href"] == three["url"]
    assert further.get_text() == "Continue this thread, 2 more"
    assert soup.select_one(".title .quiet").get_text() == "6 replies"
    marks = [tag.within("article").select_one(".handle").get_text() for tag in soup.select(".mark")]
    assert marks == ["@alice"]
    later = await read(anonymous, address("alice", four))
    assert [tag["href"] for tag in later.select(".ancestor .when")] == [
        post["url"] for post in (root, one, two, three)
    ]
    assert nested(later) == ["Five"]
    assert beside["url"] in addresses(soup)


async def test_under_a_gap_replies_move_up(anonymous, alice, bob):
    root = await alice.publish("Who has a ladder?")
    secret = await bob.publish("@alice Me.", in_reply_to_id=root["id"], visibility="direct")
    await alice.publish("Then bring it.", in_reply_to_id=secret["id"])
    assert nested(await read(anonymous, address("alice", root))) == ["Then bring it."]


async def test_replies_come_in_the_order_that_was_asked_for_and_page_by_page(
    world, anonymous, alice, bob
):
    root = await alice.publish("Count!")
    said = [f"Number {number}" for number in range(23)]
    for each in said:
        await bob.publish(each, in_reply_to_id=root["id"])
    for order, wanted in (("oldest", said), ("newest", said[::-1])):
        path, found = f"{address('alice', root)}?order={order}", []
        while path:
            soup = await read(anonymous, path)
            found += nested(soup)
            older = soup.select_one("section a[rel=next]")
            path = older["href"] if older else ""
        assert found == wanted
    own = await read(await sign_in(world, alice), f"{address('alice', root)}?order=newest")
    assert own.select_one("section a[rel=next]")["hx-target"] == "closest .older"


def quoting(soup) -> list[str]:
    """Return the addresses of the posts of a list, not of what they quote."""
    return [tag["href"] for tag in soup.select("article.post > .body > .byline > .when")]


@pytest.mark.parametrize("query", ["order=best", "past=x", "past=-1", "past=99999999999999999999"])
async def test_what_cannot_be_asked_is_refused_with_a_page(anonymous, alice, query):
    root = await alice.publish("Count!")
    await read(anonymous, f"{address('alice', root)}?{query}", status=422)


async def test_replies_of_muted_people_are_folded_and_of_blocked_people_gone(
    world, anonymous, alice, bob, carol
):
    root = await alice.publish("Who has a ladder?")
    await bob.publish("Me, me, me!", in_reply_to_id=root["id"])
    for how, count in (("mute", 1), ("block", 0)):
        await carol.post(f"/api/v1/accounts/{bob.account_id}/{how}")
        browser = await sign_in(world, carol)
        soup = await read(browser, address("alice", root))
        assert "Me, me, me!" not in soup.get_text()
        assert len(soup.select(".folded")) == count
        unfolded = await read(browser, f"{address('alice', root)}?hidden=true")
        assert len(texts(unfolded, "section[aria-labelledby=folded]")) == count
    assert "Me, me, me!" in (await read(anonymous, address("alice", root))).get_text()


async def test_who_may_reply_is_said(anonymous, alice):
    for policy, words in (("followers", "Only followers"), ("mentioned", "Only whoever")):
        post = await alice.publish("Quiet, please.", reply_policy=policy)
        soup = await read(anonymous, address("alice", post))
        assert words in soup.select(".focused .details")[-1].get_text()


async def test_a_history_shows_what_each_edit_changed(anonymous, alice):
    post = await alice.publish("Fresh bred today.", spoiler_text="Smell")
    for text, spoiler in (("Fresh bread today.", "Smell"), (f"Fresh bread. {HOSTILE}", "")):
        change = {"status": text, "spoiler_text": spoiler}
        await alice.put(f"/api/v1/statuses/{post['id']}", json=change)
    page = await read(anonymous, address("alice", post))
    link = page.select_one('.numbers a[href$="/history"]')
    assert link.get_text() == "Edited 2 times"
    soup = await read(anonymous, link["href"])
    last, middle, first = soup.select(".version")
    assert [tag.get_text() for tag in middle.select("del, ins")] == ["bred", "bread"]
    assert last.select_one("del").get_text() == "Smell"
    assert last.select(".words")[-1].get_text().endswith(HOSTILE)
    assert first.select_one("[dir=auto]").get_text() == "Fresh bred today."
    assert not first.select("del, ins")


async def test_a_post_that_was_never_edited_has_one_version(anonymous, alice):
    post = await alice.publish("Bread.")
    soup = await read(anonymous, f"{address('alice', post)}/history")
    assert len(soup.select(".version")) == 1
    assert not (await read(anonymous, address("alice", post))).select(".numbers")


async def test_whose_favourite_a_post_is_and_who_boosted_it(world, anonymous, alice, bob, carol):
    post = await alice.publish("Bread.")
    for who in (bob, carol):
        await who.post(f"/api/v1/statuses/{post['id']}/favourite")
    await bob.post(f"/api/v1/statuses/{post['id']}/reblog")
    await carol.post(f"/api/v1/statuses/{post['id']}/reblog", json={"visibility": "private"})
    page = await read(anonymous, address("alice", post))
    links = {tag.get_text(): tag["href"] for tag in page.select(".focused .numbers a")}
    assert links.keys() == {"2 boosts", "2 favourites"}
    for words, who, names in (
        ("2 favourites", anonymous, ["@carol", "@bob"]),
        ("2 boosts", anonymous, ["@bob"]),
        ("2 boosts", await sign_in(world, carol), ["@carol", "@bob"]),
    ):
        soup = await read(who, links[words])
        assert [tag.get_text() for tag in soup.select(".person .handle")] == names


async def test_quotes_are_listed_and_their_author_takes_them_back(world, anonymous, alice, bob):
    post = await alice.publish("Bread.")
    other = await alice.publish("Rolls.")
    quote = await bob.publish("Look:", quoted_status_id=post["id"])
    path = f"{address('alice', post)}/quotes"
    assert quoting(await read(anonymous, path)) == [quote["url"]]
    assert not (await read(await sign_in(world, bob), path)).select(".under-post")
    browser = await sign_in(world, alice)
    form = (await read(browser, path)).select_one(".under-post")
    data = {tag["name"]: tag["value"] for tag in form.select("input")}
    wrong = f"{address('alice', other)}/quotes"
    assert (await browser.post(wrong, data=data)).status_code == 404
    assert (await browser.post(path, data={**data, "quote": "x"})).status_code == 404
    assert (await browser.post(path, data=data)).status_code == 303
    assert quoting(await read(anonymous, path)) == []


async def test_nobody_takes_back_quotes_of_what_others_wrote(world, alice, bob, carol):
    post = await alice.publish("Bread.")
    quote = await bob.publish("Look:", quoted_status_id=post["id"])
    browser = await sign_in(world, carol)
    token = (await read(browser, address("alice", post))).select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "quote": quote["id"]}
    answer = await browser.post(f"{address('alice', post)}/quotes", data=data)
    assert answer.status_code == 403


@pytest.mark.parametrize("below", ["history", "favourites", "boosts", "quotes"])
async def test_the_pages_below_a_post_are_found_under_its_author_only(anonymous, alice, bob, below):
    post = await alice.publish("Bread.")
    boost = (await bob.post(f"/api/v1/statuses/{post['id']}/reblog")).json()
    await read(anonymous, f"{address('bob', post)}/{below}", status=404)
    await read(anonymous, f"{address('bob', boost)}/{below}", status=404)
    await read(anonymous, f"{address('alice', post)}/{below}")
