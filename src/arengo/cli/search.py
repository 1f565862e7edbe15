"""`arengo search …`: the files of the search."""

from typing import Any

import click

from arengo.cli.place import Place, on_site


@click.group()
def search() -> None:
    """Look after the files of the search."""


@search.command()
@on_site
def rebuild(place: Place) -> None:
    """Compare the search with the database and correct it; nothing goes missing meanwhile."""
    place.show(place.ask("search.rebuild", working="Rebuilding"), _print_rebuilt)


def _print_rebuilt(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['posts']} posts and {answer['people']} people can be found.")
    click.echo(f"{answer['removed']} were not there any more.")
    if answer["damaged_files"]:
        click.echo(f"{answer['damaged_files']} damaged files were made anew.")
