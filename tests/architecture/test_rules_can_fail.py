"""Each house rule, shown something that breaks it: a rule that cannot fail is only advice."""

from pathlib import PurePosixPath

import pytest

from tests.architecture import ownership, rules

ACTIONS = PurePosixPath("src/arengo/social/posts/actions.py")
STORE = PurePosixPath("src/arengo/social/posts/store.py")
TABLES = {"posts", "post_stats", "accounts", "follows"}


@pytest.mark.parametrize(
    "source",
    ["", "import os\n", '"""Short."""\n', '"""Things without a full stop at the end"""\n'],
)
def test_a_file_without_its_purpose_is_found(source):
    assert rules.opens_with_its_purpose(ACTIONS, source)


def test_an_empty_init_is_welcome_among_tests_only():
    assert not rules.opens_with_its_purpose(PurePosixPath("tests/__init__.py"), "")
    assert rules.opens_with_its_purpose(PurePosixPath("src/arengo/x/__init__.py"), "")


def test_line_401_is_one_too_many():
    assert not rules.is_short_enough(ACTIONS, "\n" * 400)
    assert rules.is_short_enough(ACTIONS, "\n" * 401)


@pytest.mark.parametrize("name", ["utils.py", "tag_manager.py", "helpers/text.py", "common.py"])
def test_a_name_that_says_nothing_is_found(name):
    assert rules.has_an_honest_name(PurePosixPath("src/arengo/base") / name)


@pytest.mark.parametrize(
    "statement",
    [
        'tx.row("SELECT 1")',
        'tx.execute("""\n    INSERT INTO posts (id) VALUES (:id)\n""")',
        'tx.execute(f"UPDATE posts SET {column} = 1")',
        'tx.execute("DELETE FROM posts")',
        'tx.rows("WITH recent AS (SELECT 1) SELECT * FROM recent")',
        'tx.execute("CREATE TABLE posts (id bigint)")',
        'tx.rows("select id from posts where id = 1")',
        'tx.execute("-- quietly\\ndelete from posts where id = 1")',
    ],
)
def test_sql_outside_a_store_is_found_and_inside_it_is_at_home(statement):
    assert rules.keeps_sql_in_stores(ACTIONS, statement)
    assert not rules.keeps_sql_in_stores(STORE, statement)
    assert not rules.keeps_sql_in_stores(
        PurePosixPath("src/arengo/storage/sqlite/engine.py"), statement
    )


@pytest.mark.parametrize(
    "text", ['say("Select a picture from your phone")', '"""UPDATE is a word of SQL."""']
)
def test_ordinary_words_are_not_taken_for_sql(text):
    assert not rules.keeps_sql_in_stores(ACTIONS, text)


@pytest.mark.parametrize(
    "line",
    [
        "from arengo.social.accounts import store",
        "from arengo.social.accounts import store as people",
        "from arengo.social.accounts.store import account_by_id",
        "import arengo.social.accounts.store",
    ],
)
def test_reaching_into_a_foreign_store_is_found(line):
    assert rules.leaves_foreign_stores_alone(ACTIONS, line)


def test_a_feature_and_its_folders_use_their_own_store():
    line = "from arengo.social.posts import store"
    assert not rules.leaves_foreign_stores_alone(ACTIONS, line)
    assert not rules.leaves_foreign_stores_alone(ACTIONS.parent / "polls/actions.py", line)
    assert not rules.leaves_foreign_stores_alone(ACTIONS, "from arengo.storage import Transaction")


@pytest.mark.parametrize("name", sorted(rules.SYNCHRONOUS))
def test_a_verb_that_waits_is_found(name):
    waiting = "async def favourite(tx): ...\n"
    assert rules.does_not_wait(ACTIONS.with_name(name), waiting)
    assert not rules.does_not_wait(ACTIONS.with_name("jobs.py"), waiting)


def posts_store(docstring: str, sql: str) -> list[str]:
    return ownership.tells_the_truth(STORE, f'"""{docstring}"""\nSQL = """{sql}"""\n', TABLES)


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO accounts (id) VALUES (1)",
        "UPDATE accounts SET note = ''",
        "DELETE FROM accounts WHERE id = 1",
        "WITH gone AS (DELETE FROM accounts RETURNING id) SELECT id FROM gone",
    ],
)
def test_writing_a_foreign_table_is_found_even_when_it_is_declared_as_read(sql):
    assert posts_store("The SQL of posts. Owns: posts. Reads: accounts.", sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT note FROM accounts",
        "SELECT 1 FROM posts p JOIN accounts a ON a.id = p.account_id",
        "SELECT 1 FROM posts AS p, accounts a WHERE a.id = p.account_id",
        "SELECT 1 FROM posts p LEFT JOIN accounts ON 1 = 1",
    ],
)
def test_reading_a_foreign_table_in_silence_is_found(sql):
    assert posts_store("The SQL of posts. Owns: posts.", sql)
    assert not posts_store("The SQL of posts. Owns: posts. Reads: accounts.", sql)


@pytest.mark.parametrize(
    "docstring",
    [
        "The SQL of posts. Owns: posts. Reads: follows.",
        "The SQL of posts. Owns: posts, poems.",
    ],
)
def test_a_claim_that_is_not_true_is_found(docstring):
    assert posts_store(docstring, "SELECT id FROM posts")


def test_an_owner_may_do_everything_with_its_tables():
    docstring = "The SQL of posts.\n\nOwns: posts,\npost_stats. Reads: accounts."
    assert ownership.claims(f'"""{docstring}"""') == ownership.Claims(
        owns=frozenset({"posts", "post_stats"}), reads=frozenset({"accounts"})
    )
    sql = """INSERT INTO post_stats (post_id) SELECT p.id FROM posts p JOIN accounts a ON 1 = 1
        ON CONFLICT (post_id) DO UPDATE SET boosts = 1 RETURNING post_id"""
    assert not posts_store(docstring, sql)
    assert not posts_store(docstring, "SELECT 1 FROM posts, accounts FOR UPDATE")


def test_a_table_without_an_owner_or_with_two_is_found():
    one, two = PurePosixPath("a/store.py"), PurePosixPath("b/store.py")
    both = {one: '"""A. Owns: posts, accounts."""', two: '"""B. Owns: posts."""'}
    found = ownership.each_has_one_owner(both, {"posts", "accounts", "follows", "jobs"}, {"jobs"})
    assert [complaint.split(":")[0] for complaint in found] == ["follows", "posts"]


def test_tables_are_read_from_migrations():
    assert ownership.tables_of("-- both\nCREATE TABLE posts (\n  id bigint);") == {"posts"}
