"""The desk for replies to one's posts: those that wait, approved, refused and hidden ones."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal

import msgspec

from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.posts.offers import actions
from arengo.social.posts.offers.queries import count_waiting, offers_page
from arengo.social.posts.threads.queries import hidden_page
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import Form
from arengo.web.context.replies import Desk, Shelf
from arengo.web.desk import STATES, hidden_views, offer_views
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done, frame_of, page_answer, wants_part
from arengo.web.pages.listings import OlderForm

_PATH: Final = "/replies"
_PER_PAGE: Final = 20
_NOTHING: Final = Form(action=_PATH)
Deed = Literal["approve", "refuse", "block"]
_SAID: Final[Mapping[Deed, str]] = {
    "approve": "reply_approved",
    "refuse": "reply_kept_out",
    "block": "reply_blocked",
}
_VERBS: Final[Mapping[Deed, Callable[..., object]]] = {
    "refuse": actions.refuse,
    "block": actions.refuse_and_block,
}


class DeskForm(OlderForm, frozen=True, kw_only=True):
    """Which replies are wanted."""

    state: Shelf = "waiting"


class DeedForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done with a reply, the version that was read, and the page to go back to."""

    do: Deed
    version: int | None = None
    back: str = _PATH


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_replies(tx: ReadTransaction, request: Request, form: DeskForm) -> Answer:
    """Show what waits, or what became of it."""
    return _page(tx, request, form, _NOTHING)


@acts("POST", f"{_PATH}/{{post_id}}", access=Access.MEMBER, bucket="write")
async def decide_on_reply(request: Request, post_id: PostId, form: DeedForm) -> Answer:
    """Let a reply appear or not."""
    try:
        await request.write(_do, by=request.me, post_id=post_id, form=form)
    except Invalid as refusal:
        key = "reply_changed" if refusal.message == actions.CHANGED else "reply_appeared"
        failed = Form(action=_PATH, errors=(wrong("", key),))
        return await request.read(_page, request, DeskForm(), failed)
    if wants_part(request):
        frame = await request.read(frame_of, request)
        return page_answer(request, "parts/decided.html", frame, said=_SAID[form.do])
    return done(request, safe_return(form.back), _SAID[form.do])


def _do(tx: Transaction, *, by: AccountId, post_id: PostId, form: DeedForm) -> None:
    if form.do == "approve":
        actions.approve(tx, by=by, post_id=post_id, version=form.version)
        return
    _VERBS[form.do](tx, by=by, post_id=post_id)


def _page(tx: ReadTransaction, request: Request, form: DeskForm, shown: Form) -> Answer:
    desk = _hidden(tx, request, form) if form.state == "hidden" else _desk(tx, request, form)
    frame = frame_of(tx, request, form=True)
    return page_answer(request, "replies.html", frame, desk=desk, form=shown)


def _desk(tx: ReadTransaction, request: Request, form: DeskForm) -> Desk:
    state = STATES[form.state]
    found = offers_page(tx, request.me, state=state, before=form.before, limit=_PER_PAGE + 1)
    return Desk(
        state=form.state,
        offers=offer_views(tx, request, found[:_PER_PAGE]),
        waiting=count_waiting(tx, request.me),
        older_url=_older(form, [each.post_id for each in found]),
    )


def _hidden(tx: ReadTransaction, request: Request, form: DeskForm) -> Desk:
    found = hidden_page(tx, request.me, before=form.before, limit=_PER_PAGE + 1)
    return Desk(
        state="hidden",
        hidden=hidden_views(tx, request, found[:_PER_PAGE]),
        waiting=count_waiting(tx, request.me),
        older_url=_older(form, found),
    )


def _older(form: DeskForm, found: Sequence[PostId]) -> str:
    if len(found) <= _PER_PAGE:
        return ""
    return f"{_PATH}?state={form.state}&before={found[_PER_PAGE - 1]}"
