"""Servers that one wants to have nothing to do with."""

from typing import Any

import msgspec

from arengo.gate.answers import EMPTY, Answer
from arengo.gate.paging import PageForm, page
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.follows.domains.actions import block_domain, unblock_domain
from arengo.social.follows.domains.queries import blocked_domains
from arengo.storage import ReadTransaction


class DomainForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which server is meant."""

    domain: str = ""


@reads("/api/v1/domain_blocks", scope="read:blocks", answers=list[str])
def list_domain_blocks(tx: ReadTransaction, request: Request, form: PageForm) -> Answer:
    """Return the servers that one has blocked, newest first."""
    found = blocked_domains(tx, request.me, **form.bounds(default=100, most=200))
    return page(request, [domain for _, domain in found], [cursor for cursor, _ in found])


@acts("POST", "/api/v1/domain_blocks", scope="write:blocks", answers=dict[str, Any])
async def add_domain_block(request: Request, form: DomainForm) -> Answer:
    """Block a server."""
    await request.write(block_domain, by=request.me, domain=form.domain)
    return EMPTY


@acts("DELETE", "/api/v1/domain_blocks", scope="write:blocks", answers=dict[str, Any])
async def remove_domain_block(request: Request, form: DomainForm) -> Answer:
    """Block a server no longer."""
    await request.write(unblock_domain, by=request.me, domain=form.domain)
    return EMPTY
