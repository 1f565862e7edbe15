"""`arengo db …`: the schema, a check, and the move to PostgreSQL."""

from typing import Any

import click

from arengo.cli.failing import Failed
from arengo.cli.place import Place, on_site, print_table


@click.group()
def db() -> None:
    """Migrate, check and move the database."""


@db.command()
@on_site
def migrate(place: Place) -> None:
    """Bring the schema up to date. `serve` does it by itself."""
    place.show(place.ask("db.migrate"), _print_schema)


@db.command()
@on_site
def check(place: Place) -> None:
    """Look for damage: pages, schema, and whether counters count right."""
    found = place.ask("db.check", working="Checking")
    place.show(found, _print_findings)
    if not found["sound"]:
        raise SystemExit(1)


@db.command()
@click.option("--to", "url", required=True, help="An empty database: postgresql://user@host/name.")
@on_site
def copy(place: Place, url: str) -> None:
    """Copy the whole site to PostgreSQL. The rows are counted afterwards; SQLite keeps its own."""
    if not url.startswith(("postgresql://", "postgres://")):
        raise click.UsageError("--to must be a URL such as postgresql://user@host/name.")
    settings = place.settings()
    with place.failing(), place.progress("Copying") as tell:
        if settings.database_url is not None:
            raise Failed(
                "ARENGO_DATABASE_URL is set, but the copy reads the SQLite file. Unset it."
            )
        from arengo.storage.copying import copy_database  # noqa: PLC0415

        try:
            counts = copy_database(settings.data, url, tell=tell)
        except RuntimeError as error:
            raise Failed(str(error)) from error
    place.show({"rows": sum(counts.values()), "tables": counts}, _print_copied)


def _print_schema(answer: dict[str, Any]) -> None:
    click.echo(f"The schema is number {answer['schema']}, up to date.")
    columns = {"number": "Number", "name": "Migration", "applied": "Applied"}
    print_table(columns, answer["migrations"], none="")


def _print_findings(answer: dict[str, Any]) -> None:
    columns = {"where": "Where", "words": "What"}
    print_table(columns, answer["findings"], none="The database is sound.")


def _print_copied(answer: dict[str, Any]) -> None:
    click.echo(f"{answer['rows']} rows in {len(answer['tables'])} tables, the same on both sides.")
    click.echo("Keep the data folder (keys, media), set ARENGO_DATABASE_URL, and start the server.")
