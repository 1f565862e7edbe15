"""`arengo invites …`: links with which people join, by the operator's word."""

from typing import Any

import click

from arengo.cli.place import Place, on_site, print_facts

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
    place.table(_COLUMNS, place.ask("invites.list", name=name, limit=limit), none="No invitations.")


@invites.command()
@click.argument("code")
@on_site
def expire(place: Place, code: str) -> None:
    """End an invitation, by its code or its link. Who joined with it stays."""
    place.facts(place.ask("invites.expire", code=code))


def _with_link(made: dict[str, Any]) -> None:
    """Print the link in the last line, where scripts look for it."""
    print_facts({name: value for name, value in made.items() if name != "link"})
    click.echo(made["link"])
