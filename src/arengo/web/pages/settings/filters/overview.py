"""The page with all filters of somebody."""

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.filters.queries import filters_of
from arengo.storage import ReadTransaction
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.settings.filters.views import PATH, filter_view


@reads(PATH, access=Access.MEMBER, bucket="page")
def show_filters(tx: ReadTransaction, request: Request) -> Answer:
    """Show one's filters in the order in which they were made."""
    return page_answer(
        request,
        "settings/filters/overview.html",
        frame_of(tx, request),
        filters=tuple(filter_view(each) for each in filters_of(tx, request.me)),
    )
