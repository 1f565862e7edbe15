"""SQL of imports and of what they brought.

Owns: imports, import_problems, imported_posts.
"""

from collections.abc import Sequence
from typing import Any, Final

from arengo.base.ids import AccountId, PostId, bucket_of
from arengo.social.moving.model import Import, Kind, Problem, State
from arengo.storage import ReadTransaction, Transaction

_IMPORT: Final = (
    "id, account_id, kind, overwrite, state, place, lines, done, taken, failed, noted, error"
)


def add_import(tx: Transaction, made: Import) -> None:
    """Record an import that waits."""
    tx.execute(
        """
        INSERT INTO imports (bucket, id, account_id, kind, overwrite, state, lines)
        VALUES (:bucket, :id, :account_id, :kind, :overwrite, :state, :lines)
        """,
        bucket=bucket_of(made.id),
        id=made.id,
        account_id=made.account_id,
        kind=int(made.kind),
        overwrite=int(made.overwrite),
        state=int(made.state),
        lines=made.lines,
    )


def import_by_id(tx: ReadTransaction, import_id: int) -> Import | None:
    return tx.one(
        _import,
        f"SELECT {_IMPORT} FROM imports WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(import_id),
        id=import_id,
    )


def imports_of(
    tx: ReadTransaction,
    account_id: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[Import]:
    """Return somebody's imports in the direction asked for."""
    return tx.all(
        _import,
        f"""
        SELECT {_IMPORT} FROM imports
        WHERE bucket = :bucket AND account_id = :account_id AND id < :before AND id > :after
        ORDER BY id {"ASC" if upwards else "DESC"} LIMIT :limit
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        before=before,
        after=after,
        limit=limit,
    )


def count_unfinished(tx: ReadTransaction, account_id: AccountId) -> int:
    """Return how many imports of an account wait or work."""
    found: int = tx.value(
        """
        SELECT count(*) FROM imports
        WHERE bucket = :bucket AND account_id = :account_id AND state IN (1, 2)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
    )
    return found


def set_state(tx: Transaction, import_id: int, state: State, *, error: str | None = None) -> None:
    """Say how far an import is."""
    tx.execute(
        """
        UPDATE imports SET state = :state, error = :error WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(import_id),
        id=import_id,
        state=int(state),
        error=error,
    )


def set_lines(tx: Transaction, import_id: int, *, lines: int) -> None:
    """Say how many lines there are, once an archive is unpacked."""
    tx.execute(
        "UPDATE imports SET lines = :lines WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(import_id),
        id=import_id,
        lines=lines,
    )


def move_on(
    tx: Transaction,
    import_id: int,
    *,
    place: int,
    done: int,
    taken: int,
    failed: int,
    noted: int,
) -> None:
    """Count some lines and move the place behind them."""
    tx.execute(
        """
        UPDATE imports SET state = 2, place = :place, done = done + :done,
                           taken = taken + :taken, failed = failed + :failed,
                           noted = noted + :noted
        WHERE bucket = :bucket AND id = :id
        """,
        bucket=bucket_of(import_id),
        id=import_id,
        place=place,
        done=done,
        taken=taken,
        failed=failed,
        noted=noted,
    )


def add_problems(tx: Transaction, import_id: int, problems: Sequence[Problem]) -> None:
    """Keep what could not be taken."""
    tx.execute_many(
        """
        INSERT INTO import_problems (bucket, import_id, line, said, reason, taken)
        VALUES (:bucket, :import_id, :line, :said, :reason, :taken)
        ON CONFLICT DO NOTHING
        """,
        [
            {
                "bucket": bucket_of(import_id),
                "import_id": import_id,
                "line": each.line,
                "said": each.said,
                "reason": each.reason,
                "taken": int(each.taken),
            }
            for each in problems
        ],
    )


def problems_of(
    tx: ReadTransaction, import_id: int, *, after: int, before: int, limit: int
) -> list[Problem]:
    """Return problems in the order of the lines."""
    return tx.all(
        _problem,
        """
        SELECT line, said, reason, taken FROM import_problems
        WHERE bucket = :bucket AND import_id = :import_id AND line > :after AND line < :before
        ORDER BY line LIMIT :limit
        """,
        bucket=bucket_of(import_id),
        import_id=import_id,
        after=after,
        before=before,
        limit=limit,
    )


def forget_some_problems(tx: Transaction, import_id: int, *, most: int) -> int:
    """Remove some problems of an import; returns how many."""
    return tx.execute(
        """
        DELETE FROM import_problems
        WHERE bucket = :bucket AND import_id = :import_id AND line IN (
          SELECT line FROM import_problems WHERE bucket = :bucket AND import_id = :import_id
          ORDER BY line LIMIT :most)
        """,
        bucket=bucket_of(import_id),
        import_id=import_id,
        most=most,
    )


def remove_import(tx: Transaction, import_id: int) -> None:
    """Remove the row of an import."""
    tx.execute(
        "DELETE FROM imports WHERE bucket = :bucket AND id = :id",
        bucket=bucket_of(import_id),
        id=import_id,
    )


def post_of_source(tx: ReadTransaction, account_id: AccountId, source: bytes) -> PostId | None:
    """Return what a post from elsewhere became here."""
    found: PostId | None = tx.value(
        """
        SELECT post_id FROM imported_posts
        WHERE bucket = :bucket AND account_id = :account_id AND source = :source
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        source=source,
    )
    return found


def keep_source(tx: Transaction, account_id: AccountId, source: bytes, *, post_id: PostId) -> None:
    """Remember what a post was elsewhere."""
    tx.execute(
        """
        INSERT INTO imported_posts (bucket, account_id, source, post_id)
        VALUES (:bucket, :account_id, :source, :post_id)
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        source=source,
        post_id=post_id,
    )


def forget_source(tx: Transaction, account_id: AccountId, *, post_id: PostId) -> None:
    """Forget what a post was that is gone."""
    tx.execute(
        """
        DELETE FROM imported_posts
        WHERE bucket = :bucket AND account_id = :account_id AND post_id = :post_id
        """,
        bucket=bucket_of(account_id),
        account_id=account_id,
        post_id=post_id,
    )


def _problem(line: int, said: str, reason: str, taken: int) -> Problem:
    return Problem(line, said, reason, taken=bool(taken))


def _import(*columns: Any) -> Import:
    number, account_id, kind, overwrite, state, *counts = columns
    return Import(number, account_id, Kind(kind), bool(overwrite), State(state), *counts)
