"""Blocks, mutes and notes.

Owns: relations.
"""

from collections.abc import Collection

from arengo.base.ids import AccountId, bucket_of, new_id
from arengo.social.follows.model import Kind
from arengo.storage import ReadTransaction, Transaction

Relation = tuple[Kind, AccountId, int | None, str | None]


def relations_of(
    tx: ReadTransaction, by: AccountId, targets: Collection[AccountId], *, now_ms: int
) -> list[Relation]:
    """Return (kind, target, expires_ms, note) of all that holds between somebody and these."""
    rows = tx.rows(
        """
        SELECT kind, target_id, expires_ms, note FROM relations
        WHERE bucket = :bucket AND account_id = :by AND kind IN :kinds AND target_id IN :targets
          AND (expires_ms IS NULL OR expires_ms > :now_ms)
        """,
        bucket=bucket_of(by),
        by=by,
        kinds=[int(kind) for kind in Kind],
        targets=list(targets),
        now_ms=now_ms,
    )
    return [(Kind(row[0]), AccountId(row[1]), row[2], row[3]) for row in rows]


def targets_of(
    tx: ReadTransaction, by: AccountId, kinds: Collection[Kind], targets: Collection[AccountId]
) -> set[AccountId]:
    """Return whom of these a relation of one of these kinds reaches; expiry is not asked."""
    rows = tx.rows(
        """
        SELECT target_id FROM relations
        WHERE bucket = :bucket AND account_id = :by AND kind IN :kinds AND target_id IN :targets
        """,
        bucket=bucket_of(by),
        by=by,
        kinds=[int(kind) for kind in kinds],
        targets=list(targets),
    )
    return {AccountId(row[0]) for row in rows}


def put_relation(
    tx: Transaction,
    by: AccountId,
    kind: Kind,
    target: AccountId,
    *,
    expires_ms: int | None = None,
    note: str | None = None,
) -> bool:
    """Record a relation or renew its expiry and note; False when exactly this was there already."""
    changed = tx.execute(
        """
        INSERT INTO relations (bucket, account_id, kind, target_id, id, expires_ms, note)
        VALUES (:bucket, :by, :kind, :target, :id, :expires_ms, :note)
        ON CONFLICT (bucket, account_id, kind, target_id)
        DO UPDATE SET expires_ms = excluded.expires_ms, note = excluded.note
        WHERE relations.expires_ms IS DISTINCT FROM excluded.expires_ms
           OR relations.note IS DISTINCT FROM excluded.note
        """,
        bucket=bucket_of(by),
        by=by,
        kind=int(kind),
        target=target,
        id=new_id(by),
        expires_ms=expires_ms,
        note=note,
    )
    return changed == 1


def remove_relation(tx: Transaction, by: AccountId, kind: Kind, target: AccountId) -> bool:
    """Remove a relation; False when there was none."""
    removed = tx.execute(
        """
        DELETE FROM relations
        WHERE bucket = :bucket AND account_id = :by AND kind = :kind AND target_id = :target
        """,
        bucket=bucket_of(by),
        by=by,
        kind=int(kind),
        target=target,
    )
    return removed == 1


def remove_expired_mute(tx: Transaction, by: AccountId, target: AccountId, *, now_ms: int) -> bool:
    """Remove a mute whose time is over; False when it holds or is gone."""
    removed = tx.execute(
        """
        DELETE FROM relations
        WHERE bucket = :bucket AND account_id = :by AND kind IN (3, 4) AND target_id = :target
          AND expires_ms <= :now_ms
        """,
        bucket=bucket_of(by),
        by=by,
        target=target,
        now_ms=now_ms,
    )
    return removed > 0


def relations_page(
    tx: ReadTransaction,
    by: AccountId,
    kind: Kind,
    *,
    now_ms: int,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[tuple[int, AccountId, int | None]]:
    """Return (id, target, expires_ms) of one kind, newest first."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT id, target_id, expires_ms FROM relations
        WHERE bucket = :bucket AND account_id = :by AND kind = :kind
          AND id < :before AND id > :after AND (expires_ms IS NULL OR expires_ms > :now_ms)
        ORDER BY id {order} LIMIT :limit
        """,
        bucket=bucket_of(by),
        by=by,
        kind=int(kind),
        before=before,
        after=after,
        now_ms=now_ms,
        limit=limit,
    )
    if upwards:
        rows.reverse()
    return [(row[0], AccountId(row[1]), row[2]) for row in rows]


def remove_kept_by_others(tx: Transaction, target: AccountId, *, limit: int) -> int:
    """Remove some mutes and notes of others about an account: a scatter, once in its life."""
    rows = tx.rows(
        """
        SELECT account_id, kind FROM relations
        WHERE target_id = :target AND kind IN (3, 4, 7) LIMIT :limit
        """,
        target=target,
        limit=limit,
    )
    for account_id, kind in rows:
        remove_relation(tx, account_id, Kind(kind), target)
    return len(rows)


def some_relations(
    tx: ReadTransaction, by: AccountId, *, limit: int
) -> list[tuple[Kind, AccountId]]:
    """Return some relations of an account, for its deletion."""
    rows = tx.rows(
        """
        SELECT kind, target_id FROM relations
        WHERE bucket = :bucket AND account_id = :by ORDER BY kind, target_id LIMIT :limit
        """,
        bucket=bucket_of(by),
        by=by,
        limit=limit,
    )
    return [(Kind(row[0]), AccountId(row[1])) for row in rows]
