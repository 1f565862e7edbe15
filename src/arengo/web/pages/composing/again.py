"""Deletes a post to write it again: asked before, for what others did with it goes too."""

from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.plans.composing import write_again
from arengo.social.posts.queries import own_post
from arengo.storage import ReadTransaction
from arengo.web.cards import card_of
from arengo.web.pages.frames import done, frame_of, page_answer


@reads("/compose/again/{post_id}", access=Access.MEMBER, bucket="page", bounded=False)
def ask_again(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    """Show the post, and say what is lost."""
    post = own_post(tx, post_id, by=request.me)
    card = None if post.boost_of_id else card_of(tx, request, post_id)
    if card is None:
        raise NotFound
    return page_answer(request, "composing/again.html", frame_of(tx, request), post=card)


@acts("POST", "/compose/again/{post_id}", access=Access.MEMBER, bucket="page")
async def begin_again(request: Request, post_id: PostId) -> Answer:
    """Delete it, and lead to the draft that has all it said."""
    draft = await request.write(write_again, by=request.me, post_id=post_id)
    return done(request, f"/compose?draft={draft.id}", "written_again")
