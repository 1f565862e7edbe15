"""The house rules that linters cannot say: each takes a path and a text, returns complaints."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import PurePosixPath
from typing import TypeGuard

MAX_LINES = 400
FORBIDDEN_WORDS = frozenset({"common", "helper", "helpers", "manager", "misc", "util", "utils"})
SYNCHRONOUS = frozenset({"actions.py", "listeners.py", "queries.py", "store.py"})

# A docstring that ends where its line does, with nothing in it that could end it elsewhere.
_PLAIN_HEAD = re.compile(r'"""(?:[^"\\]|"(?!""))*"""\n')
_SQL_START = re.compile(r"\s*(SELECT|INSERT|UPDATE|DELETE|WITH|CREATE)\s")
_SQL_SHAPE = re.compile(
    r"\b(insert\s+into\s+\w+\s*\(|update\s+\w+\s+set\s+\w+\s*=|delete\s+from\s+\w+\s+where\b"
    r"|create\s+(unique\s+)?(table|index)\s|select\b.+\bfrom\s+\w+\s+(where|join|order\s+by|limit)\b)",
    re.IGNORECASE | re.DOTALL,
)


def opens_with_its_purpose(path: PurePosixPath, source: str) -> list[str]:
    """Every file says in its first sentence what lives in it."""
    if path.name == "__init__.py" and "src" not in path.parts and not source.strip():
        return []
    head = _PLAIN_HEAD.match(source)  # to read on would tell nothing more
    purpose = ast.get_docstring(ast.parse(head[0] if head else source)) or ""
    purpose = purpose.split("\n\n")[0]
    if len(purpose) > len("Short words.") and purpose.endswith("."):
        return []
    return [f"{path}: say in one sentence, as the module's docstring, what lives in this file"]


def is_short_enough(path: PurePosixPath, source: str) -> list[str]:
    """Nobody reads on after 400 lines."""
    lines = source.count("\n")
    if lines <= MAX_LINES:
        return []
    return [f"{path}: {lines} lines; split it by noun or by family of verbs (at most {MAX_LINES})"]


def has_an_honest_name(path: PurePosixPath, _source: str = "") -> list[str]:
    """A name says what is inside; `utils` says that nobody knew."""
    words = {word for part in path.with_suffix("").parts for word in part.lower().split("_")}
    return [
        f"{path}: `{word}` says nothing; name the file after what it holds"
        for word in sorted(words & FORBIDDEN_WORDS)
    ]


def keeps_sql_in_stores(path: PurePosixPath, source: str) -> list[str]:
    """SQL text stands in `store.py` of the feature that owns the table, or in `storage/`."""
    if is_store(path) or "storage" in path.parts:
        return []
    return [
        f"{path}:{line}: SQL belongs into the feature's store.py; give it a function there"
        for line, text in strings(source)
        if _SQL_START.match(text) or _SQL_SHAPE.search(text)
    ]


def leaves_foreign_stores_alone(path: PurePosixPath, source: str) -> list[str]:
    """A store is private to its folder; others ask its actions and queries."""
    package = ".".join(path.parent.parts).removeprefix("src.")
    return [
        f"{path}:{line}: `{store}` is private to {owner}; ask its actions.py or queries.py"
        for line, store, owner in _imported_stores(source)
        if not f"{package}.".startswith(f"{owner}.")
    ]


def does_not_wait(path: PurePosixPath, source: str) -> list[str]:
    """Whatever runs in a transaction cannot await the network: it is a plain function."""
    if path.name not in SYNCHRONOUS:
        return []
    return [
        f"{path}:{node.lineno}: {node.name} is async; a transaction never waits: make it a plain "
        "function and let a job or the door do the waiting"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.AsyncFunctionDef)
    ]


def is_store(path: PurePosixPath) -> bool:
    """Return whether this file may speak SQL on behalf of its feature."""
    return path.name == "store.py" or path.parent.name == "store"


@cache
def strings(source: str) -> tuple[tuple[int, str], ...]:
    """Return every string that is not a docstring; a formatted one with `{}` in its gaps."""
    return tuple(_strings(list(ast.walk(ast.parse(source)))))


def _strings(nodes: list[ast.AST]) -> Iterator[tuple[int, str]]:
    skipped = _docstrings(nodes)
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            skipped |= {id(part) for part in node.values}
            yield node.lineno, "".join(_literal(part) for part in node.values)
        elif _is_text(node) and id(node) not in skipped:
            yield node.lineno, node.value


def _is_text(node: ast.AST) -> TypeGuard[ast.Constant]:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _literal(part: ast.expr) -> str:
    return part.value if isinstance(part, ast.Constant) else "{}"


def _docstrings(nodes: list[ast.AST]) -> set[int]:
    return {
        id(node.value)
        for node in nodes
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }


def _imported_stores(source: str) -> Iterator[tuple[int, str, str]]:
    if "store" not in source:
        return
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}.{alias.name}" for alias in node.names]
        else:
            continue
        for name in names:
            owner, found, _ = f"{name}.".partition(".store.")
            if found:
                yield node.lineno, f"{owner}.store", owner
