"""What somebody published: posts, with replies, with media, under a tag; pinned ones first."""

from urllib.parse import quote

from arengo.base.errors import NotFound
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.filters.model import Context
from arengo.social.reactions.queries import pinned_posts
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import AccountFilter
from arengo.storage import ReadTransaction
from arengo.web.cards import cards
from arengo.web.context import Listing, PostView
from arengo.web.context.people import ProfileTab
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.listings import listing as listing_of
from arengo.web.pages.profiles.finding import local_account
from arengo.web.pages.profiles.heads import profile_head


@reads("/@{username}", access=Access.PAGE, bucket="page", bounded=False)
def show_profile(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show somebody and what they published, as far as the reader may see it."""
    account = local_account(tx, request, username)
    pinned = _pinned(tx, request, account) if form == OlderForm() else ()
    chosen = AccountFilter(exclude_replies=True)
    found = _posts(tx, request, form, "", of=account, chosen=chosen, pinned=pinned)
    return _page(tx, request, found, of=account, tab="posts")


@reads("/@{username}/replies", access=Access.PAGE, bucket="page", bounded=False)
def show_replies(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show what somebody wrote, replies too."""
    account = local_account(tx, request, username)
    chosen = AccountFilter(exclude_boosts=True)
    found = _posts(tx, request, form, "/replies", of=account, chosen=chosen)
    return _page(tx, request, found, of=account, tab="replies")


@reads("/@{username}/media", access=Access.PAGE, bucket="page", bounded=False)
def show_media(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show what somebody published with pictures, video or sound, unless they want no such tab."""
    account = local_account(tx, request, username)
    if AccountFlag.NO_MEDIA_TAB in account.flags:
        raise NotFound
    chosen = AccountFilter(
        only_media=True,
        exclude_boosts=True,
        exclude_replies=AccountFlag.NO_MEDIA_OF_REPLIES in account.flags,
    )
    found = _posts(tx, request, form, "/media", of=account, chosen=chosen)
    return _page(tx, request, found, of=account, tab="media")


@reads("/@{username}/tagged/{name}", access=Access.PAGE, bucket="page", bounded=False)
def show_tagged(
    tx: ReadTransaction, request: Request, username: str, name: str, form: OlderForm
) -> Answer:
    """Show what somebody published under a tag."""
    account, name = local_account(tx, request, username), normalise_tag(name)
    if not is_tag(name):
        raise NotFound
    path, chosen = f"/tagged/{quote(name, safe='')}", AccountFilter(tag_id=tag_id(name))
    found = _posts(tx, request, form, path, of=account, chosen=chosen)
    return public_page(
        request,
        "profiles/tagged.html",
        frame_of(tx, request),
        head=profile_head(tx, request, account, "posts"),
        name=name,
        listing=found,
    )


def _page(
    tx: ReadTransaction,
    request: Request,
    listing: Listing,
    *,
    of: Account,
    tab: ProfileTab,
) -> Answer:
    return public_page(
        request,
        "profiles/posts.html",
        frame_of(tx, request),
        head=profile_head(tx, request, of, tab),
        listing=listing,
    )


def _posts(
    tx: ReadTransaction,
    request: Request,
    form: OlderForm,
    path: str,
    *,
    of: Account,
    chosen: AccountFilter,
    pinned: tuple[PostView, ...] = (),
) -> Listing:
    """Return one page of somebody's posts, at an address below their own."""
    return listing_of(
        tx,
        request,
        form,
        f"/@{of.username}{path}",
        lambda stretch: timelines.of_account(
            tx, stretch, account_id=of.id, chosen=chosen, viewer=request.viewer_id
        ),
        pinned=pinned,
        place=Context.ACCOUNT,
    )


def _pinned(tx: ReadTransaction, request: Request, account: Account) -> tuple[PostView, ...]:
    ids = pinned_posts(tx, account.id)
    page = timelines.seen_page_of(tx, ids, viewer=request.viewer_id)
    return cards(tx, request, page, place=Context.ACCOUNT)
