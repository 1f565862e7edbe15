"""Letters of people who are not heard yet, and the answers to them."""

from typing import Final

from arengo.base.ids import AccountId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.follows.blocking import block
from arengo.social.messages.model import Waiting
from arengo.social.messages.queries import waiting
from arengo.social.notifications.requests import actions, queries
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context.messages import LetterRequest, LetterRequests
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.posts_shown import posts_shown
from arengo.web.views import account_view

_PATH: Final = "/messages/requests"
_ONE: Final = f"{_PATH}/{{request_id}}"
_LETTERS: Final = 3  # of each sender


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_letter_requests(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show whose letters wait, with the last ones of each."""
    found, before = waiting(tx, request.me, before=form.before)
    requests = LetterRequests(
        people=tuple(_views(tx, request, found)),
        older_url=f"{_PATH}?before={before}" if before else "",
    )
    frame = frame_of(tx, request, form=True)
    return page_answer(request, "message_requests.html", frame, requests=requests)


@acts("POST", f"{_ONE}/accept", access=Access.MEMBER, bucket="write")
async def accept_letters(request: Request, request_id: int) -> Answer:
    """Hear somebody from now on; their letters come into one's conversations."""
    await request.write(_accept, by=request.me, request_id=request_id)
    return done(request, "/messages", "letters_accepted")


@acts("POST", f"{_ONE}/refuse", access=Access.MEMBER, bucket="write")
async def refuse_letters(request: Request, request_id: int) -> Answer:
    """Let the letters of somebody be gone, without a word to them."""
    await request.write(_refuse, by=request.me, request_id=request_id)
    return done(request, _PATH, "letters_refused")


@acts("POST", f"{_ONE}/block", access=Access.MEMBER, bucket="write")
async def refuse_and_block(request: Request, request_id: int) -> Answer:
    """Let them be gone, and whoever wrote them be blocked."""
    await request.write(_block, by=request.me, request_id=request_id)
    return done(request, _PATH, "letters_blocked")


def _accept(tx: Transaction, *, by: AccountId, request_id: int) -> None:
    actions.accept(tx, by=by, waiting=[queries.request_by_id(tx, by, request_id)])


def _refuse(tx: Transaction, *, by: AccountId, request_id: int) -> None:
    actions.dismiss(tx, by=by, waiting=[queries.request_by_id(tx, by, request_id)])


def _block(tx: Transaction, *, by: AccountId, request_id: int) -> None:
    found = queries.request_by_id(tx, by, request_id)
    actions.dismiss(tx, by=by, waiting=[found])
    block(tx, by=by, target=found.from_id)


def _views(tx: ReadTransaction, request: Request, found: list[Waiting]) -> list[LetterRequest]:
    people = accounts_by_id(tx, {each.request.from_id for each in found})
    letters = posts_shown(tx, request, [each for one in found for each in one.letters[:_LETTERS]])
    origin = request.site.settings.origin
    return [
        LetterRequest(
            account=account_view(people[each.request.from_id], origin=origin),
            letters=tuple(letters[it] for it in each.letters[:_LETTERS][::-1] if it in letters),
            more=max(len(each.letters) - _LETTERS, 0),
            accept_action=f"{_PATH}/{each.request.id}/accept",
            refuse_action=f"{_PATH}/{each.request.id}/refuse",
            block_action=f"{_PATH}/{each.request.id}/block",
        )
        for each in found
        if each.request.from_id in people
    ]
