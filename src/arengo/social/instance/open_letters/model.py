"""The nouns of open letters."""

from typing import Final, Literal

import msgspec

from arengo.base.ids import AccountId

KIND: Final = "arengo-open-letter"
LANGUAGES_MAX: Final = 12
TITLE_MAX: Final = 200
TEXT_MAX: Final = 20_000
LINE_MAX: Final = 100


class Text(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter says in one language: plain text with empty lines between paragraphs."""

    language: str
    title: str
    text: str


class Words(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter is to say; the first language is shown to whoever reads none of them.

    `by` and `role` are the signature below it, `place` stands before its date. Until `until_ms`
    every page tells of it.
    """

    texts: tuple[Text, ...] = ()
    by: str = ""
    role: str = ""
    place: str = ""
    until_ms: int | None = None


class Document(Words, frozen=True, kw_only=True, tag_field="type", tag=KIND):
    """What is signed, as JSON: the words, which letter of which site it is, and when it was."""

    version: Literal[1] = 1
    site: str
    number: int
    slug: str
    signed_ms: int


class Seal(msgspec.Struct, frozen=True, kw_only=True):
    """What makes a draft a letter: the document byte for byte, and the signature of just that."""

    number: int
    slug: str
    signed_ms: int
    document: str
    signature: bytes


class News(msgspec.Struct, frozen=True, kw_only=True):
    """As much of the newest letter as every page asks for; a signature is of one letter alone."""

    letter_id: int
    until_ms: int
    signature: bytes


class OpenLetter(msgspec.Struct, frozen=True, kw_only=True):
    """A row of `open_letters`: a draft while it has no seal."""

    id: int
    author_id: AccountId | None  # whose portrait stands beside the signature, while they are here
    words: Words
    changed_ms: int
    seal: Seal | None = None
