"""`arengo db`: schema, check, and the move from SQLite to PostgreSQL."""

import asyncio
import re
import uuid
from contextlib import closing
from pathlib import Path
from sqlite3 import connect

import psycopg
import pytest

from arengo.app import build
from arengo.config.settings import load_settings
from arengo.storage import checking
from tests.postgres import drop_database, make_database


@pytest.fixture
def empty_url(postgres_url):
    """Give the URL of an empty PostgreSQL database."""
    name = f"copy_{uuid.uuid4().hex}"
    yield make_database(postgres_url, name)
    drop_database(postgres_url, name)


def change(terminal, statement, **values):
    """Damage the site as no verb would."""

    async def run():
        whole = build(load_settings(terminal.environment))
        await whole.start(work=False)
        try:
            await whole.site.db.write(lambda tx: tx.execute(statement, **values))
        finally:
            await whole.stop()

    asyncio.run(run())


def test_the_schema_is_said(anywhere):
    answer = anywhere.json("db", "migrate")
    assert answer["schema"] == answer["migrations"][-1]["number"] >= 1
    assert "up to date" in anywhere("db", "migrate").stdout


def test_a_sound_database_is_called_sound(anywhere, newcomer):
    anywhere(*newcomer("alice"))
    assert anywhere("db", "check").stdout == "The database is sound.\n"
    assert anywhere.json("db", "check")["findings"] == []


@pytest.mark.parametrize(
    ("damage", "words"),
    [
        ("UPDATE account_stats SET followers = 3", "alice shows 3 followers, there are 0"),
        ("DELETE FROM accounts", "has no account"),
        ("INSERT INTO follows (bucket, account_id, target_id, id) VALUES (0, 1, 2, 3)", "mirror"),
        (
            """
            INSERT INTO relations (bucket, account_id, kind, target_id, id) VALUES (0, 1, 1, 2, 3)
            """,
            "1 blocks 2",
        ),
        (
            """
            INSERT INTO list_members (bucket, list_id, target_id, account_id, id)
            VALUES (0, 1, 2, 3, 4)
            """,
            "2 is in the list 1",
        ),
        (
            "INSERT INTO news_readers (bucket, account_id, source_id) VALUES (0, 1, 7)",
            "7 counts None readers, there are 1",
        ),
        (
            """
            INSERT INTO announcement_counts (announcement_id, name, count, first_ms)
            VALUES (1, 'x', 2, 3)
            """,
            "1 shows 2 times x, there are 0",
        ),
    ],
)
def test_damage_is_found(terminal, newcomer, damage, words):
    terminal(*newcomer("alice"))
    change(terminal, damage)
    answer = terminal.json("db", "check", status=1)
    assert not answer["sound"]
    assert words in answer["findings"][0]["words"]
    assert words in terminal("db", "check", status=1).stdout


def test_wrong_counters_of_posts_are_found(sqlite, newcomer):
    sqlite(*newcomer("alice"))
    change(
        sqlite,
        """
        INSERT INTO posts (bucket, id, account_id, visibility) SELECT bucket, id + 1, id, 0
        FROM accounts
        """,
    )
    change(
        sqlite,
        "INSERT INTO post_stats (bucket, post_id, boosts) SELECT bucket, id, 2 FROM posts",
    )
    findings = sqlite.json("db", "check", status=1)["findings"]
    assert any("shows 2 boosts, there are 0" in each["words"] for each in findings)


# Tables whose rows `db check` compares with others, and why it need not look at the rest.
COMPARED = (
    "accounts account_stats users follows followers relations posts post_stats favourites quotes "
    "polls poll_votes reply_offers thread_entries news_sources news_readers lists list_members "
    "announcement_counts announcement_reactions schema_migrations"
)
ALONE = {
    "say nothing that other rows say": (
        "hosts publishers settings apps email_blocks email_block_uses ip_blocks server_rules "
        "audit_entries news_articles custom_emoji announcements open_letters markers domain_blocks "
        "notification_policies timetable jobs"
    ),
    "are an owner's own": (
        "one_time_codes recovery_codes passkeys sessions invites grants tokens follow_requests "
        "media plans planned_media filter_sets filters filter_keywords filter_posts followed_tags "
        "dismissed_suggestions collections collection_items push_subscriptions imports "
        "import_problems archives visits announcement_reads idempotency_keys reports "
        "notification_permissions"
    ),
    "are found by what they are about, and left out when that is gone": (
        "mentions tag_entries public_entries card_entries cards tags notifications "
        "notification_groups held_notifications notification_requests conversations "
        "conversation_posts post_edits imported_posts"
    ),
    "are written anew, or found by the one unique key": (
        "account_names directory featured_tags showcase trends trend_reviews search_queue"
    ),
}


