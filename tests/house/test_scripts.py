"""The chores: each can be run, says what it does, and set-up does nothing twice."""

import os
import subprocess

import pytest

from tests.architecture.tree import ROOT

SCRIPTS = [ROOT / ".ci/run", *sorted((ROOT / "scripts").iterdir())]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """Run a chore with nothing in its environment that a fresh machine would not have."""
    return subprocess.run(
        command,
        cwd=ROOT,
        env={"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_a_script_can_be_run_stops_at_errors_and_says_what_it_does(path):
    shebang, purpose, strict, *_ = path.read_text().splitlines()
    assert os.access(path, os.X_OK)
    assert shebang == "#!/usr/bin/env bash"
    assert purpose.startswith("# ")
    assert purpose.endswith(".")
    assert strict == "set -euo pipefail"


def test_every_script_is_explained_to_contributors():
    text = (ROOT / "CONTRIBUTING.md").read_text() + (ROOT / "README.md").read_text()
    assert not [path.name for path in SCRIPTS[1:] if f"scripts/{path.name}" not in text]


def test_the_readme_shows_the_two_commands_alone_on_their_line():
    lines = (ROOT / "README.md").read_text().splitlines()
    assert "scripts/serve" in lines
    assert "scripts/test" in lines


def test_set_up_says_and_does_nothing_when_nothing_changed():
    assert (ROOT / ".venv/.installed-dev").exists(), "run scripts/setup --dev"
    result = run("scripts/setup", "--dev")
    assert (result.returncode, result.stdout, result.stderr) == (0, "", "")


@pytest.mark.parametrize("script", ["scripts/setup", "scripts/check", ".ci/run"])
def test_an_argument_that_does_not_exist_is_refused(script):
    result = run(script, "--quick")
    assert result.returncode != 0
    assert "unknown argument --quick" in result.stderr


def test_ci_and_people_run_the_same_line():
    assert 'exec scripts/check "$@"' in (ROOT / ".ci/run").read_text()
