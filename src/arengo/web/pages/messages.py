"""Somebody's conversations, the one with the last letter first."""

from typing import Final

from arengo.base.ids import AccountId, time_of
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.messages.model import Conversation
from arengo.social.messages.queries import conversations, waiting
from arengo.social.posts.model import Post
from arengo.social.posts.queries import posts_by_id, visible_ids
from arengo.storage import ReadTransaction
from arengo.web.context import AccountView
from arengo.web.context.messages import ConversationRow, Messages
from arengo.web.pages.frames import frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.views import account_view

PATH: Final = "/messages"
_PER_PAGE: Final = 20
_MOST_SHOWN: Final = 160  # characters of the last letter


@reads(PATH, access=Access.MEMBER, bucket="page")
def show_messages(tx: ReadTransaction, request: Request, form: OlderForm) -> Answer:
    """Show one's conversations, and how many people wait to be heard."""
    found = conversations(
        tx, request.me, before=form.before, after=0, upwards=False, limit=_PER_PAGE + 1
    )
    shown = found[:_PER_PAGE]
    held, _ = waiting(tx, request.me)
    messages = Messages(
        rows=tuple(_rows(tx, request, shown)),
        waiting=len(held),
        older_url=f"{PATH}?before={shown[-1].last_id}" if len(found) > _PER_PAGE else "",
    )
    frame = frame_of(tx, request)
    return page_answer(request, "messages.html", frame, messages=messages)


def people_in(
    tx: ReadTransaction, request: Request, found: list[Conversation]
) -> dict[AccountId, AccountView]:
    """Return those who take part and are there, whoever asks among them."""
    ids = {request.me, *(who for each in found for who in each.people)}
    origin = request.site.settings.origin
    there = {who: each for who, each in accounts_by_id(tx, ids).items() if each.available}
    return {who: account_view(each, origin=origin) for who, each in there.items()}


def _rows(
    tx: ReadTransaction, request: Request, found: list[Conversation]
) -> list[ConversationRow]:
    people = people_in(tx, request, found)
    seen = visible_ids(tx, [each.last_id for each in found], viewer=request.me)
    letters = posts_by_id(tx, seen)
    return [_row(each, people, letters.get(each.last_id)) for each in found]


def _row(
    found: Conversation, people: dict[AccountId, AccountView], letter: Post | None
) -> ConversationRow:
    return ConversationRow(
        url=f"{PATH}/{found.id}#p{found.last_id}",
        people=tuple(people[who] for who in found.people if who in people),
        alone=not found.people,
        at_ms=time_of(found.last_id),
        by=people.get(letter.account_id) if letter else None,
        words=_beginning(letter) if letter else "",
        warning=bool(letter and letter.spoiler),
        language=(letter.language or "") if letter else "",
        attachments=len(letter.extra.media) if letter else 0,
        unread=found.unread,
    )


def _beginning(letter: Post) -> str:
    """Return how a letter begins, without the people it names first; of a warning only that."""
    words = (letter.spoiler or letter.text).split()
    while len(words) > 1 and words[0].startswith("@"):
        words.pop(0)
    return " ".join(words)[:_MOST_SHOWN]
