"""Mastodon's endpoints, one by one: those that answer, and why the others are absent.

`docs/endpoints.tsv` lists them all with a reason behind each that does not answer here.
"""

import csv
import re
from dataclasses import dataclass
from pathlib import Path

from tests.architecture.tree import ROOT
from tests.docs import program

LIST = ROOT / "docs/endpoints.tsv"
SHARED = ROOT.parent / "shared"
REASONS = {
    "later": "not built yet",
    "moderation": "comes with reports and cases: a queue without them would pretend",
    "removed": "Mastodon has removed it",
    "deprecated": "Mastodon has given it up, and no client that we know asks for it any more",
    "alpha": "Mastodon calls it alpha: it changes from version to version",
    "federation": "comes with federation: there is nobody to ask yet",
    "nobody": "undocumented, and no client that we know calls it",
    "absent feature": "an optional feature that Arengo does not have",
}
_NAMES = re.compile(r":\w+|\{\w+\}")


@dataclass(frozen=True, slots=True)
class Endpoint:
    """One row; `why` is empty for what answers."""

    method: str
    path: str
    why: str

    @property
    def pattern(self) -> tuple[str, str]:
        """What two writings of the same endpoint have in common."""
        return pattern(self.method, self.path)


def pattern(method: str, path: str) -> tuple[str, str]:
    """Return method and path without the names of what stands in it."""
    return method, _NAMES.sub("*", path)


def listed(path: Path = LIST) -> list[Endpoint]:
    """Return every row of the list."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file, delimiter="\t")
        return [Endpoint(row["method"], row["path"], row.get("why") or "") for row in rows]


def answered() -> set[tuple[str, str]]:
    """Return the patterns of everything that this program answers."""
    routes = [*program.routes(), *program.pages()]
    return {pattern(route.method, route.path) for route in routes} | program.streams()


def mistakes(rows: list[Endpoint], known: set[tuple[str, str]]) -> list[str]:
    """Return what is wrong with the list: every row answers, or says why not, never both."""
    found = []
    for row in rows:
        if row.why and row.why not in REASONS:
            found.append(f"{row.method} {row.path}: no such reason {row.why!r}")
        if bool(row.why) == (row.pattern in known):
            does = "answers" if row.why else "does not answer"
            found.append(f"{row.method} {row.path} {does}: mend docs/endpoints.tsv")
    return found
