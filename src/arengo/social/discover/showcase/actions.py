"""The verbs of the showcase: show somebody, or not; bring it up to date."""

from collections.abc import Sequence

from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import versions_by_id
from arengo.social.discover.showcase import store
from arengo.storage import Transaction


def show_or_hide(tx: Transaction, *, account_id: AccountId) -> None:
    """Let the showcase say what the account says. Doing it twice is the same as doing it once."""
    account = versions_by_id(tx, [account_id]).get(account_id)
    if account and account.available and account.flags & AccountFlag.DISCOVERABLE:
        store.add(tx, account_id, last_post_id=account.last_post_id)
    else:
        store.remove(tx, account_id)


def note_posts(tx: Transaction, *, pairs: Sequence[tuple[int, int]]) -> None:
    """Write down who wrote last when, as (author, post)."""
    store.set_last_posts(tx, pairs)
