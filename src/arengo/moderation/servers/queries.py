"""Questions about what is ruled about other servers."""

from arengo.base.errors import NotFound
from arengo.base.ids import MAX_ID
from arengo.moderation.servers import store
from arengo.moderation.servers.model import Kind, ServerRule, Severity
from arengo.storage import ReadTransaction

_SHOWN = 10_000


def rule_by_id(tx: ReadTransaction, rule_id: int, kind: Kind) -> ServerRule:
    """Return one; NotFound when there is none."""
    found = store.by_id(tx, rule_id, kind)
    if found is None:
        raise NotFound
    return found


def rules(
    tx: ReadTransaction, kind: Kind, *, before: int, after: int, upwards: bool, limit: int
) -> list[ServerRule]:
    """Return those of a kind, newest first."""
    found = store.page(tx, kind, before=before, after=after, upwards=upwards, limit=limit)
    return found[::-1] if upwards else found


def block_over(tx: ReadTransaction, domain: str) -> ServerRule | None:
    """Return the hardest block of a domain or of one above it."""
    labels = domain.split(".")
    above = [".".join(labels[start:]) for start in range(len(labels))]
    found = store.of_domains(tx, Kind.BLOCKED, above)
    return max(found, key=lambda rule: (rule.severity, len(rule.domain)), default=None)


def hard_blocks(tx: ReadTransaction) -> list[ServerRule]:
    """Return the servers that are limited or suspended, the hardest blocks first."""
    found = rules(tx, Kind.BLOCKED, before=MAX_ID, after=0, upwards=False, limit=_SHOWN)
    hard = [rule for rule in found if rule.severity is not Severity.NOOP]
    return sorted(hard, key=lambda rule: (-rule.severity, rule.domain))
