"""What the documentation must speak of, read out of the program itself."""

import ast
import importlib
import pkgutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType

import click

import arengo
from arengo import app, wiring
from arengo.base.events import Event
from arengo.bus import Bus
from arengo.config.settings import Settings
from arengo.gate.routes import TABLE, Route
from arengo.jobs.registry import Kind
from arengo.jobs.timetable.model import Entry
from arengo.storage.listeners import Listeners
from tests.architecture.tree import files

_DOORS = "cli streaming control web api gate"
_TOP = f"{_DOORS} moderation auth social jobs bus providers storage config base"
_SOCIAL = "moving search timelines notifications reactions posts follows media accounts instance"
_AUTH = "oauth sessions signup users barriers roles"
ORDER = f"{_TOP} {_SOCIAL} {_AUTH}".split()  # as imports go


@dataclass(frozen=True, slots=True)
class Folder:
    """A package and the first sentence of its docstring."""

    path: str
    purpose: str


@dataclass(frozen=True, slots=True)
class Command:
    """A command as one types it, and what it says of itself."""

    words: str
    help: str


def all_modules() -> list[ModuleType]:
    """Import the whole program, so that every route and event is known."""
    names = [info.name for info in pkgutil.walk_packages(arengo.__path__, "arengo.")]
    return [importlib.import_module(name) for name in names if not name.endswith("__main__")]


def folders() -> list[Folder]:
    """Return the top folders and those of the first level below, in the order of imports."""
    packages = {
        ".".join(path.parts[2:-1]): first_sentence(ast.get_docstring(ast.parse(source)) or "")
        for path, source in files("src").items()
        if path.name == "__init__.py" and 3 < len(path.parts) <= 5
    }
    names = sorted(packages, key=lambda name: [_rank(part) for part in name.split(".")])
    return [Folder(name.replace(".", "/"), packages[name]) for name in names]


def routes() -> list[Route]:
    """Return every route of the API, sorted by path."""
    all_modules()
    return sorted((route for route in TABLE if not route.is_page), key=lambda r: (r.path, r.method))


def pages() -> list[Route]:
    """Return every page, sorted by path."""
    all_modules()
    return sorted((route for route in TABLE if route.is_page), key=lambda r: (r.path, r.method))


def streams() -> set[tuple[str, str]]:
    """Return method and path of every live stream: they are no routes of the gate."""
    return set()


def events() -> list[type[Event]]:
    """Return every fact that a feature can announce."""
    all_modules()
    return sorted(set(_below(Event)), key=lambda event: (event.__module__, event.__name__))


def heard_by() -> dict[type[Event], list[str]]:
    """Return who listens to each event, in the order in which they hear of it."""
    listeners = Listeners()
    wiring.listen(listeners, Bus())
    table: dict[type[Event], list[str]] = {}
    for event, listener in listeners.pairs():
        table.setdefault(event, []).append(_place(listener))
    return table


def jobs() -> list[Kind]:
    """Return every kind of job that this program can run."""
    with TemporaryDirectory() as data:
        whole = app.build(Settings(data=Path(data)))
        return list(wiring.registry(whole.site, whole.mail))


def periodic() -> list[Entry]:
    """Return what the timetable enqueues by itself."""
    return list(wiring.timetable())


def enqueued() -> set[str]:
    """Return the kinds of job that the sources name when they enqueue one."""
    kinds = (
        _enqueued(node)
        for source in files("src").values()
        if "enqueue" in source
        for node in ast.walk(ast.parse(source))
    )
    return {kind for kind in kinds if kind}


def commands() -> list[Command]:
    """Return every command, as one types it."""
    main = importlib.import_module("arengo.cli").main
    return list(_commands(main, click.Context(main, info_name="arengo")))


def first_sentence(text: str) -> str:
    """Return the text up to its first full stop."""
    flat = " ".join(text.split())
    return flat.split(". ")[0].rstrip(".") + "."


def _place(function: Callable[..., object]) -> str:
    """Return the folder in which a function stands; a partial one is asked for its inside."""
    inner = getattr(function, "func", function)
    return "/".join(inner.__module__.split(".")[1:-1]) or inner.__module__


def _rank(name: str) -> tuple[int, str]:
    return (ORDER.index(name) if name in ORDER else len(ORDER), name)


def _below(event: type[Event]) -> Iterator[type[Event]]:
    for kind in event.__subclasses__():
        if getattr(sys.modules[kind.__module__], kind.__name__) is kind:  # not its draft: slots
            yield kind
        yield from _below(kind)


def _enqueued(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return None
    if node.func.attr != "enqueue" or not node.args or not isinstance(node.args[0], ast.Constant):
        return None
    return str(node.args[0].value)


def _commands(command: click.Command, context: click.Context) -> Iterator[Command]:
    if not isinstance(command, click.Group):
        words = " ".join([context.command_path, *command.collect_usage_pieces(context)])
        yield Command(words, first_sentence(command.help or ""))
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        if inner is not None and not inner.hidden:
            yield from _commands(inner, click.Context(inner, info_name=name, parent=context))
