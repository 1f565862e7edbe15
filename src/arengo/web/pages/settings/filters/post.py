"""The page on which a post is put into one of somebody's filters, whatever it says."""

from typing import Final

import msgspec

from arengo.base.errors import NotFound
from arengo.base.ids import PostId, parse_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.filters.actions import filter_post
from arengo.social.filters.queries import filters_of
from arengo.social.posts.queries import visible_original
from arengo.social.posts.rendering import post_url
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.filters.views import PATH, filter_view

_POST: Final = f"{PATH}/posts/{{post_id}}"


class ChoiceForm(msgspec.Struct, frozen=True, kw_only=True):
    """Into which filter."""

    filter: str = ""


@reads(_POST, access=Access.MEMBER, bucket="page")
def show_choice(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    """Show the filters that a post can be put into."""
    post = visible_original(tx, post_id, viewer=request.me)
    author = account_by_id(tx, post.account_id)
    return page_answer(
        request,
        "settings/filters/post.html",
        frame_of(tx, request, form=True),
        filters=tuple(filter_view(each) for each in filters_of(tx, request.me)),
        action=f"{PATH}/posts/{post_id}",
        post_url=post_url(request.site.settings.origin, author.username, post.id),
    )


@acts("POST", _POST, access=Access.MEMBER, bucket="write")
async def choose_filter(request: Request, post_id: PostId, form: ChoiceForm) -> Answer:
    """Filter the post from now on."""
    filter_id = parse_id(form.filter)
    if filter_id is None:
        raise NotFound
    await request.write(filter_post, by=request.me, filter_id=filter_id, post_id=post_id)
    return done(request, f"{PATH}/{filter_id}", "filtered")
