"""What one does with a post from its card: favourite, boost, keep, pin, mute; and its menu."""

from collections.abc import Callable, Mapping
from typing import Final, Literal
from urllib.parse import urlsplit

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.follows import blocking
from arengo.social.follows.queries import relationships
from arengo.social.posts import boosting
from arengo.social.posts.model import Post
from arengo.social.posts.queries import original_post, visible_original
from arengo.social.posts.threads import actions as threads
from arengo.social.posts.threads.queries import is_hidden, may_hide
from arengo.social.reactions import actions as reactions
from arengo.storage import ReadTransaction, Transaction
from arengo.web.cards import card_of, shown_card
from arengo.web.context import PostView
from arengo.web.context.reactions import Hiding, Menu
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done, frame_of, page_answer, wants_part

Deed = Literal[
    "favourite",
    "unfavourite",
    "bookmark",
    "unbookmark",
    "boost",
    "unboost",
    "pin",
    "unpin",
    "mute_thread",
    "unmute_thread",
    "mute_author",
    "unmute_author",
    "block_author",
    "hide_reply",
    "show_reply",
]
Verb = Callable[..., object]
_PATH: Final = "/posts/{post_id}"
_VERBS: Final[Mapping[str, Verb]] = {
    "favourite": reactions.favourite,
    "bookmark": reactions.bookmark,
    "boost": boosting.boost,
    "pin": reactions.pin,
    "mute_thread": reactions.mute_thread,
    "hide_reply": threads.hide,
}
# These are taken back also when the post is out of one's sight by now.
_UNDOING: Final[Mapping[str, Verb]] = {
    "unfavourite": reactions.unfavourite,
    "unbookmark": reactions.unbookmark,
    "unboost": boosting.unboost,
    "unpin": reactions.unpin,
    "unmute_thread": reactions.unmute_thread,
    "show_reply": threads.show,
}
_TO_AUTHORS: Final[Mapping[str, Verb]] = {
    "mute_author": blocking.mute,
    "unmute_author": blocking.unmute,
    "block_author": blocking.block,
}
_SAID: Final[Mapping[str, str]] = {
    "pin": "pinned",
    "unpin": "unpinned",
    "mute_thread": "thread_muted",
    "unmute_thread": "thread_unmuted",
    "mute_author": "person_muted",
    "unmute_author": "person_unmuted",
    "block_author": "person_blocked",
    "hide_reply": "reply_hidden",
    "show_reply": "reply_shown",
}


class DeedForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done, and the page to go back to."""

    do: Deed
    back: str = ""


@acts("POST", _PATH, access=Access.MEMBER, bucket="write")
async def do_with_post(request: Request, post_id: PostId, form: DeedForm) -> Answer:
    """Do something with a post, or take it back; doing it twice is doing it once."""
    try:
        await request.write(_do, deed=form.do, by=request.me, post_id=post_id)
    except Invalid:  # of the deeds here only a pin can be refused so
        return done(request, await _back(request, form.back, post_id), "not_pinned")
    if wants_part(request):
        return await request.read(_bar, request=request, post_id=post_id)
    return done(request, await _back(request, form.back, post_id), _SAID.get(form.do, ""))


@reads("/posts/{post_id}/menu", access=Access.MEMBER, bucket="page")
def show_menu(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    """Show what else can be done with a post: as a page, or as a piece of the one that is open."""
    post = visible_original(tx, post_id, viewer=request.viewer_id)
    view = shown_card(tx, request, post.id)
    relations = [] if post.account_id == request.me else [AccountId(post.account_id)]
    menu = Menu(
        post=view,
        back="" if wants_part(request) else came_from(request) or urlsplit(view.url).path,
        muting=any(each.muting for each in relationships(tx, request.me, relations)),
        hiding=_hiding(tx, request, post),
        embedding=_embedding(view) if view.visibility in {"public", "unlisted"} else "",
    )
    template = "parts/menu.html" if wants_part(request) else "reactions/menu.html"
    return page_answer(request, template, frame_of(tx, request), menu=menu)


def _hiding(tx: ReadTransaction, request: Request, post: Post) -> Hiding:
    if not may_hide(tx, post, by=request.me):
        return ""
    return "show_reply" if is_hidden(tx, post.id, by=request.me) else "hide_reply"


def _embedding(view: PostView) -> str:
    """Return what others put into their pages."""
    size = 'width="550" height="300" loading="lazy"'
    return f'<iframe src="{view.url}/embed" {size}></iframe>'


def came_from(request: Request) -> str:
    """Return the page of ours that somebody comes from; empty when it is none."""
    parts = urlsplit(request.header("referer"))
    if f"{parts.scheme}://{parts.netloc}" != request.site.settings.origin:
        return ""
    return safe_return(parts._replace(scheme="", netloc="", fragment="").geturl())


def _do(tx: Transaction, *, deed: str, by: AccountId, post_id: PostId) -> None:
    if deed in _TO_AUTHORS:
        author = visible_original(tx, post_id, viewer=by).account_id
        _TO_AUTHORS[deed](tx, by=by, target=author)
    elif deed in _UNDOING:
        _UNDOING[deed](tx, by=by, post_id=original_post(tx, post_id).id)
    else:
        _VERBS[deed](tx, by=by, post_id=post_id)


def _bar(tx: ReadTransaction, *, request: Request, post_id: PostId) -> Answer:
    post = visible_original(tx, post_id, viewer=request.viewer_id)
    frame = frame_of(tx, request, form=True)
    return page_answer(request, "parts/actions.html", frame, post=shown_card(tx, request, post.id))


async def _back(request: Request, wanted: str, post_id: PostId) -> str:
    """Return where somebody was, at the post; for whoever hides that, the page of the post."""
    back = (safe_return(wanted) if wanted else "") or came_from(request)
    if not back or back.startswith("/posts/"):
        view = await request.read(_view, request=request, post_id=post_id)
        back = urlsplit(view.url).path if view else "/"
    return f"{back}#p{post_id}"


def _view(tx: ReadTransaction, *, request: Request, post_id: PostId) -> PostView | None:
    try:
        post = visible_original(tx, post_id, viewer=request.viewer_id)
    except NotFound:
        return None
    return card_of(tx, request, post.id)
