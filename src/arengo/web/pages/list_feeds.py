"""Feeds of lists, for the owner's own reader: at an address that nobody can guess.

Only what everybody may read stands in them; what the address keeps to itself is who is in the list.
"""

import hmac
from typing import Final

from arengo.auth.users.queries import find_user
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows.lists.model import List
from arengo.social.follows.lists.queries import own_list
from arengo.social.timelines import queries as timelines
from arengo.social.timelines.silenced import without_silenced
from arengo.storage import ReadTransaction
from arengo.web.feeds.model import Feed
from arengo.web.pages.feeds import NEWEST, feed_answer, items_in

_PURPOSE: Final = "feed of a list"
_KEY_BYTES: Final = 16


def feed_path(request: Request, chosen: List) -> str:
    """Return where the feed of a list stands, without the ending of its form: for its owner."""
    return f"/lists/{chosen.id}/{chosen.account_id}/{_key(request, chosen)}"


@reads("/lists/{list_id}/{owner_id}/{key}.rss", access=Access.PAGE, bucket="page", bounded=False)
def show_list_rss(
    tx: ReadTransaction, request: Request, list_id: int, owner_id: AccountId, key: str
) -> Answer:
    """Give what the members of a list wrote for everybody as RSS, to whoever has the address."""
    return _of_list(tx, request, list_id, owner_id, key, "rss")


@reads("/lists/{list_id}/{owner_id}/{key}.atom", access=Access.PAGE, bucket="page", bounded=False)
def show_list_atom(
    tx: ReadTransaction, request: Request, list_id: int, owner_id: AccountId, key: str
) -> Answer:
    """Give what the members of a list wrote for everybody as Atom, to whoever has the address."""
    return _of_list(tx, request, list_id, owner_id, key, "atom")


@reads(
    "/lists/{list_id}/{owner_id}/{key}.jsonfeed", access=Access.PAGE, bucket="page", bounded=False
)
def show_list_jsonfeed(
    tx: ReadTransaction, request: Request, list_id: int, owner_id: AccountId, key: str
) -> Answer:
    """Give what the members of a list wrote for everybody as JSON Feed, to who has the address."""
    return _of_list(tx, request, list_id, owner_id, key, "jsonfeed")


def _of_list(  # noqa: PLR0917 - an address and its form
    tx: ReadTransaction, request: Request, list_id: int, owner_id: AccountId, key: str, form: str
) -> Answer:
    chosen = own_list(tx, list_id, by=owner_id)
    if not hmac.compare_digest(key.encode(), _key(request, chosen).encode()):
        raise NotFound
    login = find_user(tx, owner_id)
    if login is None or not login.may_sign_in or not account_by_id(tx, owner_id).available:
        raise NotFound
    page = without_silenced(tx, timelines.listed(tx, NEWEST, of=chosen), viewer=None)
    feed = Feed(
        title=f"{chosen.title} · {request.site.settings.host_name}",
        page_url=f"{request.site.settings.origin}/lists/{list_id}",
        items=items_in(tx, request, page),
    )
    own = f"{request.site.settings.origin}/lists/{list_id}/{owner_id}/{key}.{form}"
    return feed_answer(feed, form, own_url=own, shared=False)


def _key(request: Request, chosen: List) -> str:
    message = f"{chosen.account_id} {chosen.id} {chosen.feed}".encode()
    return request.site.keys.sign(_PURPOSE, message, size=_KEY_BYTES).hex()
