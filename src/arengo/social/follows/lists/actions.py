"""The verbs of lists: make, change, remove, and put people in or take them out."""

from collections.abc import Collection

from msgspec.structs import replace

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, new_id
from arengo.base.text import clean_text
from arengo.social.accounts.queries import versions_by_id
from arengo.social.follows.lists import store
from arengo.social.follows.lists.model import LISTS_MAX, TITLE_MAX, List, ListChanges, Replies
from arengo.social.follows.lists.queries import own_list
from arengo.social.follows.pairs import lock_pair
from arengo.social.follows.queries import followed_among
from arengo.storage import Transaction


def make_list(
    tx: Transaction, *, by: AccountId, title: str, replies: Replies, exclusive: bool
) -> List:
    """Make a list; twice makes two, for titles need not differ."""
    tx.lock("lists", by)  # of two at once the second counts the first
    if len(store.lists_of(tx, by, limit=LISTS_MAX)) >= LISTS_MAX:
        raise Invalid("Validation failed: You have reached the maximum number of lists")
    made = List(new_id(by), by, _title(title), replies, exclusive)
    store.add_list(tx, made)
    return made


def change_list(tx: Transaction, *, by: AccountId, list_id: int, changes: ListChanges) -> List:
    """Change what is named in `changes`."""
    before = own_list(tx, list_id, by=by)
    after = replace(
        before,
        title=before.title if changes.title is None else _title(changes.title),
        replies=before.replies if changes.replies is None else changes.replies,
        exclusive=before.exclusive if changes.exclusive is None else changes.exclusive,
    )
    if after != before:
        store.put_list(tx, after)
    return after


def renew_feed(tx: Transaction, *, by: AccountId, list_id: int) -> None:
    """Give the feed of a list another address; who knew the one before reads no more of it."""
    store.renew_feed(tx, own_list(tx, list_id, by=by).id)


def remove_list(tx: Transaction, *, by: AccountId, list_id: int) -> None:
    """Remove a list; nobody is unfollowed by that."""
    store.remove_list(tx, own_list(tx, list_id, by=by).id)


def add_members(
    tx: Transaction, *, by: AccountId, list_id: int, people: Collection[AccountId]
) -> None:
    """Put people into a list, all or nobody; Invalid when one of them is in it already.

    Raises NotFound when one is not there or not followed.
    """
    found = own_list(tx, list_id, by=by)
    tx.lock("list", list_id)
    wanted = list(dict.fromkeys(people))
    if not wanted:
        return
    for each in sorted(wanted, key=lambda target: by ^ target):  # nobody unfollows meanwhile
        lock_pair(tx, by, each)
    there = {each.id for each in versions_by_id(tx, wanted).values() if each.available}
    if there != set(wanted) or set(wanted) - {by} - followed_among(tx, by, wanted):
        raise NotFound
    if store.members_among(tx, list_id, wanted):
        raise Invalid("Validation failed: Account has already been taken")
    store.add_members(tx, found, wanted)


def remove_members(
    tx: Transaction, *, by: AccountId, list_id: int, people: Collection[AccountId]
) -> None:
    """Take people out of a list; who is not in it is fine."""
    found = own_list(tx, list_id, by=by)
    if people:
        store.remove_members(tx, found.id, people)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Remove the lists of an account that is going; returns how many."""
    found = store.lists_of(tx, account_id, limit=LISTS_MAX)
    for each in found:
        store.remove_list(tx, each.id)
    return len(found)


def _title(title: str) -> str:
    text = clean_text(title, multiline=False)
    if not text:
        raise Invalid("Validation failed: Title can't be blank")
    if len(text) > TITLE_MAX:
        words = f"Title is too long (maximum is {TITLE_MAX} characters)"
        raise Invalid(f"Validation failed: {words}")
    return text
