"""What the pages of open letters are told.

letters/letter → letter: LetterView, sealed: Sealed
letters/list → letters: tuple[LetterLine, …], older_url: str
admin/letters → drafts: tuple[DraftLine, …], letters: tuple[(LetterLine, withdraw action), …]
admin/letter → form: Form, fields: tuple[LetterField, …], draft_path: str,
  previews: tuple[LetterText, …]
offline → pages: [(path, words), …], mirrors: tuple[str, …], status_url: str
"""

from arengo.base.records import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, or the rows of a timetable: what happens when. All of it clean HTML."""

    html: str = ""
    rows: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLanguage:
    """A language in which a letter is written, by its own name."""

    code: str
    name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterText:
    """What a letter says in one language."""

    language: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterView(LetterText):
    """A letter in one of its languages."""

    number: int
    url: str
    languages: tuple[LetterLanguage, ...]
    signed_at_ms: int
    by: str = ""
    role: str = ""
    place: str = ""
    portrait_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
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


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterLine:
    """A letter in a list, or in the line that tells of the newest one."""

    number: int
    url: str
    language: str
    languages: tuple[str, ...]  # their names
    title: str
    signed_at_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterField:
    """One language of the form: how its fields are called, and its name when we know it."""

    name: str
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """A draft in the list."""

    path: str
    language: str
    title: str
    changed_at_ms: int
