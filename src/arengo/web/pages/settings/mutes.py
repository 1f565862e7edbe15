"""The page with the people whom somebody has muted."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows.model import Kind
from arengo.storage import ReadTransaction
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.settings.naming import NameForm
from arengo.web.pages.settings.relations import Away, away_page, on_to_the_question

_MUTES: Final = Away("/settings/mutes", "mute", (Kind.MUTE, Kind.MUTE_ALL))


@reads(_MUTES.path, access=Access.MEMBER, bucket="page")
def show_mutes(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show whom one muted, the last one first."""
    return away_page(tx, request, _MUTES, form)


@acts("POST", _MUTES.path, access=Access.MEMBER, bucket="write")
async def find_whom_to_mute(request: Request, form: NameForm) -> Answer:
    """Lead to the page that says what it means, and asks."""
    return await on_to_the_question(request, _MUTES, form)
