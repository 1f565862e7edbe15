"""`arengo audit …`: what the staff and the operator did, and whether that log is whole."""

from typing import Any

import click

from arengo.cli.place import Place, on_site

_COLUMNS = {
    "number": "No.",
    "at": "When",
    "by": "Who",
    "act": "Did",
    "person": "To whom",
    "about": "What",
}


@click.group()
def audit() -> None:
    """See what the staff did, and whether anybody tampered with that log."""


@audit.command(name="list")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@on_site
def list_(place: Place, limit: int) -> None:
    """List what was done, newest first."""
    place.table(_COLUMNS, place.ask("audit.list", limit=limit), none="Nothing was done yet.")


@audit.command()
@on_site
def check(place: Place) -> None:
    """Compute every seal anew; the exit status is 1 when an entry was changed or is missing."""
    answer = place.ask("audit.check")
    place.show(answer, _print_answer)
    if not answer["whole"]:
        raise SystemExit(1)


def _print_answer(answer: dict[str, Any]) -> None:
    if answer["whole"]:
        click.echo("The log is as it was written.")
    else:
        click.echo(f"The log was changed: entry {answer['broken_at']} is not what was written.")
