"""One post with its conversation, and its old address."""

from collections.abc import Sequence
from typing import Final

from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.gate.answers import Answer, redirect
from arengo.gate.headers import embeddable
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.posts.model import Post
from arengo.social.posts.queries import visible_post
from arengo.social.posts.rendering import post_url
from arengo.social.posts.threads.queries import context_of
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Page
from arengo.social.timelines.silenced import without_silenced
from arengo.storage import ReadTransaction
from arengo.web.context import PostView, Thread
from arengo.web.pages.frames import bare_frame, frame_of, public_page
from arengo.web.pages.profiles import local_account
from arengo.web.views import post_views

_MOST_ANCESTORS: Final = 40
_MOST_REPLIES: Final = 200


@reads("/@{username}/{post_id}", access=Access.PAGE, bucket="page", bounded=False)
def show_post(tx: ReadTransaction, request: Request, username: str, post_id: PostId) -> Answer:
    """Show a post; what is not for everybody looks as if it was never there."""
    post = visible_post(tx, post_id, viewer=None)
    if account_by_id(tx, post.account_id).username.lower() != username.lower():
        raise NotFound
    if post.boost_of_id is not None:
        return _to_original(tx, request, post.boost_of_id)
    thread = _thread(tx, request, post)
    return public_page(request, "post.html", frame_of(tx, request), thread=thread)


@reads("/@{username}/{post_id}/embed", access=Access.PAGE, bucket="page", bounded=False)
def show_embedded(tx: ReadTransaction, request: Request, username: str, post_id: PostId) -> Answer:
    """Show a post by itself, for the pages of others: the same to everybody, signed in or not."""
    post = visible_post(tx, post_id, viewer=None)
    author = account_by_id(tx, post.account_id)
    if post.boost_of_id is not None or author.username.lower() != username.lower():
        raise NotFound
    views = _views(tx, request, timelines.seen_page_of(tx, [post.id], viewer=None))
    return public_page(
        request, "embed.html", bare_frame(request), headers=embeddable(), post=views[0]
    )


@reads("/users/{username}/statuses/{post_id}", access=Access.PAGE, bucket="page")
def find_post(tx: ReadTransaction, request: Request, username: str, post_id: PostId) -> Answer:
    """Lead on from the address that programs know; whether the post is there, that page says."""
    account = local_account(tx, request, username)
    return redirect(post_url(request.site.settings.origin, account.username, post_id))


def _to_original(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    author = account_by_id(tx, visible_post(tx, post_id, viewer=None).account_id)
    return redirect(post_url(request.site.settings.origin, author.username, post_id))


def _thread(tx: ReadTransaction, request: Request, post: Post) -> Thread:
    context = context_of(tx, post)
    return Thread(
        post=_views(tx, request, timelines.seen_page_of(tx, [post.id], viewer=None))[0],
        ancestors=_around(tx, request, context.ancestors[-_MOST_ANCESTORS:]),
        replies=_around(tx, request, sorted(context.descendants)[:_MOST_REPLIES]),
    )


def _around(tx: ReadTransaction, request: Request, ids: Sequence[PostId]) -> tuple[PostView, ...]:
    page = timelines.seen_page_of(tx, ids, viewer=None)
    return _views(tx, request, without_silenced(tx, page, viewer=None))


def _views(tx: ReadTransaction, request: Request, page: Page) -> tuple[PostView, ...]:
    return post_views(tx, page, origin=request.site.settings.origin)
