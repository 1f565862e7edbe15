"""People by what the staff asks for.

Reads: accounts, users, sessions, invites.
"""

from collections.abc import Collection
from typing import Any, Final

from arengo.base.ids import AccountId, bucket_of
from arengo.moderation.people.model import SeenAt, State, Wanted
from arengo.storage import ReadTransaction

_STATES: Final = {
    State.ACTIVE: "(a.flags & 32) = 0 AND (u.id IS NULL OR (u.flags & 7) = 3)",
    State.PENDING: "u.id IS NOT NULL AND (u.flags & 2) = 0",
    State.DISABLED: "(u.flags & 4) <> 0",
    State.SILENCED: "(a.flags & 16) <> 0",
    State.SUSPENDED: "(a.flags & 32) <> 0",
    State.SENSITIVE: "(a.flags & 32768) <> 0",
}
_SEEN: Final = """
EXISTS (SELECT 1 FROM sessions s WHERE s.bucket = a.bucket AND s.account_id = a.id
        AND s.ip = :network)
"""
_INVITED: Final = """
EXISTS (SELECT 1 FROM invites i WHERE i.bucket = ((u.invite_id >> 6) & 1023)
        AND i.id = u.invite_id AND i.account_id = :invited_by)
"""


def ids_of(tx: ReadTransaction, wanted: Wanted) -> list[AccountId]:
    """Return whom the staff asks for, in the direction asked for: a scatter, for the staff."""
    conditions, values = _conditions(wanted)
    order = "ASC" if wanted.upwards else "DESC"
    rows = tx.rows(
        f"""
        SELECT a.id FROM accounts a LEFT JOIN users u ON u.bucket = a.bucket AND u.id = a.id
        WHERE (a.flags & 256) = 0 AND a.id < :before AND a.id > :after {conditions}
        ORDER BY a.id {order} LIMIT :limit
        """,
        before=wanted.before,
        after=wanted.after,
        limit=wanted.limit,
        **values,
    )
    return [AccountId(row[0]) for row in rows]


def seen_at(
    tx: ReadTransaction, account_ids: Collection[AccountId]
) -> list[tuple[AccountId, SeenAt]]:
    """Return from where these are signed in, last seen first."""
    rows = tx.rows(
        """
        SELECT account_id, ip, max(seen_ms) FROM sessions
        WHERE bucket IN :buckets AND account_id IN :ids AND ip <> ''
        GROUP BY account_id, ip ORDER BY max(seen_ms) DESC LIMIT 2000
        """,
        buckets=list({bucket_of(each) for each in account_ids}),
        ids=list(account_ids),
    )
    return [(AccountId(row[0]), SeenAt(row[1], row[2])) for row in rows]


def inviters(tx: ReadTransaction, invite_ids: Collection[int]) -> dict[int, AccountId]:
    """Return invitation → who made it."""
    rows = tx.rows(
        "SELECT id, account_id FROM invites WHERE bucket IN :buckets AND id IN :ids",
        buckets=list({bucket_of(each) for each in invite_ids}),
        ids=list(invite_ids),
    )
    return {row[0]: AccountId(row[1]) for row in rows}


def _conditions(wanted: Wanted) -> tuple[str, dict[str, Any]]:
    """Return what to add to the statement, and its parameters."""
    asked: list[tuple[str, dict[str, Any]]] = [(_STATES[state], {}) for state in wanted.states]
    if wanted.local is not None:
        asked.append(("a.host_id = 0" if wanted.local else "a.host_id <> 0", {}))
    if wanted.roles:
        asked.append(("u.role IN :roles", {"roles": list(wanted.roles)}))
    if wanted.invited_by is not None:
        asked.append((_INVITED, {"invited_by": wanted.invited_by}))
    if wanted.network:
        asked.append((_SEEN, {"network": wanted.network}))
    asked += _words(wanted)
    text = "".join(f" AND {condition}" for condition, _ in asked)
    return text, {name: value for _, values in asked for name, value in values.items()}


def _words(wanted: Wanted) -> list[tuple[str, dict[str, Any]]]:
    found: list[tuple[str, dict[str, Any]]] = []
    for column, name, value in (
        ("a.username", "username", wanted.username),
        ("a.display_name", "display_name", wanted.display_name),
        ("u.email", "email", wanted.email),
    ):
        if value:
            condition = f"lower({column}) LIKE :{name} ESCAPE '\\'"
            found.append((condition, {name: f"{_literal(value.lower())}%"}))
    if wanted.domain:
        found.append(("lower(a.domain) = :domain", {"domain": wanted.domain.lower()}))
    return found


def _literal(text: str) -> str:
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
