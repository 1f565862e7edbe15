"""The rows of open letters.

Owns: open_letters.
"""

from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId
from arengo.social.instance.open_letters.model import News, OpenLetter, Seal, Words
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = (
    "id, author_id, words, changed_ms, number, slug, signed_ms, signed_text, signature"
)


def letter_by_id(tx: ReadTransaction, letter_id: int) -> OpenLetter | None:
    """Return a letter or a draft."""
    return tx.one(
        _letter,
        f"""
        SELECT {_COLUMNS} FROM open_letters WHERE id = :id AND withdrawn_ms IS NULL
        """,
        id=letter_id,
    )


def letter_by_slug(tx: ReadTransaction, slug: str) -> OpenLetter | None:
    """Return a signed letter."""
    return tx.one(
        _letter,
        f"""
        SELECT {_COLUMNS} FROM open_letters WHERE slug = :slug AND withdrawn_ms IS NULL
        """,
        slug=slug,
    )


def signed(tx: ReadTransaction, *, below: int, limit: int) -> list[OpenLetter]:
    """Return signed letters with lower numbers than `below`, newest first."""
    return tx.all(
        _letter,
        f"""
        SELECT {_COLUMNS} FROM open_letters
        WHERE number < :below AND withdrawn_ms IS NULL ORDER BY number DESC LIMIT :limit
        """,
        below=below,
        limit=limit,
    )


def drafts(tx: ReadTransaction, *, limit: int) -> list[OpenLetter]:
    """Return drafts, newest first."""
    return tx.all(
        _letter,
        f"""
        SELECT {_COLUMNS} FROM open_letters WHERE number IS NULL ORDER BY id DESC LIMIT :limit
        """,
        limit=limit,
    )


def last_number(tx: ReadTransaction) -> int:
    """Return the number of the newest letter, withdrawn ones included; 0 when there is none."""
    number: int | None = tx.value("SELECT MAX(number) FROM open_letters")
    return number or 0


def news(tx: ReadTransaction) -> News | None:
    """Return what every page asks of the newest letter."""
    return tx.one(
        _news,
        """
        SELECT id, until_ms, signature FROM open_letters
        WHERE number IS NOT NULL AND withdrawn_ms IS NULL ORDER BY number DESC LIMIT 1
        """,
    )


def put_draft(tx: Transaction, letter: OpenLetter) -> None:
    """Write a draft, new or changed; what is signed stays as it is."""
    tx.execute(
        """
        INSERT INTO open_letters (id, author_id, words, changed_ms)
        VALUES (:id, :author_id, :words, :changed_ms)
        ON CONFLICT (id) DO UPDATE SET
          author_id = excluded.author_id, words = excluded.words, changed_ms = excluded.changed_ms
        WHERE open_letters.number IS NULL
        """,
        id=letter.id,
        author_id=letter.author_id,
        words=msgspec.json.encode(letter.words).decode(),
        changed_ms=letter.changed_ms,
    )


def put_seal(tx: Transaction, letter_id: int, seal: Seal, *, until_ms: int | None) -> None:
    """Make a draft a letter."""
    tx.execute(
        """
        UPDATE open_letters SET number = :number, slug = :slug, signed_ms = :signed_ms,
          until_ms = :until_ms, signed_text = :signed_text, signature = :signature
        WHERE id = :id AND number IS NULL
        """,
        id=letter_id,
        number=seal.number,
        slug=seal.slug,
        signed_ms=seal.signed_ms,
        until_ms=until_ms,
        signed_text=seal.document,
        signature=seal.signature,
    )


def withdraw(tx: Transaction, letter_id: int, *, now_ms: int) -> None:
    """Leave nothing of a letter but its number."""
    tx.execute(
        """
        UPDATE open_letters SET withdrawn_ms = :now_ms, words = '{}', author_id = NULL, slug = NULL,
          signed_text = NULL, signature = NULL
        WHERE id = :id AND number IS NOT NULL
        """,
        id=letter_id,
        now_ms=now_ms,
    )


def remove_draft(tx: Transaction, letter_id: int) -> int:
    """Remove a draft; returns how many."""
    return tx.execute("DELETE FROM open_letters WHERE id = :id AND number IS NULL", id=letter_id)


def forget_author(tx: Transaction, account_id: AccountId) -> int:
    """Show nobody's portrait beside what somebody signed; returns how many."""
    return tx.execute(
        "UPDATE open_letters SET author_id = NULL WHERE author_id = :account_id",
        account_id=account_id,
    )


def _news(letter_id: int, until_ms: int | None, signature: bytes) -> News:
    return News(letter_id=letter_id, until_ms=until_ms or 0, signature=bytes(signature))


def _letter(*columns: Any) -> OpenLetter:
    number, author_id, words, changed_ms, *sealed = columns
    return OpenLetter(
        id=number,
        author_id=author_id,
        words=msgspec.json.decode(words, type=Words),
        changed_ms=changed_ms,
        seal=None if sealed[0] is None else _seal(*sealed),
    )


def _seal(number: int, slug: str, signed_ms: int, document: str, signature: bytes) -> Seal:
    return Seal(
        number=number,
        slug=slug,
        signed_ms=signed_ms,
        document=document,
        signature=bytes(signature),
    )
