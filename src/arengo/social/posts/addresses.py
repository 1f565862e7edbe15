"""What an address of this site leads to: the inverse of the addresses that are shown."""

import re
from typing import Final

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId, PostId, parse_id
from arengo.social.accounts.model import Account
from arengo.social.accounts.policy import fold
from arengo.social.accounts.queries import account_by_id, find_account
from arengo.social.posts.model import Post
from arengo.social.posts.queries import visible_post
from arengo.storage import ReadTransaction

_ACCOUNT: Final = re.compile(r"/(?:@|users/)(\w+)/?", re.ASCII)
_POST: Final = re.compile(r"/(?:@(\w+)|users/(\w+)/statuses)/(\d+)/?", re.ASCII)


def account_at(tx: ReadTransaction, address: str, *, origin: str) -> Account | None:
    """Return whose profile is at an address of this site."""
    path = _path(address, origin)
    found = _ACCOUNT.fullmatch(path) if path else None
    account = find_account(tx, found[1]) if found else None
    return account if account and account.available else None


def post_at(
    tx: ReadTransaction, address: str, *, origin: str, viewer: AccountId | None
) -> Post | None:
    """Return the post at an address of this site; None when the viewer may not see it."""
    path = _path(address, origin)
    found = _POST.fullmatch(path) if path else None
    post_id = parse_id(found[3]) if found else None
    if found is None or post_id is None:
        return None
    try:
        post = visible_post(tx, PostId(post_id), viewer=viewer)
    except NotFound:
        return None
    author = account_by_id(tx, post.account_id)
    return post if fold(author.username) == fold(found[1] or found[2]) else None


def _path(address: str, origin: str) -> str | None:
    """Return the path of an address under our own origin."""
    address = address.strip()
    return address.removeprefix(origin) if address.startswith(f"{origin}/") else None
