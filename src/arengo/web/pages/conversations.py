"""One conversation: its letters, an answer to them, and putting it away."""

from typing import Final

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import MAX_ID, PostId
from arengo.gate.answers import Answer
from arengo.gate.authentication import is_welcome
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.messages import actions
from arengo.social.messages.model import Conversation
from arengo.social.messages.queries import letters, own_conversation
from arengo.social.posts import actions as posts
from arengo.social.posts.drafting import MOST_KEY
from arengo.social.posts.model import Draft, Visibility
from arengo.social.posts.queries import visible_ids
from arengo.social.posts.wishes import Wish, draft_of
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.messages import ConversationView
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.listings import OlderForm
from arengo.web.pages.messages import PATH, people_in
from arengo.web.posts_shown import posts_shown
from arengo.web.prefetching import is_fetched_ahead

_ONE: Final = f"{PATH}/{{conversation_id}}"
_PER_PAGE: Final = 20
_FORBIDDEN: Final = 403
_LAST: Final = OlderForm()


class LetterForm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody answers; with the same key it is sent once."""

    text: str = ""
    key: str = ""


@acts("GET", _ONE, access=Access.MEMBER, bucket="page")
async def show_conversation(request: Request, conversation_id: int, form: OlderForm) -> Answer:
    """Show a conversation; with its last letters one has read it."""
    found = await request.read(own_conversation, conversation_id, by=request.me)
    if found.unread and form == _LAST and not is_fetched_ahead(request):
        await request.write(
            actions.mark, by=request.me, conversation_id=conversation_id, unread=False
        )
    return await request.read(_page, request, conversation_id, LetterForm(), older=form)


async def show_again(request: Request, conversation_id: int, form: LetterForm) -> Answer:
    """Show what was written once more, when the page was open too long."""
    if request.viewer is None or not is_welcome(request.viewer):
        return await request.read(_kept, request, conversation_id, form)
    wrong = FieldError(field="", key="expired")
    return await request.read(_page, request, conversation_id, form, wrong, status=_FORBIDDEN)


@acts("POST", _ONE, access=Access.PAGE, bucket="post", expired=show_again)
async def answer_letter(request: Request, conversation_id: int, form: LetterForm) -> Answer:
    """Send a letter to everybody in the conversation; whoever is signed out keeps the words."""
    if request.viewer is None or not is_welcome(request.viewer):
        return await request.read(_kept, request, conversation_id, form)
    try:
        draft = await request.read(_draft, request, conversation_id, form)
        host = request.site.settings.host_name
        sent = await request.write(posts.publish, by=request.me, draft=draft, host_name=host)
    except Invalid:
        wrong = _wrong(request, form)
        return await request.read(_page, request, conversation_id, form, wrong)
    return done(request, f"{PATH}/{conversation_id}#p{sent.id}")


@acts("POST", f"{_ONE}/remove", access=Access.MEMBER, bucket="delete")
async def remove_conversation(request: Request, conversation_id: int) -> Answer:
    """Take a conversation off one's list; the next letter brings it back."""
    await request.write(actions.remove, by=request.me, conversation_id=conversation_id)
    return done(request, PATH, "conversation_removed")


@acts("POST", f"{_ONE}/unread", access=Access.MEMBER, bucket="write")
async def mark_unread(request: Request, conversation_id: int) -> Answer:
    """Keep a conversation for later."""
    await request.write(actions.mark, by=request.me, conversation_id=conversation_id, unread=True)
    return done(request, PATH)


def _kept(tx: ReadTransaction, request: Request, conversation_id: int, form: LetterForm) -> Answer:
    """Return a page that has what was written, and nothing of the conversation."""
    return page_answer(
        request,
        "letter_kept.html",
        frame_of(tx, request, form=True),
        status=_FORBIDDEN,
        form=Form(
            action=f"{PATH}/{conversation_id}",
            values={"text": form.text},
            hidden={"key": form.key},
            errors=(FieldError(field="", key="signed_out"),),
        ),
    )


def _wrong(request: Request, form: LetterForm) -> FieldError:
    if not form.text.strip():
        return FieldError(field="text", key="letter_blank")
    most = request.site.settings.post_max_characters
    return FieldError(field="text", key="letter_long", values={"most": most})


def _draft(tx: ReadTransaction, request: Request, conversation_id: int, form: LetterForm) -> Draft:
    """Return an answer that names everybody in the conversation; raises Invalid."""
    found = own_conversation(tx, conversation_id, by=request.me)
    if not form.text.strip():
        raise Invalid("Validation failed: Text can't be blank")
    people = people_in(tx, request, [found])
    handles = [f"@{people[who].handle}" for who in found.people if who in people]
    if found.people and not handles:
        raise NotFound
    named = set(form.text.casefold().split())
    missing = [each for each in handles if each.casefold() not in named]
    wish = Wish(
        text=" ".join([*missing, form.text]),
        visibility=Visibility.DIRECT,
        reply_to_id=_last_visible(tx, found),
        idempotency_key=form.key[:MOST_KEY] or None,
    )
    most = request.site.settings.post_max_characters
    return draft_of(tx, wish, by=request.me, most_characters=most)


def _last_visible(tx: ReadTransaction, found: Conversation) -> PostId | None:
    """Return what is answered: whose letter is out of sight by now cannot be."""
    last = letters(tx, found, before=MAX_ID, limit=_PER_PAGE)
    seen = visible_ids(tx, last, viewer=found.account_id)
    return next((each for each in last if each in seen), None)


def _page(
    tx: ReadTransaction,
    request: Request,
    conversation_id: int,
    form: LetterForm,
    *errors: FieldError,
    older: OlderForm = _LAST,
    status: int | None = None,
) -> Answer:
    found = own_conversation(tx, conversation_id, by=request.me)
    view = _view(tx, request, found, older)
    return page_answer(
        request,
        "conversation.html",
        frame_of(tx, request, form=True),
        status=status,
        conversation=view,
        form=Form(
            action=view.action,
            values={"text": form.text},
            hidden={"key": form.key or f"{found.id}-{found.last_id}-{request.request_id}"},
            errors=errors,
        ),
    )


def _view(
    tx: ReadTransaction, request: Request, found: Conversation, older: OlderForm
) -> ConversationView:
    people = people_in(tx, request, [found])
    others = tuple(people[who] for who in found.people if who in people)
    ids = letters(tx, found, before=older.before, limit=_PER_PAGE + 1)
    shown = ids[:_PER_PAGE]
    posts = posts_shown(tx, request, shown)
    path = f"{PATH}/{found.id}"
    return ConversationView(
        people=others,
        alone=not found.people,
        letters=tuple(posts[each] for each in reversed(shown) if each in posts),
        action=path,
        remove_action=f"{path}/remove",
        unread_action=f"{path}/unread",
        older_url=f"{path}?before={shown[-1]}" if len(ids) > _PER_PAGE else "",
        compose_url=f"/compose?reply={found.last_id}",
        answerable=bool(others) or not found.people,
        most_characters=request.site.settings.post_max_characters,
    )
