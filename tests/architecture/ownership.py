"""Who owns a table: compares what a store says of itself with the SQL that stands in it."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from tests.architecture.rules import strings

_CREATE = re.compile(r"^CREATE TABLE (?:IF NOT EXISTS )?(\w+)", re.MULTILINE)
_WRITE = re.compile(r"\b(?:INSERT\s+INTO|(?<!FOR )(?<!DO )UPDATE|DELETE\s+FROM)\s+(\w+)")
_ALIASED = r"\w+(?:\s+(?:AS\s+)?\w+)?"
_READ = re.compile(rf"(?<!DELETE )\b(?:FROM|JOIN)\s+({_ALIASED}(?:\s*,\s*{_ALIASED})*)")


@dataclass(frozen=True, slots=True)
class Claims:
    """The tables that a store's docstring says it owns and reads."""

    owns: frozenset[str]
    reads: frozenset[str]


def tables_of(migration: str) -> set[str]:
    """Return the tables that a migration creates."""
    return set(_CREATE.findall(migration))


def claims(source: str) -> Claims:
    """Read `Owns: …` and `Reads: …` out of a store's docstring."""
    purpose = " ".join((ast.get_docstring(ast.parse(source)) or "").split())
    return Claims(owns=_listed("Owns", purpose), reads=_listed("Reads", purpose))


def written(source: str, tables: Iterable[str]) -> set[str]:
    """Return which of the tables the SQL in this file changes."""
    return {name for _, sql in strings(source) for name in _WRITE.findall(sql)} & set(tables)


def read(source: str, tables: Iterable[str]) -> set[str]:
    """Return which of the tables the SQL in this file looks into."""
    clauses = [clause for _, sql in strings(source) for clause in _READ.findall(sql)]
    names = {part.split()[0] for clause in clauses for part in clause.split(",")}
    return names & set(tables)


def tells_the_truth(path: PurePosixPath, source: str, tables: Iterable[str]) -> list[str]:
    """Only the owner writes a table, and a store names what it reads of others."""
    said, changed, seen = claims(source), written(source, tables), read(source, tables)
    foreign = (seen | changed) - said.owns
    return [
        *(
            f"{path}: changes {name} but does not own it; call the owner's verb (or add it to Owns)"
            for name in sorted(changed - said.owns)
        ),
        *(
            f"{path}: reads {name}; add it to the line `Reads:` of the docstring"
            for name in sorted(foreign - changed - said.reads)
        ),
        *(
            f"{path}: says that it reads {name} but does not; take it out of `Reads:`"
            for name in sorted(said.reads - foreign)
        ),
        *(
            f"{path}: owns {name}, which no migration creates; correct `Owns:`"
            for name in sorted(said.owns - set(tables))
        ),
    ]


def each_has_one_owner(
    stores: Mapping[PurePosixPath, str], tables: Iterable[str], of_storage: Iterable[str]
) -> list[str]:
    """Every table has exactly one owner; those that nobody claims belong to `storage/` itself."""
    owners = defaultdict(list)
    for path, source in stores.items():
        for name in claims(source).owns:
            owners[name].append(str(path))
    return [
        *(
            f"{name}: no store says `Owns: {name}`; let the feature that writes it say so"
            for name in sorted(set(tables) - owners.keys() - set(of_storage))
        ),
        *(
            f"{name}: owned by {' and '.join(sorted(all_))}; choose one, the other calls its verbs"
            for name, all_ in sorted(owners.items())
            if len(all_) > 1
        ),
    ]


def _listed(word: str, purpose: str) -> frozenset[str]:
    found = re.search(rf"\b{word}: ([\w, ]+)", purpose)
    names = re.split(r",|\band\b", found[1]) if found else []
    return frozenset(name.strip() for name in names if name.strip() not in {"", "nothing"})
