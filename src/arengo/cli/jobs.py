"""`arengo jobs …`: background work, seen and begun again."""

from typing import Any

import click

from arengo.cli.place import Place, on_site, print_table


@click.group()
def jobs() -> None:
    """See background work, and try again what failed."""


@jobs.command(name="list")
@click.option("--given-up", is_flag=True, help="Those that failed too often, not those that wait.")
@click.option("--limit", default=50, show_default=True, help="At most so many.")
@on_site
def list_(place: Place, limit: int, *, given_up: bool) -> None:
    """List jobs, and how far each lane is behind."""
    place.show(place.ask("jobs.list", given_up=given_up, limit=limit), _print_queue)


@jobs.command()
@click.argument("job_id", required=False, type=int)
@on_site
def retry(place: Place, job_id: int | None) -> None:
    """Begin one job again, or all that were given up."""
    place.show(place.ask("jobs.retry", job_id=job_id), _print_retried)


def _print_queue(state: dict[str, Any]) -> None:
    columns = {"id": "Job", "kind": "Kind", "lane": "Lane", "attempts": "Tried", "due": "Due"}
    print_table({**columns, "error": "Error"}, state["jobs"], none="No jobs.")
    if state["lanes"]:
        click.echo()
        lanes = {"lane": "Lane", "oldest_due_s": "Behind (s)", "given_up": "Given up"}
        print_table(lanes, state["lanes"], none="")


def _print_retried(answer: dict[str, Any]) -> None:
    number = answer["retried"]
    click.echo(f"{number} job{'' if number == 1 else 's'} will be tried again.")
