"""Profiles, and their old addresses."""

from urllib.parse import quote

from arengo.base.errors import NotFound
from arengo.base.text import is_tag, normalise_tag, tag_id
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import find_account
from arengo.social.accounts.rendering import account_url
from arengo.social.reactions.queries import pinned_posts
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.model import AccountFilter
from arengo.storage import ReadTransaction
from arengo.web.context import PostView
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.listings import OlderForm, listing
from arengo.web.views import post_views, profile_view

_SHOWN = AccountFilter(exclude_replies=True)


@reads("/@{username}", access=Access.PAGE, bucket="page", bounded=False)
def show_profile(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show somebody and what they published for everybody."""
    account = local_account(tx, request, username)
    first_page = form.before == OlderForm().before
    posts = listing(
        tx,
        request,
        form,
        f"/@{account.username}",
        lambda stretch: timelines.of_account(
            tx, stretch, account_id=account.id, chosen=_SHOWN, viewer=None
        ),
        pinned=_pinned(tx, request, account) if first_page else (),
    )
    profile = profile_view(account, origin=request.site.settings.origin)
    return public_page(
        request, "profile.html", frame_of(tx, request), profile=profile, listing=posts
    )


@reads("/@{username}/tagged/{name}", access=Access.PAGE, bucket="page", bounded=False)
def show_tagged(
    tx: ReadTransaction, request: Request, username: str, name: str, form: OlderForm
) -> Answer:
    """Show what somebody published for everybody under a tag."""
    account, name = local_account(tx, request, username), normalise_tag(name)
    if not is_tag(name):
        raise NotFound
    chosen = AccountFilter(tag_id=tag_id(name))
    posts = listing(
        tx,
        request,
        form,
        f"/@{account.username}/tagged/{quote(name, safe='')}",
        lambda stretch: timelines.of_account(
            tx, stretch, account_id=account.id, chosen=chosen, viewer=None
        ),
    )
    return public_page(request, "tag.html", frame_of(tx, request), name=name, listing=posts)


@reads("/users/{username}", access=Access.PAGE, bucket="page")
def find_profile(tx: ReadTransaction, request: Request, username: str) -> Answer:
    """Lead from the address that programs know to the one for people."""
    account = local_account(tx, request, username)
    return redirect(account_url(request.site.settings.origin, account.username))


def local_account(tx: ReadTransaction, request: Request, username: str) -> Account:
    """Return somebody of this server; NotFound for whoever is absent, suspended or elsewhere."""
    account = find_account(tx, username, request.site.settings.host_name)
    if account is None or not account.available or not account.local:
        raise NotFound
    return account


def _pinned(tx: ReadTransaction, request: Request, account: Account) -> tuple[PostView, ...]:
    ids = pinned_posts(tx, account.id)
    page = timelines.seen_page_of(tx, ids, viewer=None)
    return post_views(tx, page, origin=request.site.settings.origin)
