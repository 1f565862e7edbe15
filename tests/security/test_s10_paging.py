"""S10: a page far down costs what the first page costs, and paging finds everything once."""

from contextlib import contextmanager
from itertools import chain

import pytest

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.ids import AccountId, bucket_of, make_id
from arengo.base.text import tag_id
from arengo.social.timelines.entries.store import bucket_of_hour, bucket_of_tag

pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
PAGE, PAGES = 20, 5_000
COUNT = PAGE * PAGES + PAGE
STEPS = 10


def fill(tx, account_id, ids):
    """Write posts as if they had been published over the months, with their entries."""
    rows = [{"id": each, "bucket": bucket_of(account_id), "me": account_id} for each in ids]
    tx.execute_many(
        "INSERT INTO posts (bucket, id, account_id, visibility, flags, text)"
        " VALUES (:bucket, :id, :me, 0, 16, 'text')",
        rows,
    )
    tx.execute_many(
        "INSERT INTO public_entries (bucket, post_id, account_id, flags)"
        " VALUES (:hour, :id, :me, 1)",
        [{"hour": bucket_of_hour(r["id"]), "id": r["id"], "me": r["me"]} for r in rows],
    )
    tag = tag_id("bread")
    tx.execute_many(
        "INSERT INTO tag_entries (bucket, tag_id, post_id, account_id)"
        " VALUES (:tag_bucket, :tag, :id, :me)",
        [
            {"tag_bucket": bucket_of_tag(tag), "tag": tag, "id": r["id"], "me": r["me"]}
            for r in rows
        ],
    )
    tx.execute_many(
        "INSERT INTO favourites (bucket, account_id, kind, post_id, id)"
        " VALUES (:bucket, :me, 1, :id, :id)",
        rows,
    )


@contextmanager
def counted(world):
    """Count the steps of SQLite's machine, in tens."""
    steps = [0]

    def count():
        steps[0] += 1
        return 0

    connections = [snapshot._connection for snapshot in world.db._snapshots]
    for connection in connections:
        connection.set_progress_handler(count, STEPS)
    try:
        yield steps
    finally:
        for connection in connections:
            connection.set_progress_handler(None, 0)


async def test_page_five_thousand_costs_at_most_twice_the_first(world, alice, bob, anonymous):
    end, bucket = now_ms(), bucket_of(alice.account_id)
    ids = sorted({make_id(bucket, end - n * HOUR_MS // 20) for n in range(COUNT)}, reverse=True)
    await world.db.write(fill, AccountId(alice.account_id), ids)
    await bob.follow(alice)
    await world.db.read(lambda tx: tx.value("SELECT 1"))  # so that there is a reader to count
    with counted(world) as scan:
        await world.db.read_bounded(
            lambda tx: tx.value("SELECT count(*) FROM posts WHERE flags > 0")
        )
    assert scan[0] > COUNT / STEPS  # what a page must never cost
    lists = {
        "/api/v1/timelines/home": bob,
        "/api/v1/timelines/public": anonymous,
        "/api/v1/timelines/public?local=true": bob,
        "/api/v1/timelines/tag/bread": anonymous,
        f"/api/v1/accounts/{alice.account_id}/statuses": anonymous,
        f"/api/v1/accounts/{alice.account_id}/statuses?exclude_replies=true": bob,
        "/api/v1/favourites": alice,
    }
    for path, who in lists.items():
        costs = []
        for wanted in (
            {},
            {"max_id": ids[PAGE * (PAGES - 1)]},
            {"min_id": ids[PAGE * PAGES]},
            {"min_id": ids[PAGE]},
        ):
            parameters = "&".join(f"{name}={value}" for name, value in wanted.items())
            joint = "&" if "?" in path else "?"
            with counted(world) as steps:
                answer = await who.get(f"{path}{joint}{parameters}")
            assert answer.status_code == 200
            assert len(answer.json()) == PAGE, (path, wanted)
            costs.append(steps[0])
        first, far, up_from_the_end, up_near = costs
        assert first > STEPS
        assert far <= 2 * first, (path, costs)
        assert max(up_from_the_end, up_near) <= 2 * first, (path, costs)


def flat(lists):
    return list(chain.from_iterable(lists))


async def pages(who, path, rel):
    """Follow the links of a list as clients do, and return the ids of each page."""
    found = []
    while path:
        answer = await who.get(path)
        assert answer.status_code == 200
        items = [each["id"] for each in answer.json()]
        if items:
            found.append(items)
        path = answer.links.get(rel, {}).get("url", "") if items else ""
    return found


async def test_every_list_is_complete_and_without_repetition_in_both_directions(alice, bob):
    posts = []
    for number in range(17):
        post = await alice.publish(f"Loaf {number} #bread")
        await bob.post(f"/api/v1/statuses/{post['id']}/favourite")
        await bob.post(f"/api/v1/statuses/{post['id']}/bookmark")
        posts.append(post["id"])
    await bob.follow(alice)
    newest_first = sorted(posts, key=int, reverse=True)
    for path in (
        "/api/v1/timelines/home",
        "/api/v1/timelines/public",
        "/api/v1/timelines/tag/bread",
        f"/api/v1/accounts/{alice.account_id}/statuses",
        "/api/v1/favourites",
        "/api/v1/bookmarks",
    ):
        for limit in (1, 2, 3, 5, 16, 17, 18, 40):
            down = await pages(bob, f"{path}?limit={limit}", "next")
            assert flat(down) == newest_first or path.endswith(("favourites", "bookmarks"))
            assert sorted(flat(down), key=int, reverse=True) == newest_first, (path, limit)
            assert all(len(each) <= limit for each in down)
            up = await pages(bob, f"{path}?limit={limit}&min_id=1", "prev")
            assert flat(each[::-1] for each in up)[::-1] == flat(down), (path, limit)
