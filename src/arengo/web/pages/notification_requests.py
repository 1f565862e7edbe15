"""Senders who are not heard yet, and the answers to them."""

from collections.abc import Callable, Iterable
from typing import Final

import msgspec

from arengo.base.ids import AccountId, parse_id, time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.notifications.requests import actions, queries
from arengo.social.notifications.requests.model import Request as Waiting
from arengo.social.notifications.requests.model import Stretch
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context.notifications import Requests, RequestView
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.posts_shown import posts_shown
from arengo.web.views import account_view

_PATH: Final = "/notifications/requests"
_PER_PAGE: Final = 20


class AnswerForm(msgspec.Struct, frozen=True):
    """Whom of several senders one answers."""

    id: list[str] = msgspec.field(default_factory=list)

    def ids(self) -> set[int]:
        """Return those that can be ids; what names nothing is left out."""
        return {number for each in self.id if (number := parse_id(each)) is not None}


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_requests(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show who waits to be heard."""
    found = queries.requests_page(tx, request.me, Stretch(before=form.before, limit=_PER_PAGE + 1))
    shown = found[:_PER_PAGE]
    requests = Requests(
        people=tuple(_views(tx, request, shown)),
        merging=not queries.is_merged(tx, request.me),
        older_url=f"{_PATH}?before={shown[-1].id}" if len(found) > _PER_PAGE else "",
    )
    frame = frame_of(tx, request, form=True)
    return page_answer(request, "notification_requests.html", frame, requests=requests)


@acts("POST", f"{_PATH}/accept", access=Access.MEMBER, bucket="write")
async def accept_requests(request: Request, form: AnswerForm) -> Answer:
    """Hear some senders from now on, with all that was held back of them."""
    await request.write(_answer, verb=actions.accept, by=request.me, ids=form.ids())
    return done(request, _PATH, "requests_accepted")


@acts("POST", f"{_PATH}/dismiss", access=Access.MEMBER, bucket="write")
async def dismiss_requests(request: Request, form: AnswerForm) -> Answer:
    """Let the requests of some senders be gone, with what they hold."""
    await request.write(_answer, verb=actions.dismiss, by=request.me, ids=form.ids())
    return done(request, _PATH, "requests_dismissed")


def _answer(tx: Transaction, *, verb: Callable[..., None], by: AccountId, ids: set[int]) -> None:
    verb(tx, by=by, waiting=queries.requests_by_id(tx, by, ids))


def _views(tx: ReadTransaction, request: Request, found: list[Waiting]) -> Iterable[RequestView]:
    people = accounts_by_id(tx, {each.from_id for each in found})
    posts = posts_shown(tx, request, [each.last_post_id for each in found if each.last_post_id])
    for each in found:
        if each.from_id in people:
            yield RequestView(
                id=str(each.id),
                account=account_view(people[each.from_id], origin=request.site.settings.origin),
                number=each.number,
                at_ms=time_of(each.latest_id),
                post=posts.get(each.last_post_id or 0),
            )
