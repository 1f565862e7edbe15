"""admin/ip_blocks: networks that may not join, or may not come in at all."""

import ipaddress
from functools import partial
from typing import Annotated, Final

import msgspec

from arengo.api.entities.admin_blocks import SEVERITY_BY_NAME, AdminIpBlock, admin_ip_block
from arengo.auth.barriers import actions
from arengo.auth.barriers.model import IpBlock, Network, Severity
from arengo.auth.barriers.policy import COMMENT_MAX, read_network
from arengo.auth.barriers.queries import ip_block, ip_blocks
from arengo.auth.roles.model import Permission
from arengo.base.clock import now_ms
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.storage import ReadTransaction

_PATH: Final = "/api/v1/admin/ip_blocks"
_ONE: Final = f"{_PATH}/{{block_id}}"
_READ: Final = "admin:read:ip_blocks"
_WRITE: Final = "admin:write:ip_blocks"
_STAFF: Final = Permission.MANAGE_BLOCKS
_CENTURY_S: Final = 100 * 366 * 86_400


class IpBlockForm(msgspec.Struct, frozen=True, kw_only=True):
    """A network and what is blocked of it."""

    ip: str | None = None
    severity: str | None = None
    comment: Annotated[str, msgspec.Meta(max_length=COMMENT_MAX)] | None = None
    expires_in: Annotated[int, msgspec.Meta(ge=1, le=_CENTURY_S)] | None = None


@reads(_PATH, scope=_READ, permission=_STAFF, answers=list[AdminIpBlock])
def list_ip_blocks(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return blocked networks, newest first."""
    found = ip_blocks(tx, **form.bounds(default=100, most=200))
    return page(request, [admin_ip_block(each) for each in found], [each.id for each in found])


@reads(_ONE, scope=_READ, permission=_STAFF, answers=AdminIpBlock)
def show_ip_block(tx: ReadTransaction, _request: Request, block_id: int) -> AdminIpBlock:
    """Return one of them."""
    return admin_ip_block(ip_block(tx, block_id))


@acts("POST", _PATH, scope=_WRITE, permission=_STAFF, answers=AdminIpBlock)
async def add_ip_block(request: Request, form: IpBlockForm) -> AdminIpBlock:
    """Block a network."""
    network = read_network(form.ip or "0.0.0.0/32")
    severity = _severity(form.severity)
    if severity is None:
        raise Invalid("Validation failed: Severity can't be blank")
    _keep_own_way(request, network, severity)
    block = await request.write(
        noted(actions.block_network, partial(_deed, request, Act.BLOCK_NETWORK)),
        network=network,
        severity=severity,
        comment=form.comment or "",
        expires_ms=_expiry(form),
    )
    request.site.networks.forget()
    return admin_ip_block(block)


@acts("PUT", _ONE, scope=_WRITE, permission=_STAFF, answers=AdminIpBlock)
async def change_ip_block(request: Request, block_id: int, form: IpBlockForm) -> AdminIpBlock:
    """Change a block."""
    before = await request.read(ip_block, block_id)
    network = read_network(form.ip) if form.ip else before.network
    severity = _severity(form.severity) or before.severity
    _keep_own_way(request, network, severity)
    block = await request.write(
        noted(actions.change_network, partial(_deed, request, Act.CHANGE_NETWORK)),
        block_id,
        network=network,
        severity=severity,
        comment=form.comment,
        expires_ms=_expiry(form),
    )
    request.site.networks.forget()
    return admin_ip_block(block)


@acts("DELETE", _ONE, scope=_WRITE, permission=_STAFF, answers=dict[str, str])
async def remove_ip_block(request: Request, block_id: int) -> dict[str, str]:
    """Let a network in again."""
    deed = Deed(by=request.me, act=Act.UNBLOCK_NETWORK, entry=block_id)
    await request.write(noted(actions.unblock_network, lambda _: deed), block_id)
    request.site.networks.forget()
    return {}


def _deed(request: Request, act: Act, block: IpBlock) -> Deed:
    return Deed(by=request.me, act=act, entry=block.id, after=block.severity.name.lower())


def _severity(name: str | None) -> Severity | None:
    if name is None:
        return None
    if name not in SEVERITY_BY_NAME:
        raise Invalid("Validation failed: Severity is not included in the list")
    return SEVERITY_BY_NAME[name]


def _keep_own_way(request: Request, network: Network, severity: Severity) -> None:
    """Refuse what would lock out whoever asks for it."""
    if severity is not Severity.NO_ACCESS:
        return
    try:
        own = ipaddress.ip_address(request.ip)
    except ValueError:
        return
    if own in network:
        raise Invalid("Validation failed: Ip is the one that you use yourself")


def _expiry(form: IpBlockForm) -> int | None:
    return now_ms() + form.expires_in * 1000 if form.expires_in else None
