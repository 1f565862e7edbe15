"""Imports only point down: the contracts of pyproject.toml, and that they can fail."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture.tree import ROOT


def lint_imports(source: Path) -> subprocess.CompletedProcess[str]:
    """Hold the package below `source` against the contracts."""
    return subprocess.run(
        [Path(sys.executable).parent / "lint-imports", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(source)},
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_only_point_down():
    result = lint_imports(ROOT / "src")
    assert result.returncode == 0, result.stdout


@pytest.mark.parametrize(
    ("module", "line", "words"),
    [
        ("base/__init__.py", "import arengo.storage", "Imports only point down"),
        ("social/posts/__init__.py", "import arengo.social.reactions", "Inside social"),
        ("auth/users/__init__.py", "import arengo.auth.oauth", "Inside auth"),
        ("gate/__init__.py", "import sqlite3", "Only storage knows the database drivers"),
        ("elsewhere/__init__.py", "", "elsewhere"),
    ],
)
def test_an_import_that_points_up_is_found(tmp_path, module, line, words):
    packages = [
        "", "base", "storage", "gate", "social", "social/posts", "social/reactions",
        "auth", "auth/users", "auth/oauth",
    ]  # fmt: skip
    for package in packages:
        (tmp_path / "arengo" / package).mkdir()
        (tmp_path / "arengo" / package / "__init__.py").touch()
    path = tmp_path / "arengo" / module
    path.parent.mkdir(exist_ok=True)
    path.write_text(line)

    result = lint_imports(tmp_path)

    assert result.returncode != 0
    assert words in " ".join(result.stdout.split())
