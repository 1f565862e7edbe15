"""What people do all day touches one bucket at a time, and never a whole table."""

import asyncio
from pathlib import Path

import pytest

from arengo.config.settings import load_settings
from arengo.social.accounts.actions import delete_account
from arengo.social.discover.showcase.jobs import note_who_wrote
from arengo.social.discover.trends.jobs import count_trends
from tests.features.posts.test_erasing import live_fully
from tests.postgres import drop_database, make_database, migrate_database
from tests.recording import recording
from tests.storage.plans import full_scans, is_bounded, is_routed, partitions
from tests.world import open_world

pytestmark = pytest.mark.anyio

# Named in docs/conventions.md: part of the statement → its name there.
SCATTERS = {
    "WHERE post_id = :post_id AND kind = 1": "favourited_by",
    "WHERE kind = 1 AND post_id = :post_id": "reactions.forget_post",
    "WHERE boost_of_id = :post_id": "boosted_by",
    "WHERE poll_id = :poll_id AND account_id > :after": "polls.end",
    "WHERE poll_id = :poll_id AND round <> :round": "polls.forget_votes",
    "FROM public_entries": "public",
    "FROM tags WHERE name": "tags_by_prefix",
    "account_names": "people by prefix",
    "WHERE post_id < :before": "posts.forget_keys",
    "post_id IS NULL": "media.sweep",
    "FROM cards WHERE state <> 0": "posts.sweep_cards",
    "SUM(CASE WHEN a.last_active": "totals",
    "DELETE FROM follow_requests WHERE account_id = :by": "accounts.erase",
    "DELETE FROM grants WHERE account_id": "accounts.erase",
    "WHERE from_id = ": "accounts.erase",
    "WHERE q.account_id = :from_id": "accounts.erase",
    "WHERE target_id = :target AND kind IN (3, 4, 7)": "accounts.erase",
    "DELETE FROM filter_posts WHERE post_id": "filters.forget_post",
    "FROM showcase": "showcase",
    "SUM(s.favourites + s.boosts)": "most liked",
    "CROSS JOIN posts p CROSS JOIN accounts a WHERE e.post_id > ": "discover.count_trends",
    "FROM collection_items WHERE target_id = ": "in collections",
    "FROM search_queue ORDER BY": "search.learn",
    "UPDATE reports SET by_id": "accounts.erase",
}
LARGE = {
    "posts", "accounts", "account_stats", "notifications", "notification_groups", "favourites",
    "held_notifications", "notification_requests",
    "follows", "followers", "mentions", "thread_entries", "tag_entries", "public_entries",
    "polls", "poll_votes", "plans", "planned_media",
    "directory", "tokens", "users", "media", "relations", "post_stats", "lists", "list_members",
}  # fmt: skip


def short(sql):
    """Return a statement on one line."""
    return " ".join(sql.split())


