"""Mastodon's Conversation: letters with the same people, by their last one."""

from collections.abc import Sequence

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_with_ids
from arengo.api.entities.status import Status, json_list, statuses_json
from arengo.base.ids import AccountId
from arengo.social.messages.model import Conversation
from arengo.social.timelines.queries import seen_page_of
from arengo.storage import ReadTransaction


class ConversationEntity(msgspec.Struct, frozen=True, kw_only=True):
    """With whom, the last letter (null when one may not see it any more), and whether it waits."""

    id: str
    unread: bool
    accounts: list[AccountEntity]
    last_status: Status | None


def conversations_json(
    tx: ReadTransaction, found: Sequence[Conversation], *, viewer: AccountId, origin: str
) -> list[bytes]:
    """Return conversations of the viewer in their order."""
    people = {each for conversation in found for each in conversation.people}
    accounts = dict(accounts_with_ids(tx, sorted(people), origin=origin)) if people else {}
    letters = _letters(tx, [each.last_id for each in found], viewer=viewer, origin=origin)
    return [
        b'{"id":"%d","unread":%b,"accounts":%b,"last_status":%b}'
        % (
            each.id,
            b"true" if each.unread else b"false",
            json_list(accounts[who] for who in each.people if who in accounts),
            letters.get(each.last_id, b"null"),
        )
        for each in found
    ]


def _letters(
    tx: ReadTransaction, ids: Sequence[int], *, viewer: AccountId, origin: str
) -> dict[int, bytes]:
    page = seen_page_of(tx, ids, viewer=viewer)
    bodies = statuses_json(tx, page, origin=origin, viewer=viewer)
    return {line.id: body for line, body in zip(page.lines, bodies, strict=True)}
