"""The files of the repository that the house rules look at."""

from pathlib import Path, PurePosixPath

ROOT = Path(__file__).parents[2]


def files(*folders: str) -> dict[PurePosixPath, str]:
    """Return the Python files below the given folders: path from the root, and text."""
    return {
        PurePosixPath(path.relative_to(ROOT)): path.read_text(encoding="utf-8")
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
    }


def migrations() -> str:
    """Return the text of all migrations, one after the other."""
    folder = ROOT / "src/arengo/storage/migrations"
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(folder.rglob("*.sql")))
