"""Mastodon's Suggestion."""

from collections.abc import Sequence
from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, accounts_with_ids
from arengo.social.discover.suggestions.model import Source, Suggestion
from arengo.storage import ReadTransaction

SOURCE_NAMES: Final = {
    Source.FEATURED: "featured",
    Source.FRIENDS_OF_FRIENDS: "friends_of_friends",
    Source.MOST_INTERACTIONS: "most_interactions",
}
_OLD_NAMES: Final = {  # of the one reason that there was before version 4.3
    Source.FEATURED: "staff",
    Source.FRIENDS_OF_FRIENDS: "past_interactions",
    Source.MOST_INTERACTIONS: "global",
}
_encoder: Final = msgspec.json.Encoder()


class SuggestionEntity(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody whom one could follow, for the description of the API."""

    source: str
    sources: list[str]
    account: AccountEntity


def suggestions_json(
    tx: ReadTransaction, found: Sequence[Suggestion], *, origin: str
) -> list[bytes]:
    """Return a JSON object for each suggestion."""
    people = dict(accounts_with_ids(tx, [each.account_id for each in found], origin=origin))
    return [
        b'{"source":%b,"sources":%b,"account":%b}'
        % (
            _encoder.encode(_OLD_NAMES[each.sources[0]]),
            _encoder.encode([SOURCE_NAMES[source] for source in each.sources]),
            people[each.account_id],
        )
        for each in found
        if each.account_id in people
    ]