async def look_around(person, other):
    """Open every list there is."""
    post = (await other.publish("look #tea"))["id"]
    await person.publish("how nice", quoted_status_id=post, quote_approval_policy="followers")
    accounts, statuses = f"/api/v1/accounts/{other.account_id}", f"/api/v1/statuses/{post}"
    (listed,) = (await person.get("/api/v1/lists")).json()
    for path in (
        "/api/v1/timelines/home",
        "/api/v1/timelines/home?min_id=1",
        "/api/v1/timelines/public",
        "/api/v1/timelines/tag/tea?any[]=rain&none[]=snow&all[]=tea",
        "/api/v1/timelines/tag/tea",
        accounts,
        f"{accounts}/statuses",
        f"{accounts}/statuses?pinned=true",
        f"{accounts}/statuses?tagged=tea&only_media=true",
        f"{accounts}/followers",
        f"{accounts}/following",
        f"{accounts}/lists",
        f"{accounts}/endorsements",
        f"/api/v1/accounts/familiar_followers?id[]={other.account_id}",
        "/api/v1/endorsements",
        "/api/v1/conversations",
        "/api/v1/announcements",
        f"{accounts}/featured_tags",
        "/api/v1/featured_tags/suggestions",
        "/api/v1/domain_blocks",
        "/api/v1/markers?timeline[]=home",
        f"/api/v1/lists/{listed['id']}/accounts",
        f"/api/v1/timelines/list/{listed['id']}",
        f"/api/v1/accounts/relationships?id[]={other.account_id}",
        "/api/v1/accounts/search?q=bo",
        "/api/v1/accounts/lookup?acct=bob",
        statuses,
        f"{statuses}/context",
        f"{statuses}/history",
        f"{statuses}/favourited_by",
        f"{statuses}/reblogged_by",
        f"{statuses}/quotes",
        f"/api/v1/statuses?id[]={post}",
        "/api/v1/favourites",
        "/api/v1/bookmarks",
        "/api/v1/scheduled_statuses?min_id=1",
        "/api/arengo/v1/drafts",
        "/api/v1/followed_tags",
        "/api/v1/tags/tea",
        "/api/v1/notifications",
        "/api/v2/notifications",
        "/api/v2/notifications?include_filtered=true",
        "/api/v2/notifications/policy",
        "/api/v1/notifications/requests",
        "/api/v2/filters",
        f"{accounts}/collections",
        f"/api/v1/accounts/{person.account_id}/in_collections",
        "/api/v1/trends/tags",
        "/api/v1/trends/statuses",
        "/api/v1/trends/links",
        "/api/v1/directory",
        "/api/v1/directory?order=new&local=true",
        "/api/v2/suggestions",
        "/api/v1/blocks",
        "/api/v1/mutes",
        "/api/v1/follow_requests",
        "/api/v1/instance",
    ):
        answer = await person.get(path)
        assert answer.status_code == 200, path


async def everything(world):
    """Let people live a day and leave; return the statements, each once."""
    with recording(world.db) as log:
        alice, bob, carol = [await world.join(name) for name in ("alice", "bob", "carol")]
        await live_fully(alice, bob, carol, world)
        await look_around(alice, bob)
        await count_trends(world.db)
        await note_who_wrote(world.db)
        await world.db.write(delete_account, alice.account_id)
        await world.run_jobs()
    distinct = {sql: params for sql, params in log.said if not sql.startswith("-- job")}
    assert len(distinct) > 100
    return distinct


def scatter_of(sql):
    """Return the name under which a statement may ask everybody."""
    return next((name for part, name in SCATTERS.items() if part in short(sql)), None)


@pytest.fixture
async def world_in_eight(postgres_url, data):
    """Give a site whose tables are cut into eight parts."""
    url = make_database(postgres_url, "arengo_in_eight")
    await asyncio.to_thread(migrate_database, url, partitions=8)
    chosen = {"profile": "test", "origin": "https://arengo.test", "metrics_bind": ""}
    settings = load_settings({}, data=data, database_url=url, **chosen)
    async with open_world(settings) as world:
        yield world
    drop_database(postgres_url, "arengo_in_eight")


async def test_every_routed_statement_touches_one_partition(world_in_eight):
    world = world_in_eight
    statements = await everything(world)
    wide, scattered = [], set()

    def judge(tx):
        parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = CAST('posts' AS regclass)"
        assert tx.value(parts) == 8
        for sql, params in statements.items():
            for alias, touched in partitions(tx, sql, params).items():
                if is_routed(sql, alias):
                    wide.extend([(alias, short(sql))] if len(touched) > 1 else [])
                elif not is_bounded(sql, alias) and len(touched) > 1:
                    scattered.add(scatter_of(sql) or (alias, short(sql)))

    await world.db.read(judge)
    assert wide == []
    assert {each for each in scattered if isinstance(each, tuple)} == set()
    documented = (Path(__file__).parents[2] / "docs" / "conventions.md").read_text()
    assert [name for name in sorted(scattered) if f"`{name}`" not in documented] == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_no_statement_reads_a_large_table_from_end_to_end(world):
    statements = await everything(world)

    def judge(tx):
        found = {(short(sql), *full_scans(tx, sql, params)) for sql, params in statements.items()}
        return sorted(each for each in found if LARGE & set(each[1:]) and not scatter_of(each[0]))

    assert await world.db.read(judge) == []
