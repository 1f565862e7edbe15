"""admin/email_domain_blocks and admin/canonical_email_blocks: addresses that may not join."""

from functools import partial
from typing import Final

import msgspec

from arengo.api.entities.admin_blocks import (
    AdminCanonicalEmailBlock,
    AdminEmailDomainBlock,
    admin_canonical_email_block,
    admin_email_domain_block,
)
from arengo.auth.barriers import actions
from arengo.auth.barriers.model import EmailBlock, EmailKind
from arengo.auth.barriers.policy import canonical_hash, read_domain, read_hash
from arengo.auth.barriers.queries import email_block, email_blocks, email_blocks_with, uses_of
from arengo.auth.roles.model import Permission
from arengo.base.errors import Invalid
from arengo.base.text.names import normalise_email
from arengo.gate.answers import Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.moderation.audit.actions import noted
from arengo.moderation.audit.model import Act, Deed
from arengo.storage import ReadTransaction

_DOMAINS: Final = "/api/v1/admin/email_domain_blocks"
_DOMAIN: Final = f"{_DOMAINS}/{{block_id}}"
_ADDRESSES: Final = "/api/v1/admin/canonical_email_blocks"
_ADDRESS: Final = f"{_ADDRESSES}/{{block_id}}"
_STAFF: Final = Permission.MANAGE_BLOCKS
_reads_domains: Final = partial(reads, scope="admin:read:email_domain_blocks", permission=_STAFF)
_acts_on_domains: Final = partial(acts, scope="admin:write:email_domain_blocks", permission=_STAFF)
_reads_addresses: Final = partial(
    reads, scope="admin:read:canonical_email_blocks", permission=_STAFF
)
_acts_on_addresses: Final = partial(
    acts, scope="admin:write:canonical_email_blocks", permission=_STAFF
)


class DomainForm(msgspec.Struct, frozen=True, kw_only=True):
    """A domain."""

    domain: str = ""


class AddressForm(msgspec.Struct, frozen=True, kw_only=True):
    """An address, or its hash."""

    email: str = ""
    canonical_email_hash: str = ""


@_reads_domains(_DOMAINS, answers=list[AdminEmailDomainBlock])
def list_domains(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return blocked domains, newest first, with how often each was met."""
    found = email_blocks(tx, EmailKind.DOMAIN, **form.bounds(default=100, most=200))
    uses = uses_of(tx, [each.id for each in found])
    shown = [admin_email_domain_block(each, uses[each.id]) for each in found]
    return page(request, shown, [each.id for each in found])


@_reads_domains(_DOMAIN, answers=AdminEmailDomainBlock)
def show_domain(tx: ReadTransaction, _request: Request, block_id: int) -> AdminEmailDomainBlock:
    """Return one of them."""
    block = email_block(tx, block_id, EmailKind.DOMAIN)
    return admin_email_domain_block(block, uses_of(tx, [block_id])[block_id])


@_acts_on_domains("POST", _DOMAINS, answers=AdminEmailDomainBlock)
async def block_domain(request: Request, form: DomainForm) -> AdminEmailDomainBlock:
    """Let nobody join with an address of a domain, or of one below it."""
    domain = read_domain(form.domain)
    verb = noted(actions.block_email, partial(_deed, request, Act.BLOCK_EMAIL_DOMAIN))
    block = await request.write(verb, EmailKind.DOMAIN, domain)
    return await request.read(show_domain, request, block.id)


@_acts_on_domains("DELETE", _DOMAIN, answers=dict[str, str])
async def unblock_domain(request: Request, block_id: int) -> dict[str, str]:
    """Let people join with a domain again."""
    verb = noted(actions.unblock_email, partial(_deed, request, Act.UNBLOCK_EMAIL_DOMAIN))
    await request.write(verb, block_id, EmailKind.DOMAIN)
    return {}


@_reads_addresses(_ADDRESSES, answers=list[AdminCanonicalEmailBlock])
def list_addresses(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return blocked addresses as hashes, newest first."""
    found = email_blocks(tx, EmailKind.CANONICAL, **form.bounds(default=100, most=200))
    shown = [admin_canonical_email_block(each) for each in found]
    return page(request, shown, [each.id for each in found])


@_reads_addresses(_ADDRESS, answers=AdminCanonicalEmailBlock)
def show_address(tx: ReadTransaction, _request: Request, block_id: int) -> AdminCanonicalEmailBlock:
    """Return one of them."""
    return admin_canonical_email_block(email_block(tx, block_id, EmailKind.CANONICAL))


@acts(
    "POST",
    f"{_ADDRESSES}/test",
    scope="admin:read:canonical_email_blocks",
    permission=_STAFF,
    answers=list[AdminCanonicalEmailBlock],
)
async def find_address(request: Request, form: AddressForm) -> list[AdminCanonicalEmailBlock]:
    """Return the blocks that an address would meet."""
    hashed = _hash(form)
    found = await request.read(email_blocks_with, EmailKind.CANONICAL, hashed)
    return [admin_canonical_email_block(each) for each in found]


@_acts_on_addresses("POST", _ADDRESSES, answers=AdminCanonicalEmailBlock)
async def block_address(request: Request, form: AddressForm) -> AdminCanonicalEmailBlock:
    """Let nobody join with an address, however it is dotted or tagged; only its hash is kept."""
    verb = noted(actions.block_email, partial(_deed, request, Act.BLOCK_EMAIL_ADDRESS))
    block = await request.write(verb, EmailKind.CANONICAL, _hash(form))
    return admin_canonical_email_block(block)


@_acts_on_addresses("DELETE", _ADDRESS, answers=AdminCanonicalEmailBlock)
async def unblock_address(request: Request, block_id: int) -> AdminCanonicalEmailBlock:
    """Let somebody join with an address again."""
    verb = noted(actions.unblock_email, partial(_deed, request, Act.UNBLOCK_EMAIL_ADDRESS))
    block = await request.write(verb, block_id, EmailKind.CANONICAL)
    return admin_canonical_email_block(block)


def _deed(request: Request, act: Act, block: EmailBlock) -> Deed:
    """Name a domain; the hash of an address is as good as the address."""
    domain = block.value if block.kind is EmailKind.DOMAIN else ""
    return Deed(by=request.me, act=act, entry=block.id, about=domain)


def _hash(form: AddressForm) -> str:
    if form.email.strip():
        return canonical_hash(normalise_email(form.email))
    if form.canonical_email_hash.strip():
        return read_hash(form.canonical_email_hash)
    raise Invalid("Validation failed: Canonical email hash can't be blank")
