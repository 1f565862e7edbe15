"""`arengo serve`: the server itself."""

import click

from arengo.cli.failing import Failed
from arengo.cli.place import Place, on_site
from arengo.cli.waking import kept_for_good


@click.command()
@click.option("--host", help="Listen on this address.  [default: 127.0.0.1]")
@click.option("--port", type=click.IntRange(0, 65535), help="Listen on this port.  [default: 8000]")
@click.option("--origin", help="What people type, such as https://example.org.")
@click.option(
    "--profile",
    type=click.Choice(["default", "test"]),
    help="`test` is for clients' own test suites: no rate limits, no letters. Never in public.",
)
@click.option("--workers", type=click.IntRange(1), help="Processes; more than one on PostgreSQL.")
@on_site
def serve(place: Place, /, **overrides: object) -> None:
    """Serve the site until somebody presses Ctrl-C."""
    settings = place.settings(**overrides)
    if settings.workers > 1 and settings.database_url is None:
        raise Failed(
            "One process writes to an SQLite file. For several workers, move the site to "
            "PostgreSQL (arengo db copy) and set ARENGO_DATABASE_URL.",
            as_json=place.as_json,
        )
    with kept_for_good():
        from arengo.app import serve as serve_site  # noqa: PLC0415  the whole program
        from arengo.config.settings import SettingsInvalid  # noqa: PLC0415

    try:
        serve_site(settings)
    except (SettingsInvalid, RuntimeError, OSError) as error:  # in use, damaged, unreadable …
        raise Failed(str(error), as_json=place.as_json) from error
