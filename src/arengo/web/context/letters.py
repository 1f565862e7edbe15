"""What the pages of open letters are told.

letters/letter → letter: LetterView, sealed: Sealed
letters/list → letters: tuple[LetterLine, …], older_url: str
admin/letters → drafts: tuple[DraftLine, …], letters: tuple[(LetterLine, withdraw action), …]
admin/letter → form: Form, fields: tuple[LetterField, …], draft_path: str,
  previews: tuple[LetterText, …]
offline → pages: [(path, words), …], mirrors: tuple[str, …], status_url: str
"""

import msgspec


class Block(msgspec.Struct, frozen=True, kw_only=True):
    """A paragraph, or the rows of a timetable: what happens when. All of it clean HTML."""

    html: str = ""
    rows: tuple[tuple[str, str], ...] = ()


class LetterLanguage(msgspec.Struct, frozen=True, kw_only=True):
    """A language in which a letter is written, by its own name."""

    code: str
    name: str
    url: str


class LetterText(msgspec.Struct, frozen=True, kw_only=True):
    """What a letter says in one language."""

    language: str
    title: str
    blocks: tuple[Block, ...]


class LetterView(LetterText, frozen=True, kw_only=True):
    """A letter in one of its languages."""

    number: int
    url: str
    languages: tuple[LetterLanguage, ...]
    signed_at_ms: int
    by: str = ""
    role: str = ""
    place: str = ""
    portrait_url: str = ""


class Sealed(msgspec.Struct, frozen=True, kw_only=True):
    """With what anybody can check a letter, and what we found when we did."""

    authentic: bool
    fingerprint: str
    document_url: str
    signature_url: str
    key_url: str
    document: str  # what the three files are called when they are saved
    signature: str
    key: str
    command: str  # that compares them


class LetterLine(msgspec.Struct, frozen=True, kw_only=True):
    """A letter in a list, or in the line that tells of the newest one."""

    number: int
    url: str
    language: str
    languages: tuple[str, ...]  # their names
    title: str
    signed_at_ms: int


class LetterField(msgspec.Struct, frozen=True, kw_only=True):
    """One language of the form: how its fields are called, and its name when we know it."""

    name: str
    language: str = ""


class DraftLine(msgspec.Struct, frozen=True, kw_only=True):
    """A draft in the list."""

    path: str
    language: str
    title: str
    changed_at_ms: int
