"""The tables in docs/ that are read out of the program; `scripts/docs` writes them."""

import re
from collections.abc import Callable, Iterable
from typing import Any

from arengo.base.clock import HOUR_MS, MINUTE_MS
from arengo.base.events import Event
from arengo.gate.routes import Route
from tests.architecture.tree import ROOT
from tests.docs import endpoints, program

_TABLE = re.compile(r"(<!-- (\w+): written by scripts/docs -->\n).*?(<!-- end -->)", re.DOTALL)


def folders() -> list[str]:
    """Return one row per folder of the package."""
    rows = [(_indented(folder.path), folder.purpose) for folder in program.folders()]
    return _table(("folder of `src/arengo`", "what lives there"), rows)


def routes() -> list[str]:
    """Return one row per route of the API."""
    rows = [
        (f"`{r.method}`", f"`{r.path}`", r.access.value, r.scope or "", r.bucket, _named(r.answers))
        for r in program.routes()
    ]
    return _table(("", "path", "who", "scope", "rate bucket", "answer"), rows)


def mastodon() -> list[str]:
    """Return one row per endpoint that Mastodon has."""
    rows = [
        (f"`{row.method}`", f"`{row.path}`", endpoints.REASONS.get(row.why, "answered"))
        for row in endpoints.listed()
    ]
    return _table(("", "Mastodon's endpoint", "here"), rows)


def pages() -> list[str]:
    """Return one row per page."""
    rows = [
        (f"`{r.method}`", f"`{r.path}`", _who(r), r.bucket, meaning(r.handler))
        for r in program.pages()
    ]
    return _table(("", "path", "who", "rate bucket", "what"), rows)


def commands() -> list[str]:
    """Return one row per command."""
    rows = [(f"`{command.words}`", command.help) for command in program.commands()]
    return _table(("command", "what it does"), rows)


def events() -> list[str]:
    """Return one row per event."""
    heard = program.heard_by()
    rows = [
        (f"`{e.__name__}`", _feature(e), _fields(e), _listed(heard.get(e, [])), meaning(e))
        for e in program.events()
    ]
    return _table(("event", "announced by", "carries", "heard by", "means"), rows)


def jobs() -> list[str]:
    """Return one row per kind of job."""
    rows = [
        (f"`{kind.name}`", kind.lane.name.lower(), str(kind.attempts), meaning(kind.run))
        for kind in program.jobs()
    ]
    return _table(("job", "lane", "attempts", "does"), rows)


def timetable() -> list[str]:
    """Return one row per job that comes back by itself."""
    rows = [
        (f"`{entry.name}`", f"`{entry.kind}`", _while(entry.every_ms))
        for entry in program.periodic()
    ]
    return _table(("entry", "job", "every"), rows)


TABLES: dict[str, tuple[str, Callable[[], list[str]]]] = {
    "folders": ("docs/architecture.md", folders),
    "routes": ("docs/api.md", routes),
    "mastodon": ("docs/api.md", mastodon),
    "pages": ("docs/web.md", pages),
    "commands": ("docs/commands.md", commands),
    "events": ("docs/events.md", events),
    "jobs": ("docs/jobs.md", jobs),
    "timetable": ("docs/jobs.md", timetable),
}


def _who(route: Route) -> str:
    permission = route.permission
    return route.access.value if permission is None else (permission.name or "").lower()


def _while(time_ms: int) -> str:
    if time_ms < HOUR_MS:
        return f"{time_ms / MINUTE_MS:g} min"
    return f"{time_ms / HOUR_MS:g} h"


def written(text: str) -> str:
    """Return a page with its tables as the program says now."""

    def fill(match: re.Match[str]) -> str:
        _, make = TABLES[match[2]]
        return match[1] + "\n" + "\n".join(make()) + "\n\n" + match[3]

    return _TABLE.sub(fill, text)


def main() -> None:
    """Write every table into its page."""
    for page in sorted({page for page, _ in TABLES.values()}):
        path = ROOT / page
        path.write_text(written(path.read_text(encoding="utf-8")), encoding="utf-8")
        print(f"docs: {page} written")  # noqa: T201  a program that people run


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[str]:
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *(list(row) for row in rows)]
    return ["| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines]


def _indented(path: str) -> str:
    *above, name = path.split("/")
    return f"{'&emsp;' * len(above)}`{'/'.join([*above, name])}/`"


def _feature(event: type[Any]) -> str:
    return f"`{'/'.join(event.__module__.split('.')[1:-1])}`"


def _fields(event: type[Event]) -> str:
    return ", ".join(f"`{name}`" for name in event.__struct_fields__)


def _listed(places: Iterable[str]) -> str:
    return ", ".join(f"`{place}`" for place in dict.fromkeys(places))


def meaning(what: Any) -> str:
    """Return the first sentence that something says of itself."""
    return program.first_sentence(getattr(what, "func", what).__doc__ or "")


def _named(answers: Any) -> str:
    if answers is None:
        return ""
    if isinstance(answers, tuple):
        return " or ".join(map(_named, answers))
    text = str(answers) if hasattr(answers, "__origin__") else answers.__name__
    return f"`{re.sub(r'[a-z_.]+[.](?=[A-Z])', '', text)}`"


if __name__ == "__main__":
    main()
