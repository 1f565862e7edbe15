"""The rows of plans.

Owns: plans, planned_media.
"""

from collections.abc import Collection
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, bucket_of
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.wishes import Wish
from arengo.storage import ReadTransaction, Transaction

_wish: Final = msgspec.json.Decoder(Wish)
_COLUMNS: Final = "id, account_id, ver, due_ms, changed_ms, problem, wish"


def _plan(*columns: Any) -> Plan:
    plan_id, account_id, ver, due_ms, changed_ms, problem, wish = columns
    return Plan(plan_id, account_id, ver, due_ms, changed_ms, problem, _wish.decode(wish))


def plan_by_id(tx: ReadTransaction, plan_id: int) -> Plan | None:
    """Return a plan, whosever it is."""
    return tx.one(
        _plan,
        f"SELECT {_COLUMNS} FROM plans WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(plan_id),
        id=plan_id,
    )


def plan_of_key(tx: ReadTransaction, account_id: AccountId, key: str) -> Plan | None:
    """Return what was planned under an idempotency key."""
    return tx.one(
        _plan,
        f"""
        SELECT {_COLUMNS} FROM plans
        WHERE bucket = :bucket AND account_id = :account_id AND key = :key
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        key=key,
    )


def page(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    drafts: bool,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[Plan]:
    """Return somebody's drafts, or what they have scheduled, in the direction asked for."""
    return tx.all(
        _plan,
        f"""
        SELECT {_COLUMNS} FROM plans
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before AND id > :after
          AND due_ms IS {"NULL" if drafts else "NOT NULL"}
        ORDER BY id {"ASC" if upwards else "DESC"} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        after=after,
        limit=limit,
    )


def count_drafts(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how many drafts somebody has."""
    found: int = tx.value(
        """
        SELECT count(*) FROM plans
        WHERE bucket = :bucket AND account_id = :account_id AND due_ms IS NULL
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return found


def count_scheduled(
    tx: ReadTransaction, account_id: AccountId, *, but_id: int, since_ms: int, until_ms: int
) -> tuple[int, int]:
    """Return how much somebody has scheduled at all and in a time, one of them left out."""
    at_all, then = tx.rows(
        """
        SELECT count(*), count(CASE WHEN due_ms >= :since AND due_ms < :until THEN 1 END)
        FROM plans
        WHERE bucket = :bucket AND account_id = :account_id AND due_ms IS NOT NULL AND id <> :but
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        since=since_ms,
        until=until_ms,
        but=but_id,
    )[0]
    return at_all, then


def add_plan(tx: Transaction, plan: Plan, *, key: str | None) -> None:
    """Insert a plan; whoever loses a race for a key runs again and finds it."""
    tx.execute(
        """
        INSERT INTO plans (bucket, id, account_id, ver, due_ms, changed_ms, key, problem, wish)
        VALUES (:bucket, :id, :account_id, :ver, :due_ms, :changed_ms, :key, :problem, :wish)
        """,
        key=key,
        account_id=plan.account_id,
        **_values(plan),
    )


def change_plan(tx: Transaction, plan: Plan) -> bool:
    """Write a plan whole but for its key; False when it is gone."""
    changed = tx.execute(
        """
        UPDATE plans SET ver = :ver, due_ms = :due_ms, changed_ms = :changed_ms,
                         problem = :problem, wish = :wish
        WHERE bucket = :bucket AND id = :id
        """,
        **_values(plan),
    )
    return changed == 1


def forget_key(tx: Transaction, plan_id: int) -> None:
    """Let another plan be made under the key of this one."""
    tx.execute(
        "UPDATE plans SET key = NULL WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(plan_id),
        id=plan_id,
    )


def delete_plan(tx: Transaction, plan_id: int) -> bool:
    """Remove a plan and let go of its media; False when it was gone already."""
    removed = tx.execute(
        "DELETE FROM plans WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(plan_id),
        id=plan_id,
    )
    release_media(tx, plan_id)
    return removed == 1


def hold_media(tx: Transaction, plan_id: int, media_ids: Collection[int]) -> None:
    """Keep media of the same owner for a plan."""
    tx.execute_many(
        """
        INSERT INTO planned_media (bucket, plan_id, media_id) VALUES (:bucket, :plan_id, :media_id)
        ON CONFLICT DO NOTHING
        """,
        [
            {"bucket": bucket_of(plan_id), "plan_id": plan_id, "media_id": media_id}
            for media_id in media_ids
        ],
    )


def release_media(tx: Transaction, plan_id: int) -> None:
    """Keep nothing for a plan any more."""
    tx.execute(
        "DELETE FROM planned_media WHERE bucket = :bucket AND plan_id = :plan_id",
        bucket=bucket_of(plan_id),
        plan_id=plan_id,
    )


def ids_of_account(tx: ReadTransaction, account_id: AccountId, *, limit: int) -> list[int]:
    """Return some plans of an account, for its deletion."""
    return tx.all(
        int,
        """
        SELECT id FROM plans WHERE bucket = :bucket AND account_id = :account_id
        ORDER BY id LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        limit=limit,
    )


def _values(plan: Plan) -> dict[str, Any]:
    return {
        "bucket": bucket_of(plan.id),
        "id": plan.id,
        "ver": plan.ver,
        "due_ms": plan.due_ms,
        "changed_ms": plan.changed_ms,
        "problem": plan.problem,
        "wish": msgspec.json.encode(plan.wish).decode(),
    }
