"""The parts of a status that change without its version, or differ from viewer to viewer.

Most posts have none of them: for those a constant is spliced in, and the database is asked nothing.
"""

from typing import Final

from arengo.api.entities.collection import tagged_collections
from arengo.api.entities.poll import polls_json
from arengo.api.entities.quote import APPROVED, Render, approvals, quotes_json
from arengo.base.ids import AccountId
from arengo.social.posts.model import QUOTE_CHOICE, PostFlag
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction

_POLL: Final = int(PostFlag.POLL)
_QUOTE: Final = int(PostFlag.QUOTE)
_CHOICE: Final = int(QUOTE_CHOICE)
_COLLECTIONS: Final = int(PostFlag.COLLECTIONS)
MOVING: Final = _POLL | _QUOTE | _CHOICE | _COLLECTIONS

# By "somebody is signed in": what stands in a post that carries nothing of the kind.
_PARTS: Final = b',"poll":%b,"quote":%b,"quote_approval":%b,"tagged_collections":%b'
QUIET: Final = tuple(_PARTS % (b"null", b"null", approved, b"[]") for approved in APPROVED)


def moving_parts(
    tx: ReadTransaction,
    page: Page,
    *,
    origin: str,
    viewer: AccountId | None,
    render: Render | None,
) -> dict[int, bytes]:
    """Return the moving parts of those posts on a page that have any.

    `render` makes whole statuses of what they quote; without it, quotes are shallow.
    """
    marked = {line.shown_id: line.shown_flags for line in page.lines if line.shown_flags & MOVING}
    if not marked:
        return {}
    asking = [post_id for post_id, flags in marked.items() if flags & _POLL]
    polls = polls_json(tx, asking, origin=origin, viewer=viewer) if asking else {}
    quoting = [post_id for post_id, flags in marked.items() if flags & _QUOTE]
    quotes = quotes_json(tx, quoting, viewer=viewer, render=render) if quoting else {}
    chosen = {
        line.shown_id: (line.shown_author_id, line.shown_flags)
        for line in page.lines
        if line.shown_flags & _CHOICE
    }
    approved = approvals(tx, chosen, viewer=viewer) if chosen else {}
    leading = [post_id for post_id, flags in marked.items() if flags & _COLLECTIONS]
    named = tagged_collections(tx, leading, origin=origin, viewer=viewer) if leading else {}
    usual = APPROVED[viewer is not None]
    return {
        post_id: _PARTS
        % (
            polls.get(post_id, b"null"),
            quotes.get(post_id, b"null"),
            approved.get(post_id, usual),
            named.get(post_id, b"[]"),
        )
        for post_id in marked
    }
