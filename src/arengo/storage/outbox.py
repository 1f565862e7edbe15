"""The row that a transaction writes for a job: the outbox is the queue."""

import secrets
from collections.abc import Mapping
from typing import Any, Final

import msgspec

from arengo.base.clock import now_ms
from arengo.base.ids import BUCKETS, make_id
from arengo.base.lanes import Lane

_INSERT: Final = """
INSERT INTO jobs (id, lane, run_ms, kind, dedup, args)
VALUES (:id, :lane, :run_ms, :kind, :dedup, :args)
ON CONFLICT (kind, dedup) WHERE dedup IS NOT NULL DO NOTHING
"""


def job_row(
    kind: str,
    *,
    lane: Lane,
    run_ms: int | None,
    dedup: str | None,
    args: Mapping[str, str | int | bool | None],
) -> tuple[str, dict[str, Any]]:
    """Return the statement and its parameters."""
    return _INSERT, {
        "id": make_id(secrets.randbelow(BUCKETS)),
        "lane": int(lane),
        "run_ms": now_ms() if run_ms is None else run_ms,
        "kind": kind,
        "dedup": dedup,
        "args": msgspec.json.encode(args).decode(),
    }
