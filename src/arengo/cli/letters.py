"""`arengo letters …`: what the operator tells everybody over the signature of this site."""

from typing import IO, Any, Final

import click

from arengo.cli.failing import Failed
from arengo.cli.place import Place, on_site

_COLUMNS: Final = {
    "id": "Id",
    "state": "State",
    "number": "No.",
    "signed": "Signed",
    "languages": "Languages",
    "title": "Title",
}


@click.group()
def letters() -> None:
    """Write open letters in several languages, and sign them with the key of this site."""


@letters.command()
@click.argument("text", nargs=-1, required=True, metavar="LANGUAGE=FILE...")
@click.option("--by", default="", help="Who signs below it.")
@click.option("--role", default="", help="What they are here.")
@click.option("--place", "where", default="", help="Where it is written.")
@click.option("--until", help="The last day on which every page tells of it: 2026-12-31.")
@click.option("--author", help="Whose portrait stands beside the signature, by name.")
@click.option("--draft", help="Let this draft say it, by its id, instead of a new one.")
@on_site
def write(
    place: Place, /, text: tuple[str, ...], where: str, draft: str | None, **said: Any
) -> None:
    """Keep a draft, which nobody sees before it is signed.

    Each FILE has the title in its first line and the text below, with empty lines between
    paragraphs. The first LANGUAGE (en, it, …) is shown to whoever reads none of them. A FILE of -
    is read from standard input.
    """
    with place.failing():
        texts = [_read(each) for each in text]
    place.facts(place.ask("letters.write", texts=texts, place=where, id=draft, **said))


@letters.command(name="list")
@on_site
def list_(place: Place) -> None:
    """List drafts and signed letters."""
    place.table(_COLUMNS, place.ask("letters.list"), none="No open letters.")


@letters.command()
@click.argument("number", metavar="ID")
@on_site
def show(place: Place, number: str) -> None:
    """Show all that a letter or a draft says, by its id."""
    place.show(place.ask("letters.show", id=number), _print)


@letters.command()
@click.argument("number", metavar="ID")
@on_site
def sign(place: Place, number: str) -> None:
    """Sign a draft, by its id: from then on everybody reads it and nobody can change it."""
    place.facts(place.ask("letters.sign", id=number))


@letters.command()
@click.argument("number", metavar="ID")
@on_site
def withdraw(place: Place, number: str) -> None:
    """Take a signed letter away from everybody, by its id, for good. Its number stays empty."""
    place.facts(place.ask("letters.withdraw", id=number))


@letters.command()
@click.argument("number", metavar="ID")
@on_site
def remove(place: Place, number: str) -> None:
    """Remove a draft, by its id."""
    place.facts(place.ask("letters.remove", id=number))


def _read(said: str) -> dict[str, str]:
    language, equals, name = said.partition("=")
    if not equals:
        raise Failed(f"Write LANGUAGE=FILE, like it=lettera.txt, instead of {said!r}.")
    try:
        file: IO[str]
        with click.open_file(name, encoding="utf-8") as file:
            title, _, text = file.read().strip().partition("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Failed(f"{name} cannot be read: {error}") from None
    return {"language": language, "title": title, "text": text.strip()}


def _print(letter: dict[str, Any]) -> None:
    for text in letter["texts"]:
        click.echo(f"[{text['language']}] {text['title']}\n\n{text['text']}\n")
    signature = ", ".join(letter[each] for each in ("by", "role", "place") if letter[each])
    state = f"No. {letter['number']}, {letter['url']}" if letter["number"] else "A draft."
    click.echo("\n".join(each for each in (signature, state) if each))
