"""Full text through the API: who finds what, the operators, leafing, and what must never break."""

import pytest

pytestmark = pytest.mark.anyio


async def found(person, q, **parameters):
    answer = await person.get("/api/v2/search", params={"q": q, "type": "statuses", **parameters})
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["statuses"]]


async def open_up(person, *, indexable=True):
    form = {"indexable": indexable}
    answer = await person.patch("/api/v1/accounts/update_credentials", json=form)
    assert answer.status_code == 200, answer.text


async def test_everybody_finds_posts_of_those_who_let_them(world, alice, bob, carol, anonymous):
    await open_up(alice)
    post = await alice.publish("Fresh café crème on the harbour wall")
    hidden = await bob.publish("Another cafe, for myself")
    await world.run_jobs()
    for words in ("cafe", "CAFÉ creme", '"harbour wall"', "wall fresh", "café -another"):
        assert await found(carol, words) == [post["id"]], words
    assert await found(carol, '"wall harbour"') == []
    assert await found(carol, "cafe -harbour") == []
    assert await found(bob, "cafe") == [hidden["id"], post["id"]]
    assert await found(anonymous, "cafe") == []


async def test_turning_it_off_takes_effect_at_once_and_in_the_files(world, alice, bob):
    await open_up(alice)
    post = await alice.publish("pumpernickel")
    await world.run_jobs()
    assert await found(bob, "pumpernickel") == [post["id"]]
    await open_up(alice, indexable=False)
    assert await found(bob, "pumpernickel") == []
    await world.run_jobs()
    assert await found(bob, "pumpernickel in:public") == []
    assert await found(alice, "pumpernickel") == [post["id"]]
    await open_up(alice)
    await world.run_jobs()
    assert await found(bob, "pumpernickel in:public") == [post["id"]]


async def test_one_finds_what_names_one_and_what_one_marked_or_passed_on(world, alice, bob, carol):
    named = await alice.publish("@bob gooseberry", visibility="direct")
    posts = [await alice.publish(f"gooseberry {number}") for number in range(4)]
    for post, verb in zip(posts, ("favourite", "bookmark", "reblog"), strict=False):
        await bob.post(f"/api/v1/statuses/{post['id']}/{verb}")
    await world.run_jobs()
    mine = [post["id"] for post in (posts[2], posts[1], posts[0], named)]
    assert await found(bob, "gooseberry") == mine
    assert await found(bob, "gooseberry in:library") == mine
    assert await found(bob, "in:library -2") == mine[1:]
    assert await found(bob, "gooseberry in:public") == []
    assert await found(carol, "gooseberry") == []
    await bob.post(f"/api/v1/statuses/{posts[0]['id']}/unfavourite")
    assert await found(bob, "gooseberry") == [*mine[:2], named["id"]]


async def test_what_one_may_not_see_is_not_found(world, alice, bob):
    await open_up(alice)
    kept = await alice.publish("rhubarb for followers", visibility="private")
    shown = await alice.publish("rhubarb for all")
    await bob.follow(alice)
    await bob.post(f"/api/v1/statuses/{kept['id']}/favourite")
    await world.run_jobs()
    assert await found(bob, "rhubarb") == [shown["id"], kept["id"]]
    await bob.post(f"/api/v1/accounts/{alice.account_id}/unfollow")
    assert await found(bob, "rhubarb") == [shown["id"]]
    await bob.post(f"/api/v1/accounts/{alice.account_id}/mute")
    assert await found(bob, "rhubarb") == []
    await bob.post(f"/api/v1/accounts/{alice.account_id}/unmute")
    assert await found(bob, "rhubarb") == [shown["id"]]
    await alice.post(f"/api/v1/accounts/{bob.account_id}/block")
    assert await found(bob, "rhubarb") == []


async def test_an_edit_and_a_deletion_are_learnt(world, alice):
    post = await alice.publish("First quince")
    await world.run_jobs()
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "Then medlar"})
    await world.run_jobs()
    assert await found(alice, "quince") == []
    assert await found(alice, "medlar") == [post["id"]]
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    assert await found(alice, "medlar") == []
    await world.run_jobs()
    assert await found(alice, "medlar") == []


