"""Questions about people, for the staff."""

from collections import defaultdict
from collections.abc import Sequence

from arengo.auth.users.queries import users_by_id
from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.moderation.people import store
from arengo.moderation.people.model import Person, SeenAt, Wanted
from arengo.social.accounts.model import AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.storage import ReadTransaction


def people(tx: ReadTransaction, wanted: Wanted) -> list[Person]:
    """Return whom the staff asks for, newest first."""
    ids = store.ids_of(tx, wanted)
    return people_by_id(tx, ids[::-1] if wanted.upwards else ids)


def person(tx: ReadTransaction, account_id: AccountId) -> Person:
    """Return one of them; NotFound when they are gone."""
    found = people_by_id(tx, [account_id])
    if not found:
        raise NotFound
    return found[0]


def people_by_id(tx: ReadTransaction, ids: Sequence[AccountId]) -> list[Person]:
    """Return those of them who are there, in this order."""
    if not ids:
        return []
    accounts = accounts_by_id(tx, ids)
    users = users_by_id(tx, ids)
    invites = {user.invite_id for user in users.values() if user.invite_id}
    inviters = store.inviters(tx, invites) if invites else {}
    seen: dict[AccountId, list[SeenAt]] = defaultdict(list)
    for account_id, place in store.seen_at(tx, ids):
        seen[account_id].append(place)
    return [
        Person(
            account=accounts[each],
            user=(user := users.get(each)),
            seen=tuple(seen[each]),
            invited_by=inviters.get(user.invite_id) if user and user.invite_id else None,
        )
        for each in ids
        if each in accounts and AccountFlag.DELETED not in accounts[each].flags
    ]
