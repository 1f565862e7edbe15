"""`arengo settings …`: what the operator says about the site while it runs."""

import sys
from typing import Any, Final

import click

from arengo.cli.place import Place, on_site

_MODES: Final = ("open", "approved", "approval", "closed", "invite")


@click.group()
def settings() -> None:
    """Read and change what the site says of itself and who may join."""


@settings.command(name="list")
@on_site
def list_(place: Place) -> None:
    """List every setting with its value."""
    place.facts(place.ask("settings.list"))


@settings.command()
@click.argument("name")
@on_site
def get(place: Place, name: str) -> None:
    """Print one setting."""
    place.show(place.ask("settings.get", name=name), _value)


@settings.command(name="set")
@click.argument("name")
@click.argument("value")
@on_site
def set_(place: Place, name: str, value: str) -> None:
    """Change one setting. A VALUE of - is read from standard input; a list has one entry a line."""
    text = sys.stdin.read() if value == "-" else value
    place.facts(place.ask("settings.set", name=name, value=text))


@settings.command()
@click.argument("mode", type=click.Choice(_MODES))
@on_site
def registrations(place: Place, mode: str) -> None:
    """Say who may join. Everybody, whom you approve, who has an invitation, or nobody."""
    changed = place.ask("settings.set", name="registrations", value=mode)
    place.facts(changed)


def _value(values: dict[str, Any]) -> None:
    """Print a text as it is, anything else as JSON."""
    (value,) = values.values()
    if isinstance(value, str):
        click.echo(value)
        return
    from arengo.cli.output import print_json  # noqa: PLC0415

    print_json(value)
