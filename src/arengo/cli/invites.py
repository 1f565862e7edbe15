"""`arengo invites …`: links with which people join, by the operator's word."""

from typing import Any

import click

from arengo.cli.place import Place, on_site

_COLUMNS = {
    "code": "Code",
    "by": "From",
    "joined": "Joined",
    "most": "At most",
    "until": "Until",
    "state": "State",
}


@click.group()
def invites() -> None:
    """Create, list and end invitations."""


@invites.command()
@click.argument("name")
@click.option("--uses", type=int, help="How many people may join with it.  [default: any number]")
@click.option("--days", type=int, help="How long it counts.  [default: until it is ended]")
@on_site
def create(place: Place, name: str, uses: int | None, days: int | None) -> None:
    """Make an invitation in the name of NAME and print its link."""
    made = place.ask("invites.create", name=name, max_uses=uses, days=days)
    place.show(made, _with_link)


@invites.command(name="list")
@click.argument("name", required=False)
@click.option("--limit", default=100, show_default=True, help="At most so many, newest first.")
@on_site
def list_(place: Place, name: str | None, limit: int) -> None:
    """List the invitations of NAME, or of everybody."""
    place.show(place.ask("invites.list", name=name, limit=limit), _table)


@invites.command()
@click.argument("code")
@on_site
def expire(place: Place, code: str) -> None:
    """End an invitation, by its code or its link. Who joined with it stays."""
    place.show(place.ask("invites.expire", code=code), _facts)


def _table(rows: list[dict[str, Any]]) -> None:
    from arengo.cli.output import print_table  # noqa: PLC0415

    print_table(_COLUMNS, rows, none="No invitations.")


def _facts(row: dict[str, Any]) -> None:
    from arengo.cli.output import print_facts  # noqa: PLC0415

    print_facts(row)


def _with_link(made: dict[str, Any]) -> None:
    """Print the link in the last line, where scripts look for it."""
    _facts({name: value for name, value in made.items() if name != "link"})
    click.echo(made["link"])
