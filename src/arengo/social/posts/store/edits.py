"""What posts said before they were edited.

Owns: post_edits.
"""

from typing import Final

import msgspec

from arengo.base.ids import PostId, bucket_of
from arengo.social.posts.model import Edit
from arengo.storage import ReadTransaction, Transaction

_edit: Final = msgspec.json.Decoder(Edit)


def add_edit(tx: Transaction, post_id: PostId, edit: Edit) -> None:
    """Keep a state that an edit replaces."""
    tx.execute(
        """
        INSERT INTO post_edits (bucket, post_id, at_ms, body)
        VALUES (:bucket, :post_id, :at_ms, :body)
        ON CONFLICT DO NOTHING
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
        at_ms=edit.at_ms,
        body=msgspec.json.encode(edit).decode(),
    )


def edits_of(tx: ReadTransaction, post_id: PostId) -> list[Edit]:
    """Return the states before the present one, oldest first."""
    return tx.all(
        _edit.decode,
        """
        SELECT body FROM post_edits
        WHERE bucket = :bucket AND post_id = :post_id ORDER BY at_ms LIMIT 200
        """,
        bucket=bucket_of(post_id),
        post_id=post_id,
    )


def forget_edits(tx: Transaction, post_id: PostId) -> None:
    """Remove what a post that is gone said before."""
    tx.execute(
        "DELETE FROM post_edits WHERE bucket = :bucket AND post_id = :post_id",
        bucket=bucket_of(post_id),
        post_id=post_id,
    )
