"""What a post said before, and what each edit changed."""

from typing import Annotated, Final

import msgspec

from arengo.base.ids import MAX_ID, PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.posts.queries import history_of
from arengo.social.posts.rendering import post_url
from arengo.storage import ReadTransaction
from arengo.web.context.threads import History
from arengo.web.histories import versions_of
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.posts import original_called
from arengo.web.views import account_view

_PER_PAGE: Final = 20


class HistoryForm(msgspec.Struct, frozen=True):
    """Which part of a history is wanted: what was written before a moment."""

    before: Annotated[int, msgspec.Meta(ge=1, le=MAX_ID)] = MAX_ID


@reads("/@{username}/{post_id}/history", access=Access.PAGE, bucket="page", bounded=False)
def show_history(
    tx: ReadTransaction, request: Request, username: str, post_id: PostId, form: HistoryForm
) -> Answer:
    """Show every state of a post, newest first."""
    post = original_called(tx, request, username, post_id)
    author = account_by_id(tx, post.account_id)
    found = [each for each in history_of(tx, post) if each.at_ms < form.before]
    shown = found[-_PER_PAGE - 1 :]  # one more: the last one shown is compared with it
    origin = request.site.settings.origin
    history = History(
        author=account_view(author, origin=origin),
        url=post_url(origin, author.username, post.id),
        language=post.language or "",
        versions=versions_of(shown)[:_PER_PAGE],
        older=shown[1].at_ms if len(shown) > _PER_PAGE else 0,
    )
    path = f"/@{author.username}/{post.id}"
    return public_page(
        request, "posts/history.html", frame_of(tx, request), history=history, path=path
    )
