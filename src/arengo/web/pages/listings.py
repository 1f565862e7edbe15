"""Lists of posts that go on: twenty on a page, with the way to older ones."""

from collections.abc import Callable
from typing import Annotated, Final

import msgspec
from msgspec.structs import replace

from arengo.base.ids import MAX_ID
from arengo.gate.request import Request
from arengo.social.filters.model import Context
from arengo.social.timelines.model import Page, Stretch
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import Listing, PostView

_PER_PAGE: Final = 20


class OlderForm(msgspec.Struct, frozen=True):
    """Which part of a list is wanted: what is older than `before`."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


def listing(
    tx: ReadTransaction,
    request: Request,
    form: OlderForm,
    path: str,
    read: Callable[[Stretch], Page],
    *,
    pinned: tuple[PostView, ...] = (),
    place: Context = Context.PUBLIC,
) -> Listing:
    """Return one page of what `read` finds; one post more than shown tells whether it goes on.

    `read` asks for a viewer's own eyes or for nobody's; `place` is where filters look.
    """
    page = read(Stretch(before=form.before, limit=_PER_PAGE + 1))
    shown = page.lines[:_PER_PAGE]
    return Listing(
        posts=cards(tx, request, replace(page, lines=shown), place=place),
        older_url=f"{path}?before={shown[-1].id}" if len(page.lines) > _PER_PAGE else "",
        pinned=pinned,
    )