async def test_operators_choose(world, alice, bob):
    await open_up(alice)
    await open_up(bob)
    plain = await alice.publish("turnip", language="de")
    link = await alice.publish("turnip http://127.0.0.1:9/field", language="en")
    warned = await bob.publish("turnip", spoiler_text="Roots", language="en")
    reply = await bob.publish("turnip soup", in_reply_to_id=plain["id"], language="zh-TW")
    poll_free = [reply, warned, link, plain]
    await world.run_jobs()
    for words, expected in {
        "turnip": poll_free,
        "from:alice": [link, plain],
        "from:@bob turnip": [reply, warned],
        "from:bob@arengo.test": [reply, warned],
        "turnip from:me": [link, plain],
        "turnip -from:me": [reply, warned],
        "from:nobody turnip": [],
        "has:link": [link],
        "turnip -has:link from:alice": [plain],
        "has:poll turnip": [],
        "is:reply": [reply],
        "is:sensitive": [warned],
        "roots": [warned],
        "language:de": [plain],
        "language:zh_tw": [reply],
        "turnip -language:en": [reply, plain],
        "turnip in:all": poll_free,
        "turnip in:library": [link, plain],
        "is:nothing": [],
    }.items():
        assert await found(alice, words) == [post["id"] for post in expected], words


async def test_what_a_poll_asks_is_found(world, alice):
    poll = {"options": ["marrow", "squash"], "expires_in": 3600}
    post = await alice.publish("Which one?", poll=poll)
    await world.run_jobs()
    for words in ("marrow", "squash has:poll", "which"):
        assert await found(alice, words) == [post["id"]], words
    assert await found(alice, "marrow -has:poll") == []


async def test_days_months_and_years_bound_a_search(world, alice):
    post = await alice.publish("leek")
    await world.run_jobs()
    year, month, day = post["created_at"][:10].split("-")
    here = [post["id"]]
    for words, expected in {
        f"leek during:{year}": here,
        f"leek during:{year}-{month}": here,
        f"leek during:{year}-{month}-{day}": here,
        f"leek before:{year}": [],
        f"leek -before:{year}": here,
        f"leek after:{year}-{month}-{day}": [],
        f"leek -after:{year}-{month}-{day}": here,
        f"leek before:{int(year) + 1}-01-01 after:{int(year) - 1}": here,
        "leek during:2016": [],
        "before:2016-02-31": [],
        "after:2199-12": [],
    }.items():
        assert await found(alice, words) == expected, words


async def test_results_are_leafed_through_newest_first(world, alice, bob):
    await open_up(alice)
    ids = [(await alice.publish(f"sorrel {number}"))["id"] for number in range(7)][::-1]
    await world.run_jobs()
    assert await found(bob, "sorrel", limit=3) == ids[:3]
    assert await found(bob, "sorrel", limit=3, offset=3) == ids[3:6]
    assert await found(bob, "sorrel", offset=7) == []
    assert await found(bob, "sorrel", offset=10**12) == []
    assert await found(bob, "sorrel", max_id=ids[2], limit=2) == ids[3:5]
    assert await found(bob, "sorrel", min_id=ids[5], limit=2) == ids[3:5]
    assert await found(bob, "sorrel", min_id=ids[5], max_id=ids[1]) == ids[2:5]
    assert await found(bob, "sorrel", account_id=str(alice.account_id), limit=1) == ids[:1]
    assert await found(bob, "sorrel", account_id=str(bob.account_id)) == []
    assert await found(bob, "sorrel", account_id="x") == ids


async def test_words_of_scripts_without_spaces_are_found(world, alice):
    tower = await alice.publish("東京都タワーへ行った")
    market = await alice.publish("ตลาดน้ำวันนี้")
    soup = await alice.publish("서울에서 김치찌개")
    await world.run_jobs()
    for words, expected in {
        "東京": tower,
        "京都": tower,
        "タワー": tower,
        "東": tower,
        '"東京都タワー"': tower,
        "ตลาด": market,
        "서울": soup,
        "찌개": soup,
    }.items():
        assert await found(alice, words) == [expected["id"]], words
    assert await found(alice, "都京") == []


async def test_a_hidden_person_is_not_found_by_strangers(world, alice, bob):
    from arengo.social.accounts.actions import suspend  # noqa: PLC0415

    await open_up(alice)
    await alice.publish("fennel")
    await world.run_jobs()
    assert len(await found(bob, "fennel")) == 1
    await world.db.write(suspend, alice.account_id)
    assert await found(bob, "fennel") == []
