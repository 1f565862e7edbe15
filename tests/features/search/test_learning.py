"""How the files follow the database: nothing is lost, many are one job, a rebuild corrects."""

import pytest

from arengo.control.commands import run_command
from arengo.social.search import jobs
from arengo.social.search.people import slips_between

pytestmark = pytest.mark.anyio
ONE_ENGINE = pytest.mark.parametrize("engine", ["sqlite"], indirect=True)


async def ids(person, q, **parameters):
    answer = await person.get("/api/v2/search", params={"q": q, "type": "statuses"} | parameters)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["statuses"]]


async def accounts(person, q, **parameters):
    answer = await person.get("/api/v2/search", params={"q": q, "type": "accounts"} | parameters)
    assert answer.status_code == 200, answer.text
    return [each["username"] for each in answer.json()["accounts"]]


@ONE_ENGINE
async def test_many_changes_are_one_job(world, alice):
    await world.run_jobs()
    for number in range(5):
        await alice.publish(f"{number}")
    waiting = await world.db.read(
        lambda tx: tx.value("SELECT count(*) FROM jobs WHERE kind = 'search.learn'")
    )
    assert (waiting, await world.count("search_queue")) == (1, 5)
    await world.run_jobs()
    assert await world.count("search_queue") == 0


async def test_a_crash_between_file_and_database_loses_and_doubles_nothing(
    world, alice, monkeypatch
):
    post = await alice.publish("bilberry")
    with monkeypatch.context() as broken:
        broken.setattr(jobs.actions, "forget", _cut)
        with pytest.raises(RuntimeError, match="power"):
            await jobs.Learner(world.db, world.whole.site.search).learn()
    assert await ids(alice, "bilberry") == [post["id"]]
    await alice.put(f"/api/v1/statuses/{post['id']}", json={"status": "cloudberry"})
    await world.run_jobs()
    assert (await ids(alice, "bilberry"), await ids(alice, "cloudberry")) == ([], [post["id"]])


def _cut(_tx, _learnt):
    raise RuntimeError("the power went out")


async def test_a_rebuild_corrects_what_is_missing_wrong_and_gone(world, alice):
    posts = [await alice.publish(f"elder {number}") for number in range(3)]
    await world.run_jobs()
    search, db = world.whole.site.search, world.db
    await db.write(lambda tx: tx.execute("DELETE FROM posts WHERE text = 'elder 0'"))
    search.put([], [int(posts[1]["id"])])
    told = []
    answer = await run_command(
        world.whole.site, "search.rebuild", {}, lambda *progress: told.append(progress)
    )
    assert answer == {"posts": 2, "people": 1, "removed": 1, "damaged_files": 0}
    assert await ids(alice, "elder") == [posts[2]["id"], posts[1]["id"]]
    assert told[-1][0] == told[-1][1]


@ONE_ENGINE
async def test_a_page_is_filled_past_what_is_for_others(world, alice, bob):
    mine = [(await bob.publish(f"@alice celery {number}"))["id"] for number in range(2)]
    await alice.patch("/api/v1/accounts/update_credentials", json={"indexable": True})
    for number in range(40):
        await alice.publish(f"celery {number}")
    await world.run_jobs()
    await alice.patch("/api/v1/accounts/update_credentials", json={"indexable": False})
    assert await ids(bob, "celery", limit=2) == mine[::-1]


async def test_people_are_found_by_names_that_are_nearly_right(world, alice, bob):
    await world.join("katharina_berger")
    await world.join("catherine")
    await world.run_jobs()
    assert await accounts(alice, "katarina_berger") == ["katharina_berger"]
    assert await accounts(alice, "cahterine") == ["catherine"]
    assert await accounts(alice, "catharine") == ["catherine"]
    assert await accounts(alice, "kartofel") == []
    assert await accounts(alice, "bbo") == []
    form = {"display_name": "Zoë Ångström"}
    await bob.patch("/api/v1/accounts/update_credentials", json=form)
    await world.run_jobs()
    assert await accounts(alice, "angstrem") == ["bob"]
    answer = await alice.get("/api/v1/accounts/search", params={"q": "cathrine"})
    assert [each["username"] for each in answer.json()] == ["catherine"]


async def test_those_one_follows_come_first(world, alice):
    people = [await world.join(name) for name in ("dora1", "dora2", "dora3", "dora")]
    await people[0].follow(people[1])
    await alice.follow(people[2])
    assert await accounts(alice, "dora") == ["dora", "dora3", "dora2", "dora1"]
    assert await accounts(alice, "dora", following=True) == ["dora3"]
    assert await accounts(alice, "dora", following=True, limit=1, offset=1) == []


async def test_who_left_is_not_found(world, alice, bob):
    from arengo.social.accounts.actions import delete_account  # noqa: PLC0415

    await bob.publish("tarragon", visibility="public")
    await world.join("isabella")
    await world.run_jobs()
    assert await accounts(alice, "isabela") == ["isabella"]
    found = (await alice.get("/api/v1/accounts/lookup?acct=isabella")).json()
    await world.db.write(delete_account, int(found["id"]))
    assert await accounts(alice, "isabela") == []
    await world.run_jobs()
    assert world.whole.site.search.find_people('"isa"', limit=5) == []


def test_slips_are_counted():
    for one, two, slips in (
        ("anna", "anna", 0),
        ("anna", "ana", 1),
        ("anna", "nana", 1),
        ("anna", "anne", 1),
        ("anna", "annas", 1),
        ("anna", "otto", 2),
    ):
        assert slips_between(one, two, 1) == slips, (one, two)
    assert slips_between("katharina", "catarina", 2) == 2


@ONE_ENGINE
async def test_only_the_first_process_writes_the_files(settings, engine):
    from arengo.app import build  # noqa: PLC0415
    from arengo.base.lanes import Lane  # noqa: PLC0415

    del engine
    lanes = [set(build(settings, number=number).worker.lanes) for number in (0, 1)]
    assert lanes[0] - lanes[1] == {Lane.SEARCH}
