"""The verbs of blocks: put up, change, take down, count who met one, forget what is over."""

from msgspec.structs import replace

from arengo.auth.barriers import store
from arengo.auth.barriers.model import EmailBlock, EmailKind, IpBlock, Network, Severity
from arengo.auth.barriers.queries import DAYS, email_block, ip_block
from arengo.base.clock import now_ms, today
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import new_account_id
from arengo.storage import Transaction


def block_network(
    tx: Transaction,
    *,
    network: Network,
    severity: Severity,
    comment: str = "",
    expires_ms: int | None = None,
) -> IpBlock:
    """Block a network. Raises Invalid when it is blocked already."""
    store.remove_expired(tx, now_ms=now_ms())
    block = IpBlock(new_account_id(), network, severity, comment, expires_ms)
    if not store.add_ip_block(tx, block):
        raise Invalid("Validation failed: Ip has already been taken")
    return block


def change_network(
    tx: Transaction,
    block_id: int,
    *,
    network: Network | None = None,
    severity: Severity | None = None,
    comment: str | None = None,
    expires_ms: int | None = None,
) -> IpBlock:
    """Change what is named of a block; None leaves it as it is."""
    before = ip_block(tx, block_id)
    after = replace(
        before,
        network=network or before.network,
        severity=severity or before.severity,
        comment=before.comment if comment is None else comment,
        expires_ms=before.expires_ms if expires_ms is None else expires_ms,
    )
    other = store.ip_block_of(tx, str(after.network))
    if other and other.id != block_id:
        raise Invalid("Validation failed: Ip has already been taken")
    store.put_ip_block(tx, after)
    return after


def unblock_network(tx: Transaction, block_id: int) -> None:
    """Let a network in again."""
    if not store.remove_ip_block(tx, block_id):
        raise NotFound


def block_email(tx: Transaction, kind: EmailKind, value: str) -> EmailBlock:
    """Block a domain or an address. Raises Invalid when it is blocked already."""
    block = EmailBlock(new_account_id(), kind, value)
    if not store.add_email_block(tx, block):
        field = "Domain" if kind is EmailKind.DOMAIN else "Canonical email hash"
        raise Invalid(f"Validation failed: {field} has already been taken")
    return block


def unblock_email(tx: Transaction, block_id: int, kind: EmailKind) -> EmailBlock:
    """Let a domain or an address in again, and return which."""
    block = email_block(tx, block_id, kind)
    store.remove_email_block(tx, block_id, kind)
    return block


def count_use(tx: Transaction, block_id: int) -> None:
    """Count that somebody tried to join in spite of a block."""
    store.count_use(tx, block_id, day=today())


def forget_old(tx: Transaction) -> int:
    """Take down networks whose time is over, and forget counts that nobody is shown any more."""
    return store.remove_expired(tx, now_ms=now_ms()) + store.forget_uses(tx, before=today() - DAYS)
