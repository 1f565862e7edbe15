"""What becomes of a login when its account goes, and what its owner is told by letter."""

from arengo.auth.users.actions import remove_user, tell
from arengo.auth.users.queries import find_user
from arengo.social.accounts.events import AccountDeleted
from arengo.social.accounts.queries import versions_by_id
from arengo.social.posts.plans.events import PlanSetAside
from arengo.storage import Listeners, Transaction


def end_login(tx: Transaction, event: AccountDeleted) -> None:
    """Nobody signs in to an account that is gone."""
    remove_user(tx, account_id=event.account_id)


def tell_of_draft(tx: Transaction, event: PlanSetAside) -> None:
    """Somebody waits for a post that did not appear, and no app shows drafts by itself."""
    known = versions_by_id(tx, [event.account_id]).get(event.account_id)
    if known and known.available and find_user(tx, event.account_id):
        tell(tx, event.account_id, "post_set_aside")


def listen(listeners: Listeners) -> None:
    """Tell the table what we hear."""
    listeners.add(AccountDeleted, end_login)
    listeners.add(PlanSetAside, tell_of_draft)
