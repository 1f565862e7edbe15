"""The nouns of search: a question as it was read, and what waits to be learnt."""

from enum import Enum, IntEnum

import msgspec

from arengo.base.ids import MAX_ID, AccountId


class Kind(IntEnum):
    """What an id in the queue names. Numbers are stored and never reused."""

    POST = 1
    ACCOUNT = 2


class Scope(Enum):
    """Where is searched: among one's own, among what everybody may find, or in both."""

    ALL = "all"
    LIBRARY = "library"
    PUBLIC = "public"


class Noted(msgspec.Struct, frozen=True):
    """Something whose entry is to be renewed; `mark` rises when it changed once more."""

    bucket: int
    kind: Kind
    id: int
    mark: int


class Question(msgspec.Struct, frozen=True, kw_only=True):
    """What is looked for: parts of FTS5's language that all must, or must not, hold."""

    wanted: tuple[str, ...] = ()
    unwanted: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()  # handles, as they were typed; `me` is who asks
    not_authors: tuple[str, ...] = ()
    scope: Scope = Scope.ALL
    before: int = MAX_ID
    after: int = 0

    @property
    def says_something(self) -> bool:
        """Return whether anything is asked for at all."""
        bounded = self.before != MAX_ID or self.after > 0
        chosen = self.authors or self.not_authors or self.scope is not Scope.ALL
        return bool(self.wanted or self.unwanted or chosen or bounded)


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """Which posts are asked for besides the words: by whom, between which ids, how many."""

    account_id: AccountId | None = None
    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    offset: int = 0
    limit: int = 20
