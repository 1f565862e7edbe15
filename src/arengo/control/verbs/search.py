"""Commands on the search: build its files anew."""

from typing import Any

from arengo.control.commands import Form, Tell, command
from arengo.gate.site import Site
from arengo.social.search.rebuilding import rebuild as build_anew


class Nothing(Form, frozen=True, kw_only=True):
    """No arguments."""


@command("search.rebuild")
async def rebuild(site: Site, form: Nothing, tell: Tell) -> dict[str, Any]:
    """Compare the files of the search with the database and correct them."""
    del form
    return await build_anew(site.db, site.search, tell=tell)
