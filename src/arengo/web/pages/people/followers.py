"""Who follows somebody and whom they follow, unless they keep that to themselves."""

from functools import partial

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.model import Account
from arengo.social.follows.queries import followers_page, following_page
from arengo.storage import ReadTransaction
from arengo.web.context.people import PeoplePage
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.people.rows import people_page
from arengo.web.pages.profiles.finding import local_account
from arengo.web.people import hides_people
from arengo.web.views import account_view


@reads("/@{username}/followers", access=Access.PAGE, bucket="page", bounded=False)
def show_followers(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show who follows somebody, newest first."""
    account = local_account(tx, request, username)
    read = partial(followers_page, tx, account.id)
    page = people_page(tx, request, form, f"/@{account.username}/followers", read)
    return _page(tx, request, account, "followers", page)


@reads("/@{username}/following", access=Access.PAGE, bucket="page", bounded=False)
def show_following(tx: ReadTransaction, request: Request, username: str, form: OlderForm) -> Answer:
    """Show whom somebody follows, newest first."""
    account = local_account(tx, request, username)
    read = partial(following_page, tx, account.id)
    page = people_page(tx, request, form, f"/@{account.username}/following", read)
    return _page(tx, request, account, "following", page)


def _page(
    tx: ReadTransaction, request: Request, account: Account, kind: str, page: PeoplePage
) -> Answer:
    hidden = hides_people(tx, request, account)
    return public_page(
        request,
        "people/followers.html",
        frame_of(tx, request),
        owner=account_view(account, origin=request.site.settings.origin),
        kind=kind,
        hidden=hidden,
        rows=PeoplePage() if hidden else page,
    )
