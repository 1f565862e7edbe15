"""The house rules, asked of every file."""

from collections.abc import Callable
from functools import partial
from pathlib import PurePosixPath

import pytest

from tests.architecture import ownership, rules
from tests.architecture.tree import files, migrations

PRODUCT = files("src")
EVERYTHING = PRODUCT | files("tests", "bench")
STORES = {path: source for path, source in PRODUCT.items() if rules.is_store(path)}
Rule = Callable[[PurePosixPath, str], list[str]]


def assert_kept(rule: Rule, tree: dict[PurePosixPath, str]) -> None:
    found = [complaint for path, source in tree.items() for complaint in rule(path, source)]
    assert not found, "\n" + "\n".join(found)


@pytest.mark.parametrize(
    "rule",
    [rules.opens_with_its_purpose, rules.is_short_enough, rules.has_an_honest_name],
    ids=lambda rule: rule.__name__,
)
def test_every_file(rule):
    assert_kept(rule, EVERYTHING)


@pytest.mark.parametrize(
    "rule",
    [rules.keeps_sql_in_stores, rules.leaves_foreign_stores_alone, rules.does_not_wait],
    ids=lambda rule: rule.__name__,
)
def test_every_file_of_the_product(rule):
    assert_kept(rule, PRODUCT)


def test_only_the_owner_writes_a_table_and_readers_say_so():
    tables = ownership.tables_of(migrations())
    assert_kept(partial(ownership.tells_the_truth, tables=tables), STORES)


def test_every_table_has_exactly_one_owner():
    tables = ownership.tables_of(migrations())
    of_storage = {
        name
        for path, source in PRODUCT.items()
        if "storage" in path.parts
        for name in ownership.written(source, tables)
    }
    found = ownership.each_has_one_owner(STORES, tables, of_storage)
    assert not found, "\n" + "\n".join(found)
