"""What somebody's policy says, what it holds back, and whose requests wait."""

from collections.abc import Collection
from typing import Final

from arengo.base.errors import NotFound
from arengo.base.ids import AccountId
from arengo.social.notifications.requests import policy
from arengo.social.notifications.requests.model import Held, Pending, Request, Rules, Stretch
from arengo.social.notifications.requests.store import held, policies, requests
from arengo.storage import ReadTransaction

MOST_COUNTED: Final = 100


def rules_of(tx: ReadTransaction, account_id: AccountId) -> Rules:
    """Return somebody's policy."""
    return policy.unpacked(policies.rules_of(tx, account_id))


def pending(tx: ReadTransaction, account_id: AccountId) -> Pending:
    """Return how much is held back, of no more than a hundred senders."""
    return Pending(*requests.pending(tx, account_id, most=MOST_COUNTED))


def requests_page(tx: ReadTransaction, account_id: AccountId, asked: Stretch) -> list[Request]:
    """Return the requests that wait for an answer, newest first."""
    found = requests.page(tx, account_id, asked)
    return found[::-1] if asked.upwards else found


def requests_by_id(
    tx: ReadTransaction, account_id: AccountId, ids: Collection[int]
) -> list[Request]:
    """Return those of the requests that wait for an answer."""
    return requests.by_ids(tx, account_id, ids) if ids else []


def request_by_id(tx: ReadTransaction, account_id: AccountId, request_id: int) -> Request:
    """Return one request; NotFound when it is not there or was answered."""
    found = requests.by_ids(tx, account_id, [request_id])
    if not found:
        raise NotFound
    return found[0]


def requests_of(
    tx: ReadTransaction, account_id: AccountId, senders: Collection[AccountId]
) -> dict[AccountId, Request]:
    """Return the requests of these senders that wait for an answer."""
    found = requests.by_senders(tx, account_id, senders) if senders else []
    return {each.from_id: each for each in found}


def is_merged(tx: ReadTransaction, account_id: AccountId) -> bool:
    """Return whether everything that one accepted has arrived."""
    return not requests.is_merging(tx, account_id)


def held_page(tx: ReadTransaction, account_id: AccountId, asked: Stretch) -> list[Held]:
    """Return what is held back, in the direction asked for."""
    return held.page(tx, account_id, asked)


def held_by_id(tx: ReadTransaction, account_id: AccountId, held_id: int) -> Held | None:
    """Return one that is held back, None when there is no such thing."""
    return held.by_id(tx, account_id, held_id)
