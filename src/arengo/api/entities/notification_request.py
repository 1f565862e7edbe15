"""Mastodon's NotificationPolicy and NotificationRequest."""

from collections.abc import Sequence
from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity
from arengo.api.entities.notification import people_and_statuses
from arengo.api.entities.status import Status
from arengo.base.clock import iso
from arengo.base.ids import AccountId, time_of
from arengo.social.notifications.requests.model import Pending, Request, Rules, Verdict
from arengo.storage import ReadTransaction

VERDICT_NAMES: Final = {
    Verdict.ACCEPT: "accept",
    Verdict.FILTER: "filter",
    Verdict.DROP: "drop",
}
VERDICT_BY_NAME: Final = {name: verdict for verdict, name in VERDICT_NAMES.items()}


class Summary(msgspec.Struct, frozen=True, kw_only=True):
    """How much waits for an answer."""

    pending_requests_count: int
    pending_notifications_count: int


class NotificationPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Whose notifications one does not want at once."""

    for_not_following: str
    for_not_followers: str
    for_new_accounts: str
    for_private_mentions: str
    for_limited_accounts: str
    summary: Summary


class NotificationRequest(msgspec.Struct, frozen=True, kw_only=True):
    """What is held back of one account, for the description of the API."""

    id: str
    created_at: str
    updated_at: str
    notifications_count: str
    account: AccountEntity
    last_status: Status | msgspec.UnsetType = msgspec.UNSET


class Merged(msgspec.Struct, frozen=True):
    """Whether everything that was accepted has arrived."""

    merged: bool


def policy_entity(rules: Rules, pending: Pending) -> NotificationPolicy:
    """Return somebody's policy and what it holds back."""
    names = {f"for_{rule.name.lower()}": VERDICT_NAMES[each] for rule, each in rules.items()}
    summary = Summary(
        pending_requests_count=pending.requests,
        pending_notifications_count=pending.notifications,
    )
    return msgspec.convert({**names, "summary": summary}, NotificationPolicy)


def requests_json(
    tx: ReadTransaction, found: Sequence[Request], *, origin: str, viewer: AccountId
) -> list[bytes]:
    """Return requests; a last status that is gone or hidden by now is left out."""
    people, statuses = people_and_statuses(
        tx,
        {each.from_id for each in found},
        [each.last_post_id for each in found],
        origin=origin,
        viewer=viewer,
    )
    return [
        _request(each, people[each.from_id], statuses.get(each.last_post_id))
        for each in found
        if each.from_id in people
    ]


def _request(request: Request, account: bytes, status: bytes | None) -> bytes:
    body = (
        b'{"id":"%d","created_at":"%b","updated_at":"%b","notifications_count":"%d","account":%b'
        % (
            request.id,
            iso(time_of(request.id)).encode(),
            iso(time_of(request.latest_id)).encode(),
            request.number,
            account,
        )
    )
    return body + b"}" if status is None else body + b',"last_status":' + status + b"}"
