"""The nouns of suggestions."""

from enum import IntEnum

from arengo.base.ids import AccountId
from arengo.base.records import dataclass


class Source(IntEnum):
    """Why somebody is suggested."""

    FEATURED = 1  # the staff names them
    FRIENDS_OF_FRIENDS = 2
    MOST_INTERACTIONS = 3


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Somebody whom one could follow."""

    account_id: AccountId
    sources: tuple[Source, ...]
