"""The nouns of full-text files: what is put in, and what is looked for."""

from collections.abc import Collection

import msgspec

from arengo.base.ids import MAX_ID


class Document(msgspec.Struct, frozen=True):
    """One thing that is found by its words, or by facts about it (words that nobody reads)."""

    id: int
    body: str
    facts: str = ""


class Match(msgspec.Struct, frozen=True, kw_only=True):
    """An expression in FTS5's language and the ids it may answer; `among` when only some count."""

    expression: str
    before: int = MAX_ID
    after: int = 0
    upwards: bool = False
    limit: int
    among: Collection[int] | None = None
