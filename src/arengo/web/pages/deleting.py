"""Deleting a post: the question before it, for nobody can take it back."""

from typing import Final
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.actions import delete
from arengo.social.posts.queries import own_post
from arengo.storage import ReadTransaction
from arengo.web.cards import shown_card
from arengo.web.context import Form
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.reactions import came_from

_PATH: Final = "/posts/{post_id}/delete"


class DeleteForm(msgspec.Struct, frozen=True, kw_only=True):
    """The page to go back to."""

    back: str = "/"


@reads(_PATH, access=Access.MEMBER, bucket="page")
def ask_to_delete(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    """Show an own post once more, and ask."""
    view = shown_card(tx, request, own_post(tx, post_id, by=request.me).id)
    form = Form(
        action=f"/posts/{post_id}/delete",
        hidden={"back": _elsewhere(came_from(request), urlsplit(view.url).path)},
    )
    return page_answer(
        request,
        "reactions/delete.html",
        frame_of(tx, request),
        form=form,
        post=replace(view, mine=None),
    )


@acts("POST", _PATH, access=Access.MEMBER, bucket="delete")
async def delete_post(request: Request, post_id: PostId, form: DeleteForm) -> Answer:
    """Delete an own post with its pictures."""
    await request.write(delete, by=request.me, post_id=post_id)
    return done(request, safe_return(form.back), "post_deleted")


def _elsewhere(back: str, gone: str) -> str:
    """Return a page that will still be there."""
    path = urlsplit(back).path
    return "/" if not back or path.startswith(("/posts/", gone)) else back
