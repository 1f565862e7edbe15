"""Finds the people that a text names."""

from collections.abc import Sequence

from arengo.base.ids import AccountId
from arengo.social.accounts.queries import find_accounts
from arengo.social.follows.queries import blocked_by
from arengo.social.posts.model import Mention
from arengo.storage import ReadTransaction


def resolve_mentions(
    tx: ReadTransaction, handles: Sequence[str], *, by: AccountId, host_name: str
) -> tuple[Mention, ...]:
    """Return those who exist and have not blocked the author, each once, in order of naming."""
    found: dict[int, Mention] = {}
    named = find_accounts(tx, handles, host_name) if handles else {}
    for handle in handles:
        account = named.get(handle)
        if account and account.available:
            found.setdefault(
                account.id,
                Mention(account.id, account.username, account.acct, account.url or ""),
            )
    deaf = blocked_by(tx, by, [AccountId(each) for each in found]) if found else set()
    return tuple(mention for mention in found.values() if mention.id not in deaf)
