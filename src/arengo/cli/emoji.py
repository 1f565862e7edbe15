"""`arengo emoji …`: pictures of this site that stand for a word between colons."""

from pathlib import Path

import click

from arengo.cli.place import Place, on_site

_COLUMNS = {
    "shortcode": "Shortcode",
    "category": "Category",
    "listed": "Offered",
    "animated": "Animated",
}


@click.group()
def emoji() -> None:
    """Add, list and remove custom emoji."""


@emoji.command()
@click.argument("shortcode")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--category", help="Where clients show it.")
@click.option("--hidden", is_flag=True, help="Let clients not offer it; who knows it may use it.")
@on_site
def add(place: Place, shortcode: str, file: Path, category: str | None, *, hidden: bool) -> None:
    """Let SHORTCODE, between colons, be shown as the picture in FILE."""
    image = file.read_bytes()
    made = place.ask(
        "emoji.add", shortcode=shortcode, image=image, category=category, listed=not hidden
    )
    place.facts(made)


@emoji.command(name="list")
@on_site
def list_(place: Place) -> None:
    """List the emoji of this site."""
    place.table(_COLUMNS, place.ask("emoji.list"), none="No emoji.")


@emoji.command()
@click.argument("shortcode")
@on_site
def remove(place: Place, shortcode: str) -> None:
    """Remove an emoji. Texts keep the word between colons."""
    place.facts(place.ask("emoji.remove", shortcode=shortcode))
