"""Voting in a poll."""

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.posts.polls.actions import vote
from arengo.storage import ReadTransaction
from arengo.web.cards import card_of
from arengo.web.context import PostView
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done, frame_of, page_answer, wants_part


class VoteForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is chosen, by the places of the options, and where the browser goes afterwards."""

    choices: list[str] = msgspec.field(default_factory=list)
    return_to: str = ""


@acts("POST", "/polls/{post_id}/votes", access=Access.MEMBER, bucket="page")
async def cast_vote(request: Request, post_id: PostId, form: VoteForm) -> Answer:
    """Vote, once; whoever cannot is told why, and sees how the poll stands."""
    said = "voted" if form.choices else "nothing_chosen"
    try:
        if form.choices:
            await request.write(vote, by=request.me, poll_id=post_id, choices=form.choices)
    except Invalid:
        said = "not_voted"
    post = await request.read(_card, request, post_id)
    if wants_part(request):
        frame = await request.read(frame_of, request, form=True)
        return page_answer(request, "parts/voted.html", frame, post=post, said=said)
    return done(request, safe_return(form.return_to) if form.return_to else _path(post), said)


def _card(tx: ReadTransaction, request: Request, post_id: PostId) -> PostView:
    card = card_of(tx, request, post_id)
    if card is None:
        raise NotFound
    return card


def _path(post: PostView) -> str:
    return f"/@{post.author.handle}/{post.id}"
