"""Pictures that stand for a word between colons: this site has none."""

from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.storage import ReadTransaction


@reads("/api/v1/custom_emojis", access=Access.ANYONE, answers=list[str])
def list_custom_emojis(tx: ReadTransaction, request: Request) -> list[str]:
    """Return the site's own emojis."""
    del tx, request
    return []
