"""Our SQL becomes each driver's: names and lists change, nothing else does."""

import re
import sqlite3
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from arengo.storage.sqlite.transaction import SqliteReads
from arengo.storage.statements import for_postgresql, for_sqlite, lists_of

word = st.from_regex(r"[a-z_][a-z0-9_]{0,8}", fullmatch=True).filter(
    lambda each: each.upper() != "IN"
)
inside = st.text(st.characters(codec="ascii", exclude_characters="'\n\0"), max_size=12)
# (what is written, what SQLite reads, what PostgreSQL reads)
pieces = st.one_of(
    word.map(lambda w: (f":{w}", f":{w}", f"%({w})s")),
    word.map(lambda w: (f"IN :{w}", f"IN (SELECT value FROM json_each(:{w}))", f"= ANY(%({w})s)")),
    inside.map(lambda t: (f"'{t}'", f"'{t}'", f"'{t}'".replace("%", "%%"))),
    inside.map(lambda t: (f"'it''s :{t}'", f"'it''s :{t}'", f"'it''s :{t}'".replace("%", "%%"))),
    inside.map(lambda t: (f"-- {t}\n", f"-- {t}\n", f"-- {t}\n".replace("%", "%%"))),
    word.map(lambda w: (f"CAST(x AS {w})",) * 3),
    word.map(lambda w: (f"a::{w}",) * 3),
    st.just(("5 % 2", "5 % 2", "5 %% 2")),
    st.sampled_from(["SELECT", "x IN (1, 2)", "a >> 6", '"IN"', "(", ")"]).map(lambda t: (t,) * 3),
)


@given(st.lists(pieces, max_size=12))
def test_names_and_lists_are_translated_and_everything_else_stays(parts):
    written, for_lite, for_post = (" ".join(part[n] for part in parts) for n in range(3))
    assert for_sqlite(written) == for_lite
    assert for_postgresql(written) == for_post


@given(st.text(max_size=80).filter(lambda text: not re.search(r"[:%]", text)))
def test_a_text_without_parameters_stays_as_it_is(text):
    assert for_sqlite(text) == for_postgresql(text) == text


def test_a_list_is_one_however_it_is_written():
    assert for_postgresql("x in :ids") == "x = ANY(%(ids)s)"
    assert for_sqlite("x In  :ids") == "x IN (SELECT value FROM json_each(:ids))"
    assert for_postgresql("begin :ids") == "begin %(ids)s"


def test_one_value_is_no_list():
    sql = "SELECT 1 FROM a WHERE b IN :b AND c NOT IN :c AND d IN :d AND e = :d"
    assert lists_of(sql) == {"b", "c"}
    assert for_sqlite(sql, ("b", "c")) == (
        "SELECT 1 FROM a WHERE b IN (:b) AND c NOT IN (:c) "
        "AND d IN (SELECT value FROM json_each(:d)) AND e = :d"
    )


@given(st.lists(st.integers(-(2**63), 2**63 - 1), min_size=1, max_size=3), st.booleans())
def test_lists_of_any_length_find_the_same(values, negated):
    verb = "NOT IN" if negated else "IN"
    with closing(sqlite3.connect(":memory:")) as connection:
        reads = SqliteReads(connection)
        found = reads.rows(f"SELECT :probe {verb} :values", probe=values[0], values=values)
    assert found == [(int(not negated),)]
