"""SQL of the archives that people take along.

Owns: archives.
"""

from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.social.moving.model import State
from arengo.social.moving.packing.model import Archive, Cursor, Progress, Step
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = """
id, account_id, state, step, place, written, listed, posts, media, packed,
todo, bytes, ended_ms, error
"""


def add_archive(tx: Transaction, archive_id: int, *, by: AccountId, todo: int) -> None:
    """Record an archive that waits."""
    tx.execute(
        """
        INSERT INTO archives (bucket, id, account_id, todo)
        VALUES (:bucket, :id, :account_id, :todo)
        """,
        bucket=bucket_of(by),
        id=archive_id,
        account_id=by,
        todo=todo,
    )


def archive_by_id(tx: ReadTransaction, archive_id: int) -> Archive | None:
    """Return an archive, whoever asks."""
    return tx.one(
        _archive,
        f"SELECT {_COLUMNS} FROM archives WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(archive_id),
        id=archive_id,
    )


def archives_of(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[Archive]:
    """Return the last archives of an account, the newest first."""
    return tx.all(
        _archive,
        f"""
        SELECT {_COLUMNS} FROM archives
        WHERE bucket = :bucket AND account_id = :account_id ORDER BY id DESC LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def move_on(tx: Transaction, archive_id: int, cursor: Cursor, progress: Progress) -> None:
    """Say where a job goes on."""
    tx.execute(
        """
        UPDATE archives SET state = 2, step = :step, place = :place, written = :written,
               listed = :listed, posts = :posts, media = :media, packed = :packed
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(archive_id),
        id=archive_id,
        step=int(cursor.step),
        place=cursor.place,
        written=cursor.written,
        listed=cursor.listed,
        posts=progress.posts,
        media=progress.media,
        packed=progress.packed,
    )


def end(
    tx: Transaction,
    archive_id: int,
    state: State,
    *,
    at_ms: int,
    size_bytes: int,
    error: str | None,
) -> None:
    """Say how it ended."""
    tx.execute(
        """
        UPDATE archives SET state = :state, ended_ms = :ended_ms, bytes = :bytes, error = :error
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(archive_id),
        id=archive_id,
        state=int(state),
        ended_ms=at_ms,
        bytes=size_bytes,
        error=error,
    )


def remove_older(tx: Transaction, account_id: AccountId, *, before_id: int) -> None:
    """Forget archives of an account that are older than an id."""
    tx.execute(
        """
        DELETE FROM archives
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before_id,
    )


def _archive(*columns: Any) -> Archive:
    number, account_id, state, step, place, written, listed, *rest = columns
    posts, media, packed, todo, size, ended_ms, error = rest
    return Archive(
        id=number,
        account_id=account_id,
        state=State(state),
        cursor=Cursor(Step(step), place, written, listed),
        progress=Progress(posts, media, packed),
        todo=todo,
        size_bytes=size,
        ended_ms=ended_ms,
        error=error,
    )
