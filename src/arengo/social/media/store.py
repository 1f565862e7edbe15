"""The rows of media.

Owns: media.
Reads: planned_media.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final

from arengo.base.ids import AccountId, MediaId, PostId, bucket_of
from arengo.social.media.model import TYPES, Media, MediaKind, MediaState, Stored
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = """
id, kind, state, post_id, key, small_key, type, description, focus, meta, blurhash, failure
"""


def _media(*columns: Any) -> Media:
    media_id, kind, state, *rest = columns
    return Media(media_id, MediaKind(kind), MediaState(state), *rest)


def add_media(
    tx: Transaction,
    *,
    media_id: MediaId,
    by: AccountId,
    kind: MediaKind,
    state: MediaState,
    stored: Stored,
    description: str | None,
    focus: str | None,
) -> None:
    """Insert a row; a colliding id makes the writer run the verb again."""
    tx.execute(
        """
        INSERT INTO media (bucket, id, account_id, kind, state, key, small_key, type, bytes,
                           description, focus, meta, blurhash)
        VALUES (:bucket, :id, :account_id, :kind, :state, :key, :small_key, :type, :bytes,
                :description, :focus, :meta, :blurhash)
        """,
        bucket=bucket_of(by),
        id=media_id,
        account_id=by,
        kind=int(kind),
        state=int(state),
        key=stored.key,
        small_key=stored.small_key,
        type=stored.type,
        bytes=stored.size_bytes,
        description=description,
        focus=focus,
        meta=stored.meta,
        blurhash=stored.blurhash,
    )


def media_by_id(tx: ReadTransaction, media_id: int, *, by: AccountId) -> Media | None:
    """Return what this account uploaded under this id."""
    return tx.one(
        _media,
        f"SELECT {_COLUMNS} FROM media WHERE bucket = :bucket AND id = :id AND account_id = :by",
        bucket=bucket_of(by),
        id=media_id,
        by=by,
    )


def media_by_ids(tx: ReadTransaction, ids: Collection[int], *, by: AccountId) -> list[Media]:
    """Return what this account uploaded under these ids, in no order."""
    return tx.all(
        _media,
        f"SELECT {_COLUMNS} FROM media WHERE bucket = :bucket AND id IN :ids AND account_id = :by",
        bucket=bucket_of(by),
        ids=list(ids),
        by=by,
    )


def set_state(
    tx: Transaction, media_id: int, *, by: AccountId, state: MediaState, failure: str | None = None
) -> bool:
    """Record how far it is; False when the row is gone."""
    changed = tx.execute(
        """
        UPDATE media SET state = :state, failure = :failure
        WHERE bucket = :bucket AND id = :id AND account_id = :by
        """,
        bucket=bucket_of(by),
        id=media_id,
        by=by,
        state=int(state),
        failure=failure,
    )
    return changed == 1


def change_content(
    tx: Transaction, media_id: int, *, by: AccountId, meta: str, size_bytes: int
) -> None:
    """Write what a recording has become."""
    tx.execute(
        """
        UPDATE media SET meta = :meta, bytes = :bytes
        WHERE bucket = :bucket AND id = :id AND account_id = :by
        """,
        bucket=bucket_of(by),
        id=media_id,
        by=by,
        meta=meta,
        bytes=size_bytes,
    )


def bytes_of(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how much an account keeps."""
    kept = tx.value(
        """
        SELECT CAST(coalesce(sum(bytes), 0) AS bigint) FROM media
        WHERE bucket = :bucket AND account_id = :account_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return int(kept)


def change_media(
    tx: Transaction,
    media_id: int,
    *,
    by: AccountId,
    description: str | None,
    focus: str | None,
) -> None:
    """Write what is said about an image."""
    tx.execute(
        """
        UPDATE media SET description = :description, focus = :focus
        WHERE bucket = :bucket AND id = :id AND account_id = :by
        """,
        bucket=bucket_of(by),
        id=media_id,
        by=by,
        description=description,
        focus=focus,
    )


def change_small(
    tx: Transaction, media_id: int, *, by: AccountId, small_key: str, meta: str
) -> None:
    """Give an image another small version."""
    tx.execute(
        """
        UPDATE media SET small_key = :small_key, meta = :meta
        WHERE bucket = :bucket AND id = :id AND account_id = :by
        """,
        bucket=bucket_of(by),
        id=media_id,
        by=by,
        small_key=small_key,
        meta=meta,
    )


def still_processing(tx: ReadTransaction, ids: Collection[int], *, by: AccountId) -> bool:
    """Return whether one of these is an own recording that is still being made anew."""
    found = tx.value(
        """
        SELECT id FROM media
        WHERE bucket = :bucket AND id IN :ids AND account_id = :by AND state = :processing LIMIT 1
        """,
        bucket=bucket_of(by),
        ids=list(ids),
        by=by,
        processing=int(MediaState.PROCESSING),
    )
    return found is not None


def attach(
    tx: Transaction, media_ids: Collection[int], *, by: AccountId, post_id: PostId
) -> list[Media]:
    """Give own media that are ready and free (or this post's already) to a post, in no order."""
    return tx.all(
        _media,
        f"""
        UPDATE media SET post_id = :post_id
        WHERE bucket = :bucket AND id IN :ids AND account_id = :by
          AND kind IN :kinds AND state = :ready AND (post_id IS NULL OR post_id = :post_id)
        RETURNING {_COLUMNS}
        """,
        bucket=bucket_of(by),
        ids=list(media_ids),
        by=by,
        post_id=post_id,
        kinds=[int(kind) for kind in TYPES],
        ready=int(MediaState.READY),
    )


def free_of_post(tx: Transaction, post_id: PostId, *, until_ms: int) -> None:
    """Let the rows of a post be free for another; the sweep leaves them for a while."""
    tx.execute(
        """
        UPDATE media SET post_id = NULL, kept_until_ms = :until_ms
        WHERE bucket = :bucket AND post_id = :post_id
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        until_ms=until_ms,
    )


def delete_of_post(tx: Transaction, post_id: PostId, *, keep: Sequence[int]) -> list[Media]:
    """Remove the rows of a post but those to keep; returns what they were."""
    return tx.all(
        _media,
        f"""
        DELETE FROM media
        WHERE bucket = :bucket AND post_id = :post_id AND NOT (id IN :keep)
        RETURNING {_COLUMNS}
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        keep=list(keep) or [0],
    )


def delete_free(tx: Transaction, ids: Collection[int], *, by: AccountId) -> list[Media]:
    """Remove those rows of one account that no post has; returns what they were."""
    return tx.all(
        _media,
        f"""
        DELETE FROM media
        WHERE bucket = :bucket AND id IN :ids AND account_id = :by AND post_id IS NULL
        RETURNING {_COLUMNS}
        """,
        bucket=bucket_of(by),
        ids=list(ids),
        by=by,
    )


def delete_unattached(tx: Transaction, *, before_id: int, at_ms: int, most: int) -> list[Media]:
    """Remove rows that no post has or is going to have: a scatter along its own index, rare."""
    return tx.all(
        _media,
        f"""
        DELETE FROM media
        WHERE post_id IS NULL AND id IN (
            SELECT id FROM media
            WHERE post_id IS NULL
              AND (kept_until_ms IS NULL AND id < :before OR kept_until_ms <= :at_ms)
              AND NOT EXISTS (SELECT 1 FROM planned_media p
                              WHERE p.bucket = media.bucket AND p.media_id = media.id)
            ORDER BY id LIMIT :most)
        RETURNING {_COLUMNS}
        """,
        before=before_id,
        at_ms=at_ms,
        most=most,
    )


def delete_of_account(tx: Transaction, account_id: AccountId, *, most: int) -> list[Media]:
    """Remove some rows of an account, the newest first."""
    return tx.all(
        _media,
        f"""
        DELETE FROM media
        WHERE bucket = :bucket AND id IN (
            SELECT id FROM media WHERE bucket = :bucket AND account_id = :account_id
            ORDER BY id DESC LIMIT :most)
        RETURNING {_COLUMNS}
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        most=most,
    )
