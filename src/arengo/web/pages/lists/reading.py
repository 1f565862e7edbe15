"""All of somebody's lists, and what the members of one published."""

from typing import Final

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.filters.model import Context
from arengo.social.follows.lists.model import LISTS_MAX, List, Replies
from arengo.social.follows.lists.queries import lists_of, own_list
from arengo.social.timelines import queries as timelines
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.context.keeping import ListRow
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.list_feeds import feed_path
from arengo.web.pages.listings import OlderForm, listing

PATH: Final = "/lists"
ONE: Final = f"{PATH}/{{list_id}}"
REPLIES: Final = {Replies.NONE: "none", Replies.LIST: "list", Replies.FOLLOWED: "followed"}


@reads(PATH, access=Access.MEMBER, bucket="page")
def show_lists(tx: ReadTransaction, request: Request) -> Answer:
    """Show one's lists, and a form for another."""
    return lists_page(tx, request, Form(action=PATH))


@reads(ONE, access=Access.MEMBER, bucket="page")
def show_list(tx: ReadTransaction, request: Request, list_id: int, form: OlderForm) -> Answer:
    """Show what the members of a list published, newest first."""
    chosen = own_list(tx, list_id, by=request.me)
    posts = listing(
        tx,
        request,
        form,
        f"{PATH}/{list_id}",
        lambda stretch: timelines.listed(tx, stretch, of=chosen),
        place=Context.HOME,
    )
    row = list_row(request, chosen)
    return page_answer(request, "lists/one.html", frame_of(tx, request), chosen=row, listing=posts)


def lists_page(tx: ReadTransaction, request: Request, form: Form) -> Answer:
    """Return the page of all lists with what was typed into its form."""
    found = lists_of(tx, request.me)
    return page_answer(
        request,
        "lists/all.html",
        frame_of(tx, request, form=True),
        form=form,
        lists=tuple(list_row(request, each) for each in found),
        full=len(found) >= LISTS_MAX,
    )


def list_row(request: Request, found: List) -> ListRow:
    """Return a list as pages name it."""
    return ListRow(
        title=found.title,
        url=f"{PATH}/{found.id}",
        exclusive=found.exclusive,
        replies=REPLIES[found.replies],
        feed_url=f"{feed_path(request, found)}.rss",
    )
