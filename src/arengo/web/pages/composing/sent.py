"""What was sent and is held for some seconds: seen, taken back into the composer, or let go."""

from contextlib import suppress
from typing import Final, Literal
from urllib.parse import urlencode

import msgspec

from arengo.base.clock import SECOND_MS, now_ms
from arengo.base.errors import Forbidden, Invalid, NotFound
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.posts.model import Post
from arengo.social.posts.plans.composing import unschedule
from arengo.social.posts.plans.holding import MOST_HELD_S, held_or_published, publish_now
from arengo.storage import ReadTransaction
from arengo.web.composing.views import plan_views
from arengo.web.context.composing import SentView
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.frames import done, frame_of, page_answer

_WHERE: Final = "/compose/sent/{plan_id}"


class WhichForm(msgspec.Struct, frozen=True, kw_only=True):
    """The key it was sent with, which finds the post, and where its author came from."""

    key: str = ""
    return_to: str = ""


class ChoiceForm(WhichForm, frozen=True, kw_only=True):
    """What is to become of it."""

    do: Literal["back", "now"] = "back"


def sent_path(plan_id: int, *, key: str | None, return_to: str) -> str:
    """Return where what was sent is held."""
    query = urlencode({"key": key or "", "return_to": return_to})
    return f"/compose/sent/{plan_id}?{query}"


@reads(_WHERE, access=Access.MEMBER, bucket="page", bounded=False)
def show_sent(tx: ReadTransaction, request: Request, plan_id: int, form: WhichForm) -> Answer:
    """Show what is held and for how long; lead on to what became of it."""
    found = held_or_published(tx, by=request.me, plan_id=plan_id, key=form.key)
    if found is None:
        raise NotFound
    if isinstance(found, Post):
        path = safe_return(form.return_to) if form.return_to else _path(tx, request, found)
        return done(request, path, "published")
    left_ms = (found.due_ms or 0) - now_ms()
    if found.due_ms is None or left_ms > MOST_HELD_S * SECOND_MS:
        return redirect("/drafts" if found.due_ms is None else "/scheduled")
    return page_answer(
        request,
        "composing/sent.html",
        frame_of(tx, request, form=True),
        sent=SentView(
            plan=plan_views(tx, request, [found], by=request.me)[0],
            left_s=max(0, -(-left_ms // SECOND_MS)),
            action=f"/compose/sent/{plan_id}",
            key=form.key,
            return_to=form.return_to,
        ),
    )


@acts("POST", _WHERE, access=Access.MEMBER, bucket="page")
async def choose_of_sent(request: Request, plan_id: int, form: ChoiceForm) -> Answer:
    """Take it back into the composer, or publish it at once; what is published already stays so."""
    if form.do == "now":
        return await _publish(request, plan_id, form)
    try:
        draft = await request.write(unschedule, by=request.me, plan_id=plan_id)
    except NotFound:
        return await request.read(_too_late, request, plan_id, form)
    return done(request, f"/compose?draft={draft.id}", "taken_back")


async def _publish(request: Request, plan_id: int, form: ChoiceForm) -> Answer:
    """Publish it; its page says what became of it, also when it cannot be published any more."""
    with suppress(Forbidden, Invalid, NotFound):
        await request.write(
            publish_now,
            by=request.me,
            plan_id=plan_id,
            host_name=request.site.settings.host_name,
            most_characters=request.site.settings.post_max_characters,
        )
    return redirect(sent_path(plan_id, key=form.key, return_to=form.return_to))


def _too_late(tx: ReadTransaction, request: Request, plan_id: int, form: ChoiceForm) -> Answer:
    found = held_or_published(tx, by=request.me, plan_id=plan_id, key=form.key)
    if isinstance(found, Post):
        return done(request, _path(tx, request, found), "sent_already")
    return redirect(sent_path(plan_id, key=form.key, return_to=form.return_to))


def _path(tx: ReadTransaction, request: Request, post: Post) -> str:
    return f"/@{account_by_id(tx, request.me).username}/{post.id}"
