"""Instance: which other servers are limited or suspended here."""

from arengo.api.entities.server_block import DomainBlock, domain_block
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.moderation.servers.queries import hard_blocks
from arengo.storage import ReadTransaction


@reads(
    "/api/v1/instance/domain_blocks",
    access=Access.ANYONE,
    bounded=False,
    answers=list[DomainBlock],
)
def list_domain_blocks(tx: ReadTransaction, _request: Request) -> list[DomainBlock]:
    """Return servers that are limited or suspended, the hardest blocks first."""
    return [domain_block(each) for each in hard_blocks(tx)]
