"""Tags that more people use than on the days before."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.discover.trends.model import TrendKind
from arengo.social.discover.trends.queries import trending
from arengo.social.instance.queries import site_settings
from arengo.social.timelines.entries.queries import followed_tag_ids
from arengo.social.timelines.model import Tag
from arengo.storage import ReadTransaction
from arengo.web.context.finding import Explored
from arengo.web.pages.explore.posts import PER_PAGE, FromForm
from arengo.web.pages.frames import frame_of, public_page
from arengo.web.tag_rows import tag_row

_PATH: Final = "/explore/tags"


@reads(_PATH, access=Access.PAGE, bucket="page", bounded=False)
def explore_tags(tx: ReadTransaction, request: Request, form: FromForm) -> Answer:
    """Show tags that are talked about, with their last seven days."""
    found = trending(tx, TrendKind.TAG, limit=PER_PAGE + 1, offset=form.start)
    shown = found[:PER_PAGE]
    viewer = request.viewer_id
    followed = followed_tag_ids(tx, viewer, [each.id for each in shown]) if viewer else None
    settings = site_settings(tx)
    explored = Explored(
        tags=tuple(
            tag_row(Tag(each.id, each.body.name), each.history, followed=followed) for each in shown
        ),
        least=settings.trends_threshold,
        reviewed=settings.trends_need_approval,
        older_url=f"{_PATH}?start={form.start + PER_PAGE}" if len(found) > PER_PAGE else "",
    )
    return public_page(request, "explore/tags.html", frame_of(tx, request), explored=explored)
