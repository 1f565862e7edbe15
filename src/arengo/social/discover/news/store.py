"""The rows of sources, articles and their readers.

Owns: news_sources, news_articles, news_readers.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, bucket_of
from arengo.social.discover.news.model import Article, ArticleBody, Marks, Source
from arengo.storage import ReadTransaction, Transaction

_SOURCE: Final = "id, url, title, home, language, of_staff, readers, read_ms, fails, marks"
_body: Final = msgspec.json.Decoder(ArticleBody)
_marks: Final = msgspec.json.Decoder(Marks)


# ── sources ──────────────────────────────────────────────────────────────────────────────────────


def add(tx: Transaction, number: int, *, url: str, title: str, due_ms: int) -> None:
    """Write down a source; one that is there already stays as it is."""
    tx.execute(
        """
        INSERT INTO news_sources (id, url, title, home, due_ms)
        VALUES (:id, :url, :title, '', :due_ms) ON CONFLICT (url) DO NOTHING
        """,
        id=number,
        url=url,
        title=title,
        due_ms=due_ms,
    )


def by_url(tx: ReadTransaction, url: str) -> Source | None:
    """Return the source at an address."""
    return tx.one(_source, f"SELECT {_SOURCE} FROM news_sources WHERE url = :url", url=url)


def by_id(tx: ReadTransaction, number: int) -> Source | None:
    """Return one source."""
    return tx.one(_source, f"SELECT {_SOURCE} FROM news_sources WHERE id = :id", id=number)


def of_staff(tx: ReadTransaction, *, most: int) -> list[Source]:
    """Return what the staff chose, by name."""
    return tx.all(
        _source,
        f"SELECT {_SOURCE} FROM news_sources WHERE of_staff = 1 ORDER BY title, id LIMIT :most",
        most=most,
    )


def by_ids(tx: ReadTransaction, ids: Collection[int]) -> list[Source]:
    """Return those that are there."""
    sql = f"SELECT {_SOURCE} FROM news_sources WHERE id IN :ids"
    return tx.all(_source, sql, ids=list(ids)) if ids else []


def set_of_staff(tx: Transaction, number: int, *, chosen: bool) -> bool:
    """Choose a source for everybody, or not any more; False when that changes nothing."""
    changed = tx.execute(
        "UPDATE news_sources SET of_staff = :chosen WHERE id = :id AND of_staff <> :chosen",
        id=number,
        chosen=int(chosen),
    )
    return changed == 1


def describe(tx: Transaction, source: Source, *, due_ms: int) -> None:
    """Write down what was learnt of a source, and when to ask again."""
    tx.execute(
        """
        UPDATE news_sources SET title = :title, home = :home, language = :language,
          read_ms = :read_ms, fails = :fails, marks = :marks, due_ms = :due_ms
        WHERE id = :id
        """,
        id=source.id,
        title=source.title,
        home=source.home,
        language=source.language,
        read_ms=source.read_ms,
        fails=source.fails,
        marks=msgspec.json.encode(source.marks).decode(),
        due_ms=due_ms,
    )


def due(tx: ReadTransaction, *, now: int, most: int) -> list[int]:
    """Return sources that should be read, those that wait longest first."""
    rows = tx.rows(
        "SELECT id FROM news_sources WHERE due_ms <= :now ORDER BY due_ms, id LIMIT :most",
        now=now,
        most=most,
    )
    return [row[0] for row in rows]


def postpone(tx: Transaction, ids: Sequence[int], *, due_ms: int) -> None:
    """Let nobody else take these up for a while."""
    tx.execute_many(
        "UPDATE news_sources SET due_ms = :due_ms WHERE id = :id",
        [{"id": each, "due_ms": due_ms} for each in ids],
    )


def remove_unread(tx: Transaction, number: int) -> None:
    """Forget a source that nobody reads and the staff did not choose, with its articles."""
    gone = tx.execute(
        "DELETE FROM news_sources WHERE id = :id AND readers <= 0 AND of_staff = 0", id=number
    )
    if gone:
        tx.execute("DELETE FROM news_articles WHERE source_id = :id", id=number)


# ── articles ─────────────────────────────────────────────────────────────────────────────────────


def put_articles(tx: Transaction, source_id: int, rows: Sequence[tuple[int, int, bytes]]) -> None:
    """Write (key, id, body) down; one that is known keeps its time and takes the new words."""
    tx.execute_many(
        """
        INSERT INTO news_articles (source_id, key, id, body)
        VALUES (:source_id, :key, :id, :body)
        ON CONFLICT (source_id, key) DO UPDATE SET body = excluded.body
        """,
        [
            {"source_id": source_id, "key": key, "id": number, "body": body.decode()}
            for key, number, body in rows
        ],
    )


def keep_newest(tx: Transaction, source_id: int, *, most: int, after: int) -> None:
    """Forget articles beyond the newest `most`, and those that are older than `after`."""
    row = tx.value(
        """
        SELECT min(id) FROM (
          SELECT id FROM news_articles WHERE source_id = :source_id ORDER BY id DESC LIMIT :most
        ) AS newest
        """,
        source_id=source_id,
        most=most,
    )
    tx.execute(
        "DELETE FROM news_articles WHERE source_id = :source_id AND id < :first",
        source_id=source_id,
        first=max(row or 0, after),
    )


def articles(
    tx: ReadTransaction, sources: Collection[int], *, before: int, most: int
) -> list[Article]:
    """Return articles of some sources, newest first."""
    return tx.all(
        _article,
        """
        SELECT id, source_id, body FROM news_articles
        WHERE source_id IN :sources AND id < :before ORDER BY id DESC, source_id LIMIT :most
        """,
        sources=list(sources),
        before=before,
        most=most,
    )


# ── readers ──────────────────────────────────────────────────────────────────────────────────────


def add_reader(tx: Transaction, account_id: AccountId, source_id: int) -> bool:
    """Let somebody read a source; False when they did already."""
    return _count(tx, 1, source_id) if _join(tx, account_id, source_id) else False


def remove_reader(tx: Transaction, account_id: AccountId, source_id: int) -> bool:
    """Let somebody read it no longer; False when they did not."""
    gone = tx.execute(
        """
        DELETE FROM news_readers
        WHERE bucket = :bucket AND account_id = :account_id AND source_id = :source_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        source_id=source_id,
    )
    return _count(tx, -1, source_id) if gone else False


def read_by(tx: ReadTransaction, account_id: AccountId) -> list[int]:
    """Return the sources that somebody added."""
    rows = tx.rows(
        """
        SELECT source_id FROM news_readers WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY source_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return [row[0] for row in rows]


def _join(tx: Transaction, account_id: AccountId, source_id: int) -> bool:
    added = tx.execute(
        """
        INSERT INTO news_readers (bucket, account_id, source_id)
        VALUES (:bucket, :account_id, :source_id) ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        source_id=source_id,
    )
    return added == 1


def _count(tx: Transaction, by: int, source_id: int) -> bool:
    tx.execute(
        "UPDATE news_sources SET readers = readers + :by WHERE id = :id", by=by, id=source_id
    )
    return True


def _source(*row: Any) -> Source:
    number, url, title, home, language, chosen, readers, read_ms, fails, marks = row
    return Source(
        id=number,
        url=url,
        title=title,
        home=home,
        language=language,
        of_staff=bool(chosen),
        readers=readers,
        read_ms=read_ms,
        fails=fails,
        marks=_marks.decode(marks) if marks else Marks(),
    )


def _article(number: int, source_id: int, body: str) -> Article:
    return Article(number, source_id, _body.decode(body))