def read_by_checks():
    """Return the tables that the checks name in their statements."""
    words = Path(checking.__file__).read_text()
    return set(re.findall(r"\b(?:FROM|JOIN) (\w+)", words)) | {"schema_migrations"}


def test_every_table_is_checked_or_need_not_be(sqlite):
    sqlite("db", "migrate")
    alone = {table for tables in ALONE.values() for table in tables.split()}
    assert set(COMPARED.split()) == read_by_checks()
    assert set(columns_of(sqlite)) == set(COMPARED.split()) | alone


def columns_of(sqlite):
    """Return table → [(column, type)] of a site on SQLite."""
    found = {}
    with closing(connect(sqlite.data / "arengo.db")) as file:
        for table, *column in file.execute(
            """
            SELECT m.name, c.name, c.type FROM sqlite_schema m JOIN pragma_table_info(m.name) c
            WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
            """
        ):
            found.setdefault(table, []).append(column)
    return found


def test_every_column_of_every_table_is_copied(sqlite, empty_url):
    sqlite("db", "migrate")
    tables = columns_of(sqlite)
    tables.pop("schema_migrations")  # the target writes its own
    values = {"text": "è un testo", "blob": b"\x00\xff", "double precision": 1.5}
    rows = {
        name: tuple(values.get(kind.lower(), 7) for _, kind in each)
        for name, each in tables.items()
    }
    with closing(connect(sqlite.data / "arengo.db")) as file, file:
        for table, row in rows.items():
            file.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    assert sqlite.json("db", "copy", "--to", empty_url)["tables"] == dict.fromkeys(tables, 1)
    with psycopg.connect(empty_url) as there:
        for table, columns in tables.items():
            names = ", ".join(name for name, _ in columns)
            assert there.execute(f"SELECT {names} FROM {table}").fetchall() == [rows[table]], table


TOMORROW = """
INSERT INTO schema_migrations (number, name, compat, applied_ms)
VALUES (9999, 'tomorrow', :compat, 0)
"""


def test_a_schema_of_tomorrow_is_found(sqlite):
    change(sqlite, TOMORROW, compat=1)
    [finding] = sqlite.json("db", "check", status=1)["findings"]
    assert finding["words"] == "tomorrow is of a newer program"


def test_a_schema_that_we_would_damage_is_not_opened(sqlite):
    change(sqlite, TOMORROW, compat=9999)
    assert "This data needs schema 9999" in sqlite("db", "check", status=1).stderr


def test_broken_pages_are_found(sqlite, newcomer):
    sqlite(*newcomer("alice"))
    with (sqlite.data / "arengo.db").open("r+b") as file:
        file.seek(8192 * 5)
        file.write(b"\xff" * 8192 * 3)
    result = sqlite("db", "check", status=1)
    assert "damaged" in result.output or "malformed" in result.output


def test_a_site_moves_to_postgresql_with_every_row(sqlite, newcomer, empty_url):
    for name in ("alice", "bob"):
        sqlite(*newcomer(name, "--confirmed"))
    sqlite("settings", "set", "title", "Il Portico — ☂")
    before = [sqlite.json(*words) for words in (("accounts", "list"), ("settings", "list"))]

    copied = sqlite.json("db", "copy", "--to", empty_url)
    assert copied["rows"] == sum(copied["tables"].values()) > 10
    assert copied["tables"]["users"] == 2
    sqlite.environment["ARENGO_DATABASE_URL"] = empty_url
    after = [sqlite.json(*words) for words in (("accounts", "list"), ("settings", "list"))]
    assert after == before
    assert sqlite.json("db", "check")["sound"]
    assert "Unset it" in sqlite("db", "copy", "--to", empty_url, status=1).stderr

    del sqlite.environment["ARENGO_DATABASE_URL"]
    assert "not empty" in sqlite("db", "copy", "--to", empty_url, status=1).stderr


def test_a_copy_that_cannot_be_is_explained(sqlite, empty_url):
    nowhere = "postgresql://127.0.0.1:1/nothing"
    assert "There is no arengo.db" in sqlite("db", "copy", "--to", empty_url, status=1).stderr
    sqlite("db", "migrate")
    assert "Usage:" in sqlite("db", "copy", "--to", "mysql://x", status=2).stderr
    assert "Connection refused" in sqlite("db", "copy", "--to", nowhere, status=1).stderr
    with sqlite.server():
        assert "Stop it first" in sqlite("db", "copy", "--to", empty_url, status=1).stderr
    assert sqlite.json("db", "copy", "--to", empty_url)["tables"]["accounts"] == 0
