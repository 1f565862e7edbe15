"""`arengo accounts …`: people, by the operator's word."""

from typing import Any

import click

from arengo.cli.failing import Failed
from arengo.cli.place import Place, on_site, print_facts

_COLUMNS = {
    "username": "Name",
    "email": "E-mail",
    "role": "Role",
    "state": "State",
    "joined": "Joined",
    "posts": "Posts",
}


@click.group()
def accounts() -> None:
    """Create, list, let in, suspend and delete people."""


@accounts.command()
@click.argument("name")
@click.option("--email", required=True, help="Where letters to this person go.")
@click.option("--confirmed", is_flag=True, help="Trust the address without a letter to it.")
@click.option(
    "--role", default="Member", show_default=True, help="Member, Moderator, Admin, Owner."
)
@on_site
def create(place: Place, name: str, email: str, role: str, *, confirmed: bool) -> None:
    """Create an account and print its password, once."""
    made = place.ask("accounts.create", name=name, email=email, confirmed=confirmed, role=role)
    place.show(made, _with_password)


@accounts.command(name="list")
@click.option("--waiting", is_flag=True, help="Only those who wait to be let in.")
@click.option("--limit", default=100, show_default=True, help="At most so many, newest first.")
@on_site
def list_(place: Place, limit: int, *, waiting: bool) -> None:
    """List the people of this site."""
    rows = place.ask("accounts.list", only="waiting" if waiting else "all", limit=limit)
    place.table(_COLUMNS, rows, none="Nobody.")


@accounts.command()
@click.argument("name")
@on_site
def show(place: Place, name: str) -> None:
    """Show one account, by user name or e-mail address."""
    place.facts(place.ask("accounts.show", name=name))


@accounts.command()
@click.argument("name")
@on_site
def approve(place: Place, name: str) -> None:
    """Let somebody in who waits. Where no letter can be sent, that trusts their address too."""
    place.facts(place.ask("accounts.approve", name=name))


@accounts.command()
@click.argument("name")
@on_site
def confirm(place: Place, name: str) -> None:
    """Trust somebody's e-mail address without a letter to it."""
    place.facts(place.ask("accounts.confirm", name=name))


@accounts.command()
@click.argument("name")
@click.argument("role")
@on_site
def role(place: Place, name: str, role: str) -> None:
    """Make somebody a Member, Moderator, Admin or Owner."""
    place.facts(place.ask("accounts.set_role", name=name, role=role))


@accounts.command()
@click.argument("name")
@on_site
def suspend(place: Place, name: str) -> None:
    """Take an account out of sight; nothing of it is lost."""
    place.facts(place.ask("accounts.suspend", name=name))


@accounts.command()
@click.argument("name")
@on_site
def unsuspend(place: Place, name: str) -> None:
    """Bring a suspended account back."""
    place.facts(place.ask("accounts.unsuspend", name=name))


@accounts.command(name="reset-password")
@click.argument("name")
@on_site
def reset_password(place: Place, name: str) -> None:
    """Give somebody a new password. Prints it, and every old session ends."""
    place.show(place.ask("accounts.reset_password", name=name), _with_password)


@accounts.command()
@click.argument("name")
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
@on_site
def delete(place: Place, name: str, *, yes: bool) -> None:
    """Delete an account and all that it wrote, for good."""
    if not yes and place.as_json:
        raise Failed("Deleting is for good: add --yes to say that you mean it.", as_json=True)
    place.ask("accounts.show", name=name)  # refuses who is not there before it asks
    if not yes:
        click.confirm(f"Delete {name} and everything they wrote, for good?", abort=True)
    place.facts(place.ask("accounts.delete", name=name))


def _with_password(made: dict[str, Any]) -> None:
    """Print the password in the last line, where scripts look for it."""
    print_facts({name: value for name, value in made.items() if name != "password"})
    click.echo(f"New password: {made['password']}")
