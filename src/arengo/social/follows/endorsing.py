"""The verbs of showing others on one's profile: endorse and take it back."""

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId
from arengo.social.accounts.queries import account_by_id
from arengo.social.follows.model import Kind
from arengo.social.follows.pairs import lock_pair
from arengo.social.follows.queries import is_following
from arengo.social.follows.store import relations
from arengo.storage import Transaction


def endorse(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Show somebody whom one follows on one's profile; it ends with the follow."""
    account_by_id(tx, target)
    lock_pair(tx, by, target)
    if not is_following(tx, by, target):
        words = "You must be already following the person you want to endorse"
        raise Invalid(f"Validation failed: {words}")
    relations.put_relation(tx, by, Kind.ENDORSED, target)


def unendorse(tx: Transaction, *, by: AccountId, target: AccountId) -> None:
    """Show them there no longer."""
    account_by_id(tx, target)
    relations.remove_relation(tx, by, Kind.ENDORSED, target)
