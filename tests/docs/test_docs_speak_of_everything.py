"""Docs that cannot rot: what the program has stands in docs/, and what docs/ name exists."""

import re
from pathlib import Path

import pytest

from arengo.config.settings import Settings
from tests.architecture.tree import ROOT
from tests.docs import program, tables

PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
_LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#]+)")
_PATH = re.compile(r"`((?:[a-z_]+/)+(?:[a-z_]+\.(?:py|sql|toml|txt|md))?)`")
_HOMES = (ROOT, ROOT / "src", ROOT / "src/arengo", ROOT / "docs")


def page(name: str) -> str:
    """Return one page of the documentation."""
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(tables.TABLES))
def test_a_table_says_what_the_program_says(name):
    path, make = tables.TABLES[name]
    current = "\n".join(make()) in page(path)
    assert current, f"{path}: run scripts/docs"


def test_every_setting_is_explained():
    text = page("docs/configuration.md")
    fields = Settings.__struct_fields__
    missing = [name for name in fields if f"| `ARENGO_{name.upper()}` |" not in text]
    assert not missing, f"docs/configuration.md: add a row for {missing}"


def test_no_setting_is_explained_that_does_not_exist():
    named = set(re.findall(r"^\| `ARENGO_(\w+)` \|", page("docs/configuration.md"), re.MULTILINE))
    assert named <= {name.upper() for name in Settings.__struct_fields__}


def test_every_folder_at_the_top_is_on_the_map():
    text = page("docs/architecture.md")
    tracked = {"src"} | {f.name for f in ROOT.iterdir() if f.is_dir() and f.name[0] != "."}
    missing = [name for name in tracked - {"data", "htmlcov"} if f"`{name}/" not in text]
    assert not missing, f"docs/architecture.md: say what lives in {missing}"


def test_every_command_event_and_job_says_what_it_is():
    silent = [command.words for command in program.commands() if len(command.help) < 10]
    silent += [e.__name__ for e in program.events() if (e.__doc__ or "").startswith(e.__name__)]
    silent += [kind.name for kind in program.jobs() if len(tables.meaning(kind.run)) < 10]
    assert silent == []


def test_every_job_that_is_enqueued_can_be_run():
    kinds = {kind.name for kind in program.jobs()}
    assert program.enqueued() <= kinds
    assert {entry.kind for entry in program.periodic()} <= kinds


def test_every_decision_is_in_the_index():
    index = page("docs/decisions/README.md")
    names = [path.name for path in sorted((ROOT / "docs/decisions").glob("0*.md"))]
    assert not [name for name in names if f"({name})" not in index]
    assert [name[:4] for name in names] == [f"{n:04}" for n in range(1, len(names) + 1)]


@pytest.mark.parametrize("path", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_links_and_paths_lead_somewhere(path):
    assert not dead_ends(path.read_text(encoding="utf-8"), path.parent)


def dead_ends(text: str, folder: Path) -> list[str]:
    """Return the links and the paths in backticks that lead nowhere."""
    links = [link for link in _LINK.findall(text) if not (folder / link).exists()]
    paths = [
        name for name in _PATH.findall(text) if not any((home / name).exists() for home in _HOMES)
    ]
    return links + paths


def test_a_dead_end_is_found():
    text = "[map](map.md) `social/nowhere/actions.py` `gate/` [conventions](conventions.md)"
    assert dead_ends(text, ROOT / "docs") == ["map.md", "social/nowhere/actions.py"]


def test_an_outdated_table_is_found_and_repaired():
    head, tail = "# Jobs\n<!-- jobs: written by scripts/docs -->\n", "<!-- end -->\nrest\n"
    stale = f"{head}what it said last year\n{tail}"
    fresh = tables.written(stale)
    assert "last year" not in fresh
    assert "\n".join(tables.jobs()) in fresh
    assert fresh.startswith(head)
    assert fresh.endswith(tail)
    assert tables.written(fresh) == fresh
