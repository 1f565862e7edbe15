"""The parts of a status that change without its version, or differ from viewer to viewer.

Most posts have none of them: for those a constant is spliced in, and the database is asked nothing.
"""

from typing import Final

from arengo.api.entities.poll import polls_json
from arengo.base.ids import AccountId
from arengo.social.posts.model import PostFlag
from arengo.social.timelines.model import Page
from arengo.storage import ReadTransaction

_POLL: Final = int(PostFlag.POLL)
MOVING: Final = _POLL

# By "somebody is signed in": what stands in a post that carries nothing of the kind.
QUIET: Final = (b',"poll":null', b',"poll":null')


def moving_parts(tx: ReadTransaction, page: Page, *, viewer: AccountId | None) -> dict[int, bytes]:
    """Return the moving parts of those posts on a page that have any."""
    marked = {line.shown_id: line.shown_flags for line in page.lines if line.shown_flags & MOVING}
    if not marked:
        return {}
    asking = [post_id for post_id, flags in marked.items() if flags & _POLL]
    polls = polls_json(tx, asking, viewer=viewer) if asking else {}
    return {post_id: b',"poll":' + polls.get(post_id, b"null") for post_id in marked}
