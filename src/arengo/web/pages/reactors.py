"""Who liked, boosted and quoted a post."""

from functools import partial
from typing import Final

import msgspec

from arengo.base.ids import PostId, parse_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.filters.model import Context
from arengo.social.posts.model import Post
from arengo.social.posts.queries import boosts_of, visible_ids
from arengo.social.posts.quotes.actions import revoke
from arengo.social.posts.quotes.queries import quoters
from arengo.social.reactions.queries import favourited_by
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import AccountView, Listing
from arengo.web.context.people import PeoplePage
from arengo.web.pages.frames import done, frame_of, public_page
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.people.rows import people_page
from arengo.web.pages.posts import original_called, path_of
from arengo.web.views import account_view

_PER_PAGE: Final = 20
_PATH: Final = "/@{username}/{post_id}"


class RevokeForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which quote is to stand no longer."""

    quote: str = ""


@reads(f"{_PATH}/favourites", access=Access.PAGE, bucket="page", bounded=False)
def show_favouriting(
    tx: ReadTransaction, request: Request, username: str, post_id: PostId, form: OlderForm
) -> Answer:
    """Show whose favourite a post is, last first."""
    post = original_called(tx, request, username, post_id)
    path = f"{path_of(tx, post)}/favourites"
    found = people_page(tx, request, form, path, partial(favourited_by, tx, post.id))
    return _people(tx, request, post, "favourites", found)


@reads(f"{_PATH}/boosts", access=Access.PAGE, bucket="page", bounded=False)
def show_boosting(
    tx: ReadTransaction, request: Request, username: str, post_id: PostId, form: OlderForm
) -> Answer:
    """Show who boosted a post, as far as the reader may see the boosts, last first."""
    post = original_called(tx, request, username, post_id)
    path = f"{path_of(tx, post)}/boosts"
    seen = partial(visible_ids, tx, viewer=request.viewer_id)
    found = people_page(tx, request, form, path, partial(boosts_of, tx, post.id), seen=seen)
    return _people(tx, request, post, "boosts", found)


@reads(f"{_PATH}/quotes", access=Access.PAGE, bucket="page", bounded=False)
def show_quotes(
    tx: ReadTransaction, request: Request, username: str, post_id: PostId, form: OlderForm
) -> Answer:
    """Show the posts that quote one, as far as the reader may see them, last first."""
    post = original_called(tx, request, username, post_id)
    path = path_of(tx, post)
    found = quoters(tx, post.id, before=form.before, after=0, limit=_PER_PAGE + 1)
    ids = [each.post_id for each in found[:_PER_PAGE]]
    page = timelines.seen_page_of(tx, ids, viewer=request.viewer_id)
    more = len(found) > _PER_PAGE
    return public_page(
        request,
        "posts/quotes.html",
        frame_of(tx, request),
        author=_author(tx, request, post),
        path=path,
        own=post.account_id == request.viewer_id,
        listing=Listing(
            posts=cards(tx, request, page, place=Context.PUBLIC),
            older_url=f"{path}/quotes?before={ids[-1]}" if more else "",
        ),
    )


@acts("POST", f"{_PATH}/quotes", access=Access.MEMBER)
async def revoke_quote(
    request: Request, username: str, post_id: PostId, form: RevokeForm
) -> Answer:
    """Let a post quote one's own no longer."""
    post = await request.read(original_called, request, username, post_id)
    quoting = PostId(parse_id(form.quote) or 0)
    await request.write(revoke, by=request.me, quoted_id=post.id, post_id=quoting)
    path = await request.read(path_of, post)
    return done(request, f"{path}/quotes", "quote_revoked")


def _people(
    tx: ReadTransaction, request: Request, post: Post, kind: str, rows: PeoplePage
) -> Answer:
    return public_page(
        request,
        "posts/people.html",
        frame_of(tx, request),
        author=_author(tx, request, post),
        path=path_of(tx, post),
        kind=kind,
        rows=rows,
    )


def _author(tx: ReadTransaction, request: Request, post: Post) -> AccountView:
    account = account_by_id(tx, post.account_id)
    return account_view(account, origin=request.site.settings.origin)
