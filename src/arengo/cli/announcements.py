"""`arengo announcements …`: what the operator tells everybody."""

import sys
from typing import Any, Final

import click

from arengo.cli.place import Place, on_site

_COLUMNS: Final = {
    "id": "Id",
    "state": "State",
    "starts": "Starts",
    "ends": "Ends",
    "text": "Text",
}


@click.group()
def announcements() -> None:
    """Tell everybody something, for a while or until it is removed."""


@announcements.command()
@click.argument("text")
@click.option("--starts", help="When what it speaks of begins: 2026-12-31 or 2026-12-31T20:00.")
@click.option("--ends", help="When it ends; from then on nobody sees the announcement.")
@click.option("--all-day", is_flag=True, help="Only the days of these times count.")
@click.option("--draft", is_flag=True, help="Keep it for now; publish it later.")
@click.option("--publish-at", help="Keep it until then.")
@on_site
def add(place: Place, /, text: str, **options: Any) -> None:
    """Announce TEXT to everybody. A TEXT of - is read from standard input."""
    words = sys.stdin.read() if text == "-" else text
    place.facts(place.ask("announcements.add", text=words, **options))


@announcements.command()
@click.argument("number")
@click.option("--text", help="What it says instead. A text of - is read from standard input.")
@click.option("--starts", help="When what it speaks of begins; an empty one takes the time away.")
@click.option("--ends", help="When it ends; an empty one takes the time away.")
@click.option("--all-day/--not-all-day", default=None, help="Whether only the days count.")
@click.option("--publish-at", help="When a draft is to be shown; an empty one leaves it a draft.")
@on_site
def edit(place: Place, /, number: str, text: str | None, **options: Any) -> None:
    """Let an announcement say something else, by its id."""
    words = sys.stdin.read() if text == "-" else text
    place.facts(place.ask("announcements.edit", id=number, text=words, **options))


@announcements.command(name="list")
@click.option("--limit", default=100, show_default=True, help="At most so many, newest first.")
@on_site
def list_(place: Place, limit: int) -> None:
    """List announcements. Drafts and those that are over included."""
    place.table(_COLUMNS, place.ask("announcements.list", limit=limit), none="No announcements.")


@announcements.command()
@click.argument("number")
@on_site
def publish(place: Place, number: str) -> None:
    """Let everybody see a draft, by its id."""
    place.facts(place.ask("announcements.publish", id=number))


@announcements.command()
@click.argument("number")
@on_site
def unpublish(place: Place, number: str) -> None:
    """Make a draft of an announcement, by its id, which nobody sees."""
    place.facts(place.ask("announcements.unpublish", id=number))


@announcements.command()
@click.argument("number")
@on_site
def remove(place: Place, number: str) -> None:
    """Take an announcement away, by its id, with all reactions to it."""
    place.facts(place.ask("announcements.remove", id=number))
