"""The program `arengo` and its groups of commands."""

import click

from arengo.cli.accounts import accounts
from arengo.cli.announcements import announcements
from arengo.cli.audit import audit
from arengo.cli.database import db
from arengo.cli.emoji import emoji
from arengo.cli.invites import invites
from arengo.cli.jobs import jobs
from arengo.cli.letters import letters
from arengo.cli.pouring import demo
from arengo.cli.search import search
from arengo.cli.serving import serve
from arengo.cli.settings import settings
from arengo.version import VERSION


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(VERSION, prog_name="arengo")
def main() -> None:
    """Run a site, and look after it.

    Every command takes --data DIR (else ARENGO_DATA, else ./data) and --json.
    """


_SITE = (accounts, announcements, emoji, invites, letters, settings)
for _command in (serve, *_SITE, audit, db, jobs, search, demo):
    main.add_command(_command)
