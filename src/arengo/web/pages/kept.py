"""What somebody kept for later, and what they like, in the order in which they marked it."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.reactions.model import Reaction
from arengo.social.reactions.queries import reacted_posts
from arengo.storage import ReadTransaction
from arengo.web.context import Listing
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.posts_shown import posts_shown

_PER_PAGE: Final = 20


@reads("/bookmarks", access=Access.MEMBER, bucket="page")
def show_bookmarks(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show one's bookmarks, last kept first."""
    listing = _reacted(tx, request, form, Reaction.BOOKMARK, "/bookmarks")
    frame = frame_of(tx, request)
    return page_answer(request, "kept.html", frame, kind="bookmarks", listing=listing)


@reads("/favourites", access=Access.MEMBER, bucket="page")
def show_favourites(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show what one likes, last liked first."""
    listing = _reacted(tx, request, form, Reaction.FAVOURITE, "/favourites")
    frame = frame_of(tx, request)
    return page_answer(request, "kept.html", frame, kind="favourites", listing=listing)


def _reacted(
    tx: ReadTransaction, request: Request, form: OlderForm, kind: Reaction, path: str
) -> Listing:
    found = reacted_posts(
        tx, kind, by=request.me, before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1
    )
    shown = found[:_PER_PAGE]
    posts = posts_shown(tx, request, [post_id for _, post_id in shown])
    return Listing(
        posts=tuple(posts[post_id] for _, post_id in shown if post_id in posts),
        older_url=f"{path}?before={shown[-1][0]}" if len(found) > _PER_PAGE else "",
    )
