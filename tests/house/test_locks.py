"""What we install: every file by its hash, no host by its name, every library for a reason."""

import json
import re

import pytest

from tests.architecture.tree import ROOT

SETS = ("run", "dev", "node")


def text(name: str) -> str:
    """Return one file of requirements/."""
    return (ROOT / "requirements" / name).read_text()


def wanted(name: str) -> dict[str, str]:
    """Return the libraries of a list, and the comment behind each."""
    lines = [line.partition("#") for line in text(f"{name}.in").splitlines()]
    rows = {before.strip(): reason.strip() for before, _, reason in lines}
    return {key: reason for key, reason in rows.items() if key and not key.startswith("-")}


def normal(name: str) -> str:
    """Return the name as an index writes it, without extras."""
    return re.sub(r"[-_.]+", "-", name.split("[", maxsplit=1)[0]).lower()


@pytest.mark.parametrize("name", SETS)
def test_every_line_of_a_lock_is_pinned_and_hashed(name):
    entries = re.split(r"\n(?=\S)", text(f"{name}.txt").strip())
    assert len(entries) >= (1 if name == "node" else 10)
    assert not [e.splitlines()[0] for e in entries if not re.match(r"[\w.-]+(\[[\w,-]+\])?==", e)]
    assert not [e.splitlines()[0] for e in entries if "--hash=sha256:" not in e]


@pytest.mark.parametrize("name", SETS)
def test_a_lock_names_no_host_and_no_folder_of_somebody(name):
    found = re.findall(
        r"https?://\S+|--index\S*|--find-links.*|file:\S+| /\w+/\S*", text(f"{name}.txt")
    )
    assert found == []


@pytest.mark.parametrize("name", SETS)
def test_a_lock_holds_what_its_list_asks_for(name):
    locked = {
        normal(found) for found in re.findall(r"^([\w.-]+)", text(f"{name}.txt"), re.MULTILINE)
    }
    assert {normal(library) for library in wanted(name)} <= locked


def test_every_library_of_the_server_is_there_for_a_reason():
    assert not [library for library, reason in wanted("run").items() if len(reason) < 3]


def test_both_locks_agree_about_what_they_share():
    pin = re.compile(r"^([\w.-]+)(?:\[.*?\])?==(\S+)", re.MULTILINE)
    pins = [dict(pin.findall(text(f"{name}.txt"))) for name in ("run", "dev")]
    shared = pins[0].keys() & pins[1].keys()
    assert shared
    assert {key: pins[0][key] for key in shared} == {key: pins[1][key] for key in shared}


def test_what_browsers_get_is_pinned_hashed_and_from_no_host_by_name():
    package = json.loads(text("browser/package.json"))
    wanted = package["dependencies"] | package["devDependencies"]
    lock = json.loads(text("browser/package-lock.json"))
    packages = {
        path.removeprefix("node_modules/"): package
        for path, package in lock["packages"].items()
        if path
    }
    assert {name: each["version"] for name, each in packages.items()} == wanted
    assert all(each["integrity"].startswith("sha512-") for each in packages.values())
    assert "resolved" not in text("browser/package-lock.json")
    assert "://" not in text("browser/package.json") + text("browser/package-lock.json")
