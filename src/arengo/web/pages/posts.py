"""One post with its conversation, and its old address."""

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
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction
from arengo.web.context import PostView
from arengo.web.pages.frames import bare_frame, frame_of, public_page
from arengo.web.pages.profiles.finding import local_account
from arengo.web.threads import ThreadForm, thread_of
from arengo.web.views import post_views


@reads("/@{username}/{post_id}", access=Access.PAGE, bucket="page", bounded=False)
def show_post(
    tx: ReadTransaction, request: Request, username: str, post_id: PostId, form: ThreadForm
) -> Answer:
    """Show a post; what the reader may not see looks as if it was never there."""
    post = post_called(tx, request, username, post_id)
    if post.boost_of_id is not None:
        return _to_original(tx, request, post.boost_of_id)
    thread = thread_of(tx, request, post, form)
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
    post = visible_post(tx, post_id, viewer=request.viewer_id)
    author = account_by_id(tx, post.account_id)
    return redirect(post_url(request.site.settings.origin, author.username, post_id))


def _views(tx: ReadTransaction, request: Request, page: Page) -> tuple[PostView, ...]:
    return post_views(tx, page, origin=request.site.settings.origin)


def post_called(tx: ReadTransaction, request: Request, username: str, post_id: PostId) -> Post:
    """Return the post at an address; NotFound for what the reader may not see."""
    post = visible_post(tx, post_id, viewer=request.viewer_id)
    if account_by_id(tx, post.account_id).username.lower() != username.lower():
        raise NotFound
    return post


def original_called(tx: ReadTransaction, request: Request, username: str, post_id: PostId) -> Post:
    """Return the post at an address; NotFound also for a boost, which has nothing of its own."""
    post = post_called(tx, request, username, post_id)
    if post.boost_of_id is not None:
        raise NotFound
    return post


def path_of(tx: ReadTransaction, post: Post) -> str:
    """Return the path of a post, below which its other pages are."""
    return f"/@{account_by_id(tx, post.account_id).username}/{post.id}"
