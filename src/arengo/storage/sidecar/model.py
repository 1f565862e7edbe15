"""The nouns of full-text files: what is put in, and what is looked for."""

from collections.abc import Collection

from arengo.base.ids import MAX_ID
from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True)
class Document:
    """One thing that is found by its words, or by facts about it (words that nobody reads)."""

    id: int
    body: str
    facts: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An expression in FTS5's language and the ids it may answer; `among` when only some count."""

    expression: str
    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int
    among: Collection[int] | None = None
