"""The rows of what is ruled about other servers. Owns: server_rules."""

from collections.abc import Collection
from typing import Any, Final

from arengo.moderation.servers.model import Kind, ServerFlag, ServerRule, Severity
from arengo.storage import ReadTransaction, Transaction

_COLUMNS: Final = "id, kind, domain, severity, flags, private_comment, public_comment"


def add(tx: Transaction, rule: ServerRule) -> bool:
    """Insert a row; False when the domain has one of this kind."""
    added = tx.execute(
        f"""
        INSERT INTO server_rules ({_COLUMNS})
        VALUES (:id, :kind, :domain, :severity, :flags, :private_comment, :public_comment)
        ON CONFLICT DO NOTHING
        """,
        **_values(rule),
    )
    return added == 1


def put(tx: Transaction, rule: ServerRule) -> None:
    """Write what may change of a row."""
    values = _values(rule)
    tx.execute(
        """
        UPDATE server_rules SET severity = :severity, flags = :flags,
                                private_comment = :private_comment, public_comment = :public_comment
        WHERE id = :id AND kind = :kind
        """,
        **{name: value for name, value in values.items() if name != "domain"},
    )


def remove(tx: Transaction, rule_id: int, kind: Kind) -> None:
    """Remove a row."""
    tx.execute(
        "DELETE FROM server_rules WHERE id = :id AND kind = :kind", id=rule_id, kind=int(kind)
    )


def by_id(tx: ReadTransaction, rule_id: int, kind: Kind) -> ServerRule | None:
    """Return one row."""
    return tx.one(
        _rule,
        f"SELECT {_COLUMNS} FROM server_rules WHERE id = :id AND kind = :kind",
        id=rule_id,
        kind=int(kind),
    )


def of_domains(tx: ReadTransaction, kind: Kind, domains: Collection[str]) -> list[ServerRule]:
    """Return the rows of these domains."""
    return tx.all(
        _rule,
        f"SELECT {_COLUMNS} FROM server_rules WHERE kind = :kind AND domain IN :domains",
        kind=int(kind),
        domains=list(domains),
    )


def page(
    tx: ReadTransaction, kind: Kind, *, before: int, after: int, upwards: bool, limit: int
) -> list[ServerRule]:
    """Return rows of a kind in the direction asked for."""
    order = "ASC" if upwards else "DESC"
    return tx.all(
        _rule,
        f"""
        SELECT {_COLUMNS} FROM server_rules
        WHERE kind = :kind AND id < :before AND id > :after ORDER BY id {order} LIMIT :limit
        """,
        kind=int(kind),
        before=before,
        after=after,
        limit=limit,
    )


def _values(rule: ServerRule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "kind": int(rule.kind),
        "domain": rule.domain,
        "severity": int(rule.severity),
        "flags": int(rule.flags),
        "private_comment": rule.private_comment,
        "public_comment": rule.public_comment,
    }


def _rule(*row: Any) -> ServerRule:
    rule_id, kind, domain, severity, flags, private, public = row
    return ServerRule(
        rule_id, Kind(kind), domain, Severity(severity), ServerFlag(flags), private, public
    )
