"""The parts of a status that change without its version, or differ from viewer to viewer.

Most posts have none of them: for those a constant is spliced in, and the database is asked nothing.
"""

from typing import Final

from arengo.base.ids import AccountId
from arengo.social.posts.model import PostFlag
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction

MOVING: Final = int(PostFlag.POLL)

# By "somebody is signed in": what stands in a post that carries nothing of the kind.
QUIET: Final = (b',"poll":null', b',"poll":null')


def moving_parts(tx: ReadTransaction, page: Page, *, viewer: AccountId | None) -> dict[int, bytes]:  # noqa: ARG001
    """Return the moving parts of those posts on a page that have any."""
    marked = {line.shown_id for line in page.lines if line.shown_flags & MOVING}
    if not marked:
        return {}
    return dict.fromkeys(marked, QUIET[viewer is not None])
