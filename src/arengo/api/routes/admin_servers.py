"""admin/domain_allows and admin/domain_blocks: which other servers we want to hear of."""

from functools import partial
from typing import Annotated, Final

import msgspec

from arengo.api.entities.admin_servers import (
    SEVERITY_BY_NAME,
    AdminDomainAllow,
    AdminDomainBlock,
    admin_domain_allow,
    admin_domain_block,
)
from arengo.auth.barriers.policy import read_domain
from arengo.auth.roles.model import Permission
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer, json_bytes
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.moderation.servers import actions
from arengo.moderation.servers.model import Kind, ServerFlag, ServerRule, Severity
from arengo.moderation.servers.queries import rule_by_id, rules
from arengo.storage import ReadTransaction

_ALLOWS: Final = "/api/v1/admin/domain_allows"
_BLOCKS: Final = "/api/v1/admin/domain_blocks"
_STAFF: Final = Permission.MANAGE_FEDERATION
_reads_allows: Final = partial(reads, scope="admin:read:domain_allows", permission=_STAFF)
_acts_on_allows: Final = partial(acts, scope="admin:write:domain_allows", permission=_STAFF)
_reads_blocks: Final = partial(reads, scope="admin:read:domain_blocks", permission=_STAFF)
_acts_on_blocks: Final = partial(acts, scope="admin:write:domain_blocks", permission=_STAFF)
_UNPROCESSABLE: Final = 422
Comment = Annotated[str, msgspec.Meta(max_length=2_000)] | None


class DomainForm(msgspec.Struct, frozen=True, kw_only=True):
    """A server by its name."""

    domain: str = ""


class BlockForm(msgspec.Struct, frozen=True, kw_only=True):
    """A server and how hard it is blocked."""

    domain: str = ""
    severity: str | None = None
    reject_media: bool | None = None
    reject_reports: bool | None = None
    private_comment: Comment = None
    public_comment: Comment = None
    obfuscate: bool | None = None

    def flags(self) -> dict[ServerFlag, bool]:
        """Return the flags that are named."""
        asked = {
            ServerFlag.NO_MEDIA: self.reject_media,
            ServerFlag.NO_REPORTS: self.reject_reports,
            ServerFlag.OBFUSCATE: self.obfuscate,
        }
        return {flag: wish for flag, wish in asked.items() if wish is not None}


@_reads_allows(_ALLOWS, answers=list[AdminDomainAllow])
def list_allowed(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the servers that are allowed, newest first."""
    found = rules(tx, Kind.ALLOWED, **form.bounds(default=100, most=200))
    return page(request, [admin_domain_allow(each) for each in found], [r.id for r in found])


@_reads_allows(f"{_ALLOWS}/{{rule_id}}", answers=AdminDomainAllow)
def show_allowed(tx: ReadTransaction, _request: Request, rule_id: int) -> AdminDomainAllow:
    """Return one of them."""
    return admin_domain_allow(rule_by_id(tx, rule_id, Kind.ALLOWED))


@_acts_on_allows("POST", _ALLOWS, answers=AdminDomainAllow)
async def allow_server(request: Request, form: DomainForm) -> AdminDomainAllow:
    """Allow a server; one that is allowed already stays so."""
    verb = noted(actions.allow, partial(_deed, request, Act.ALLOW_SERVER))
    rule = await request.write(verb, read_domain(form.domain))
    return admin_domain_allow(rule)


@_acts_on_allows("DELETE", f"{_ALLOWS}/{{rule_id}}", answers=AdminDomainAllow)
async def disallow_server(request: Request, rule_id: int) -> AdminDomainAllow:
    """Allow a server no longer, and return which it was."""
    verb = noted(actions.remove, partial(_deed, request, Act.DISALLOW_SERVER))
    rule = await request.write(verb, rule_id, Kind.ALLOWED)
    return admin_domain_allow(rule)


@_reads_blocks(_BLOCKS, answers=list[AdminDomainBlock])
def list_blocked(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the servers that are blocked, newest first."""
    found = rules(tx, Kind.BLOCKED, **form.bounds(default=100, most=200))
    return page(request, [admin_domain_block(each) for each in found], [r.id for r in found])


@_reads_blocks(f"{_BLOCKS}/{{rule_id}}", answers=AdminDomainBlock)
def show_blocked(tx: ReadTransaction, _request: Request, rule_id: int) -> AdminDomainBlock:
    """Return one of them."""
    return admin_domain_block(rule_by_id(tx, rule_id, Kind.BLOCKED))


@_acts_on_blocks("POST", _BLOCKS, answers=AdminDomainBlock)
async def block_server(request: Request, form: BlockForm) -> AdminDomainBlock | Answer:
    """Block a server; what is blocked as hard already is named in the refusal."""
    severity = _severity(form.severity)
    wanted = ServerRule(
        0,
        Kind.BLOCKED,
        read_domain(form.domain),
        Severity.SILENCE if severity is None else severity,
        _flags(form),
        form.private_comment,
        form.public_comment,
    )
    verb = noted(
        actions.block,
        lambda made: _deed(request, Act.BLOCK_SERVER, made[0]) if made[1] else None,
    )
    rule, new = await request.write(verb, wanted)
    if not new:
        words = f"You have already imposed stricter limits on {rule.domain}."
        body = {"error": words, "existing_domain_block": admin_domain_block(rule)}
        return Answer(json_bytes(body), _UNPROCESSABLE)
    return admin_domain_block(rule)


@_acts_on_blocks("PUT", f"{_BLOCKS}/{{rule_id}}", answers=AdminDomainBlock)
async def change_block(request: Request, rule_id: int, form: BlockForm) -> AdminDomainBlock:
    """Change how a server is blocked; which one stays."""
    rule = await request.write(
        noted(actions.change_block, partial(_deed, request, Act.CHANGE_SERVER_BLOCK)),
        rule_id,
        severity=_severity(form.severity),
        flags=form.flags(),
        private_comment=form.private_comment,
        public_comment=form.public_comment,
    )
    return admin_domain_block(rule)


@_acts_on_blocks("DELETE", f"{_BLOCKS}/{{rule_id}}", answers=dict[str, str])
async def unblock_server(request: Request, rule_id: int) -> dict[str, str]:
    """Block a server no longer."""
    verb = noted(actions.remove, partial(_deed, request, Act.UNBLOCK_SERVER))
    await request.write(verb, rule_id, Kind.BLOCKED)
    return {}


def _deed(request: Request, act: Act, rule: ServerRule) -> Deed:
    hard = rule.severity.name.lower() if rule.kind is Kind.BLOCKED else None
    return Deed(by=request.me, act=act, entry=rule.id, about=rule.domain, after=hard)


def _severity(name: str | None) -> Severity | None:
    if name is None:
        return None
    if name not in SEVERITY_BY_NAME:
        raise Invalid("Validation failed: Severity is not included in the list")
    return SEVERITY_BY_NAME[name]


def _flags(form: BlockForm) -> ServerFlag:
    bits = ServerFlag(0)
    for flag, wish in form.flags().items():
        bits |= flag if wish else ServerFlag(0)
    return bits
