"""The verbs: allow and block servers, change a block, take both back."""

from msgspec.structs import replace

from arengo.base.ids import new_account_id
from arengo.moderation.servers import store
from arengo.moderation.servers.model import Kind, ServerFlag, ServerRule, Severity
from arengo.moderation.servers.queries import block_over, rule_by_id
from arengo.storage import Transaction


def allow(tx: Transaction, domain: str) -> ServerRule:
    """Allow a server. Doing it twice is the same as doing it once."""
    rule = ServerRule(new_account_id(), Kind.ALLOWED, domain)
    if store.add(tx, rule):
        return rule
    return store.of_domains(tx, Kind.ALLOWED, [domain])[0]


def block(tx: Transaction, wanted: ServerRule) -> tuple[ServerRule, bool]:
    """Block a server. Returns (the block, True), or what is as hard already and False."""
    existing = block_over(tx, wanted.domain)
    if existing and (existing.domain == wanted.domain or existing.severity >= wanted.severity):
        return existing, False
    rule = replace(wanted, id=new_account_id())
    if store.add(tx, rule):
        return rule, True
    return store.of_domains(tx, Kind.BLOCKED, [wanted.domain])[0], False  # somebody was faster


def change_block(
    tx: Transaction,
    rule_id: int,
    *,
    severity: Severity | None,
    flags: dict[ServerFlag, bool],
    private_comment: str | None,
    public_comment: str | None,
) -> ServerRule:
    """Change what is named of a block; None leaves it as it is."""
    before = rule_by_id(tx, rule_id, Kind.BLOCKED)
    bits = before.flags
    for flag, wish in flags.items():
        bits = bits | flag if wish else bits & ~flag
    after = replace(
        before,
        severity=before.severity if severity is None else severity,
        flags=bits,
        private_comment=before.private_comment if private_comment is None else private_comment,
        public_comment=before.public_comment if public_comment is None else public_comment,
    )
    store.put(tx, after)
    return after


def remove(tx: Transaction, rule_id: int, kind: Kind) -> ServerRule:
    """Rule nothing about a server any more, and return what it was."""
    rule = rule_by_id(tx, rule_id, kind)
    store.remove(tx, rule_id, kind)
    return rule
