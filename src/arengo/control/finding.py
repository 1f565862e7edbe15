"""Finds whom and what the operator names, and says what was probably meant."""

from collections.abc import Iterable
from difflib import get_close_matches
from typing import Final

from arengo.auth.users.queries import user_by_email
from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID
from arengo.social.accounts.model import Account
from arengo.social.accounts.queries import account_by_id, find_account, newest_accounts
from arengo.storage import ReadTransaction

_COMPARED: Final = 2_000


def account_named(tx: ReadTransaction, name: str) -> Account:
    """Return whom a user name or an e-mail address names; NotFound suggests near names."""
    wanted = name.strip().removeprefix("@")
    account = find_account(tx, wanted)
    if account is None and "@" in wanted:
        user = user_by_email(tx, wanted)
        account = account_by_id(tx, user.id) if user else None
    if account is None:
        names = [each.username for each in newest_accounts(tx, before=MAX_ID, limit=_COMPARED)]
        raise NotFound(f"Nobody here is called {name!r}.{perhaps(wanted, names)}")
    return account


def perhaps(wanted: str, names: Iterable[str]) -> str:
    """Return a sentence with those of the names that look like what was typed."""
    folded = {name.casefold(): name for name in names}
    near = [folded[each] for each in get_close_matches(wanted.casefold(), folded, n=3)]
    return f" Did you mean {' or '.join(near)}?" if near else ""
