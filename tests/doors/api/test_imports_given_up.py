"""An import that errors of ours end says so, and can be tried again while its file is there."""

import pytest

from arengo.base.clock import DAY_MS
from arengo.base.lanes import Lane
from arengo.jobs.model import Job
from arengo.jobs.running import run_job
from arengo.social.accounts.actions import suspend, unsuspend
from arengo.social.moving import jobs
from arengo.social.moving.actions import BROKE, JOB, SUSPENDED
from arengo.social.moving.model import ATTEMPTS, MOST_AT_ONCE
from arengo.social.moving.packing import jobs as packing
from arengo.social.moving.packing.actions import JOB as ARCHIVE_JOB
from tests.doors.api.archives import IMPORTS, begin, note, outbox, picture, zipped
from tests.doors.api.test_media import SMALL_PNG
from tests.travelling import travelling

pytestmark = pytest.mark.anyio


async def run_last(world, kind, **args):
    """Run a job as if all its other attempts were over."""
    registry = world.whole.worker._registry
    job = Job(id=1, lane=Lane.INGRESS, kind=kind, args=args, attempts=20, run_ms=0)
    assert await run_job(registry, job)


async def sweep(world):
    site = world.whole.site
    await packing.sweep(site, site.archives, site.imports)


async def given_up(who, world, monkeypatch):
    """Let an import fail for good after its first lines; return it."""
    data = zipped(outbox(*(note(day) for day in range(1, 9))))
    made = (await begin(who, "mastodon_archive", data)).json()
    real, steps = jobs.some_lines, []

    def breaks(*args, **named):
        steps.append(1)
        if len(steps) > 1:
            raise OSError("the power went")
        return real(*args, **{**named, "most": 5})

    with monkeypatch.context() as patched:
        patched.setattr(jobs, "some_lines", breaks)
        assert (await world.whole.worker.run_due()).failed
        seen = (await who.get(f"{IMPORTS}/{made['id']}")).json()
        assert (seen["state"], seen["can_be_retried"]) == ("working", False)
        await run_last(world, JOB, import_id=int(made["id"]))
    return (await who.get(f"{IMPORTS}/{made['id']}")).json()


async def test_what_was_given_up_says_so_and_goes_on_when_its_owner_wants(
    alice, bob, world, monkeypatch
):
    assert ATTEMPTS < 20
    found = await given_up(alice, world, monkeypatch)
    assert (found["state"], found["error"], found["done_count"]) == ("failed", BROKE, 5)
    assert found["can_be_retried"] is True
    again = f"{IMPORTS}/{found['id']}/retry"
    assert (await bob.post(again)).status_code == 404
    waiting = [(await begin(alice, "blocks", "bob\n")).json() for _ in range(MOST_AT_ONCE)]
    assert (await alice.post(again)).status_code == 422
    await alice.post(f"{IMPORTS}/{waiting[0]['id']}/cancel")
    for _ in range(2):
        assert (await alice.post(again)).json()["state"] == "waiting"
    await world.run_jobs()
    found = (await alice.get(f"{IMPORTS}/{found['id']}")).json()
    assert (found["state"], found["taken_count"], found["error"]) == ("done", 8, None)
    assert await world.count("posts") == 8
    assert (await alice.post(again)).status_code == 422
    assert not list((world.settings.data / "imports").iterdir())


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_operator_may_try_again_too_and_its_owner_may_let_it_be(
    alice, world, monkeypatch
):
    found = await given_up(alice, world, monkeypatch)
    take = next(kind for kind in world.whole.worker._registry if kind.name == JOB)
    await take.run(import_id=int(found["id"]))
    assert (await alice.get(f"{IMPORTS}/{found['id']}")).json()["state"] == "done"
    found = await given_up(alice, world, monkeypatch)
    stopped = await alice.post(f"{IMPORTS}/{found['id']}/cancel")
    assert (stopped.json()["state"], stopped.json()["can_be_retried"]) == ("cancelled", False)


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_a_full_disk_is_no_fault_of_the_archive(alice, world, monkeypatch):
    data = zipped(outbox(note(1, attachment=[picture("a.png")])), **{"a.png": SMALL_PNG})
    made = (await begin(alice, "mastodon_archive", data)).json()
    with monkeypatch.context() as patched:
        patched.setattr(world.whole.site.spool, "_min_free", 1.01)
        await run_last(world, JOB, import_id=int(made["id"]))
    found = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (found["state"], found["can_be_retried"]) == ("failed", True)
    await alice.post(f"{IMPORTS}/{made['id']}/retry")
    await world.run_jobs()
    assert (await alice.get(f"{IMPORTS}/{made['id']}")).json()["taken_count"] == 1
    assert await world.count("media") == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_what_the_disk_lost_is_said(alice, world):
    made = (await begin(alice, "mastodon_archive", zipped(outbox(note(1))))).json()
    world.whole.site.imports.source(int(made["id"])).unlink()
    await world.run_jobs()
    found = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (found["state"], "begin it again" in found["error"]) == ("failed", True)


async def test_who_is_suspended_brings_nothing_along_for_the_time_being(alice, world):
    made = (await begin(alice, "mastodon_archive", zipped(outbox(note(1))))).json()
    await world.db.write(suspend, alice.account_id)
    await world.run_jobs()
    assert await world.count("posts") == 0
    await world.db.write(unsuspend, alice.account_id)
    found = (await alice.get(f"{IMPORTS}/{made['id']}")).json()
    assert (found["state"], found["error"]) == ("failed", SUSPENDED)
    assert (await alice.post(f"{IMPORTS}/{made['id']}/retry")).status_code == 200
    await world.run_jobs()
    assert (await alice.get(f"{IMPORTS}/{made['id']}")).json()["taken_count"] == 1


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_its_file_is_kept_for_a_week(alice, world, monkeypatch):
    found = await given_up(alice, world, monkeypatch)
    for days, kept in ((6, True), (8, False)):
        with travelling(days * DAY_MS // 1_000):
            await sweep(world)
        seen = (await alice.get(f"{IMPORTS}/{found['id']}")).json()
        assert (seen["can_be_retried"], seen["state"], seen["error"]) == (kept, "failed", BROKE)
        assert bool(list((world.settings.data / "imports").iterdir())) is kept
    assert (await alice.post(f"{IMPORTS}/{found['id']}/retry")).status_code == 422


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_the_sweep_leaves_what_its_owner_went_on_with_meanwhile(alice, world, monkeypatch):
    found = await given_up(alice, world, monkeypatch)
    before = await world.db.read(packing.import_to_do, int(found["id"]))
    await alice.post(f"{IMPORTS}/{found['id']}/retry")
    monkeypatch.setattr(packing, "import_to_do", lambda _tx, _id: before)
    with travelling(8 * DAY_MS // 1_000):
        await sweep(world)
    await world.run_jobs()
    assert (await alice.get(f"{IMPORTS}/{found['id']}")).json()["state"] == "done"


@pytest.mark.parametrize("engine", ["sqlite"])
async def test_an_archive_of_ones_own_that_was_given_up_says_so(alice, world, monkeypatch):
    async def breaks(*_, **__):
        raise OSError("the power went")

    made = (await alice.post("/api/arengo/v1/archives")).json()
    monkeypatch.setattr(packing._Packer, "run", breaks)
    await run_last(world, ARCHIVE_JOB, archive_id=int(made["id"]))
    seen = (await alice.get(f"/api/arengo/v1/archives/{made['id']}")).json()
    assert (seen["state"], seen["error"]) == ("failed", BROKE)
    assert (await alice.post("/api/arengo/v1/archives")).status_code == 200
