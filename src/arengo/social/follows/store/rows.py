"""How follows and requests are read from columns and written to them."""

from collections.abc import Sequence
from typing import Any, Final

import msgspec

from arengo.base.ids import AccountId, bucket_of
from arengo.social.follows.model import FollowFlag, FollowRow
from arengo.storage import ReadTransaction

_languages: Final = msgspec.json.Decoder(tuple[str, ...])


def follow_row(
    account_id: int, target_id: int, flags: int, row_id: int, languages: Any
) -> FollowRow:
    """Make the row of (account_id, target_id, flags, id, languages)."""
    return FollowRow(
        AccountId(account_id),
        AccountId(target_id),
        FollowFlag(flags),
        row_id,
        _languages.decode(languages) if languages else (),
    )


def params(follow: FollowRow) -> dict[str, int]:
    """Return the columns that every table of follows has."""
    return {
        "account_id": follow.account_id,
        "target_id": follow.target_id,
        "flags": int(follow.flags),
        "id": follow.id,
    }


def people_page(
    tx: ReadTransaction,
    head: str,
    owner: AccountId,
    *,
    before: int,
    after: int,
    upwards: bool,
    limit: int,
) -> list[tuple[int, AccountId]]:
    """Return (id, who) of a stretch of rows of one owner, newest first."""
    order = "ASC" if upwards else "DESC"
    rows = tx.rows(
        f"{head} AND id < :before AND id > :after ORDER BY id {order} LIMIT :limit",
        bucket=bucket_of(owner),
        owner=owner,
        before=before,
        after=after,
        limit=limit,
    )
    if upwards:
        rows.reverse()
    return [(row[0], AccountId(row[1])) for row in rows]


def encoded(languages: Sequence[str]) -> str | None:
    """Return languages as JSON, NULL for all."""
    return msgspec.json.encode(languages).decode() if languages else None
