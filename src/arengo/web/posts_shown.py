"""Posts by their ids, as whoever asks may see them: for pages that speak of one here and there."""

from collections.abc import Iterable
from typing import Final

from arengo.gate.request import Request
from arengo.social.filters.model import Context
from arengo.social.timelines.queries import seen_page_of
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import PostView

_NOWHERE: Final = Context(0)


def posts_shown(
    tx: ReadTransaction, request: Request, ids: Iterable[int], *, place: Context = _NOWHERE
) -> dict[int, PostView]:
    """Return those of the posts that may be seen, by id; `place` is where filters look."""
    page = seen_page_of(tx, list(dict.fromkeys(ids)), viewer=request.viewer_id)
    return {view.id: view for view in cards(tx, request, page, place=place)}
