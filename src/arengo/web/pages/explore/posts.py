"""Posts that many like at the moment."""

from typing import Annotated, Final

import msgspec

from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import acceptable, trending
from arengo.social.filters.model import Context
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction
from arengo.web.context.finding import Explored, Popular
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.posts_shown import posts_shown

PATH: Final = "/explore"
PER_PAGE: Final = 20
_FURTHEST: Final = 1_000


class FromForm(msgspec.Struct, frozen=True):
    """How many of the strongest are passed over."""

    start: Annotated[int, msgspec.Meta(ge=0, le=_FURTHEST)] = 0


@reads(PATH, access=Access.PAGE, bucket="page", bounded=False)
def explore_posts(tx: ReadTransaction, request: Request, form: FromForm) -> Answer:
    """Show posts that many like, and why each of them is here."""
    found = trending(tx, TrendKind.POST, limit=PER_PAGE + 1, offset=form.start)
    shown = found[:PER_PAGE]
    ids = acceptable(tx, [PostId(each.id) for each in shown], viewer=request.viewer_id)
    posts = posts_shown(tx, request, ids, place=Context.PUBLIC)
    approved = {each.id for each in shown if each.reviewed}
    settings = site_settings(tx)
    explored = Explored(
        posts=tuple(
            Popular(post=posts[each], approved=each in approved) for each in ids if each in posts
        ),
        least=settings.trends_threshold,
        reviewed=settings.trends_need_approval,
        older_url=f"{PATH}?start={form.start + PER_PAGE}" if len(found) > PER_PAGE else "",
    )
    return public_page(request, "explore/posts.html", frame_of(tx, request), explored=explored)
