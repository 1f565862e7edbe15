"""The nouns of suggestions."""

from enum import IntEnum

import msgspec

from arengo.base.ids import AccountId


class Source(IntEnum):
    """Why somebody is suggested."""

    FEATURED = 1  # the staff names them
    FRIENDS_OF_FRIENDS = 2
    MOST_INTERACTIONS = 3


class Suggestion(msgspec.Struct, frozen=True):
    """Somebody whom one could follow."""

    account_id: AccountId
    sources: tuple[Source, ...]
