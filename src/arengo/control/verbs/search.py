"""Commands on the search: build its files anew."""

from typing import Any

from arengo.control.commands import Nothing, Tell, command
from arengo.gate.site import Site
from arengo.social.search.rebuilding import rebuild as build_anew


@command("search.rebuild")
async def rebuild(site: Site, _form: Nothing, tell: Tell) -> dict[str, Any]:
    """Compare the files of the search with the database and correct them."""
    return await build_anew(site.db, site.search, tell=tell)
