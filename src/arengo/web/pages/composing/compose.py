"""The page to write on: a new post, an answer, a quote, a thread, an edit."""

from typing import Final

import msgspec

from arengo.base.errors import Conflict, Forbidden, Invalid, NotFound, TooMany
from arengo.base.ids import AccountId, PostId
from arengo.gate.answers import Answer, redirect
from arengo.gate.authentication import is_welcome
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.queries import account_by_id, habits_of
from arengo.social.posts.actions import change
from arengo.social.posts.model import Post
from arengo.social.posts.plans.composing import keep, send
from arengo.social.posts.plans.queries import own_plan
from arengo.social.posts.polls.queries import poll_of
from arengo.social.posts.queries import own_post
from arengo.storage import ReadTransaction
from arengo.web.composing.fields import MOST_KEY, ComposeForm, PieceField
from arengo.web.composing.problems import problems_of
from arengo.web.composing.views import answering, with_defaults
from arengo.web.composing.wishing import (
    changes_of,
    descriptions_of,
    form_of_plan,
    form_of_post,
    named,
    source_of,
    wish_of,
)
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.auth.sessions import safe_return
from arengo.web.pages.composing.charging import charge
from arengo.web.pages.composing.sent import sent_path
from arengo.web.pages.composing.showing import needs_words, show, show_form
from arengo.web.pages.composing.taking import UPLOAD_BODY_BYTES, take_files
from arengo.web.pages.frames import done, language_of

_FORBIDDEN: Final = 403
_REFUSALS: Final = (Conflict, Forbidden, Invalid, NotFound, TooMany)


class OpenForm(msgspec.Struct, frozen=True, kw_only=True):
    """What the page begins with: the id of a post or of a draft, or words and for whom."""

    reply: str = ""
    quote: str = ""
    edit: str = ""
    redraft: str = ""
    draft: str = ""
    text: str = ""
    visibility: str = ""


@reads("/compose", access=Access.MEMBER, bucket="page", bounded=False)
def show_compose(tx: ReadTransaction, request: Request, form: OpenForm) -> Answer:
    """Show the composer with what it begins with; NotFound for what is not there for the writer."""
    if form.redraft:
        return redirect(f"/compose/again/{named(form.redraft)}")
    return show(tx, request, _begun(tx, request, form))


async def show_again(request: Request, form: ComposeForm) -> Answer:
    """Show a form that was open too long once more, with all that was typed."""
    key = "expired" if request.viewer else "signed_out"
    return await show_form(request, form, wrong("", key), status=_FORBIDDEN)


@acts(
    "POST",
    "/compose",
    access=Access.PAGE,
    bucket="page",
    max_body_bytes=UPLOAD_BODY_BYTES,
    expired=show_again,
)
async def compose(request: Request, form: ComposeForm) -> Answer:
    """Publish, schedule, keep or only look; whatever stands in the way, the words stay."""
    if request.viewer is None or not is_welcome(request.viewer):
        return await show_form(request, form, wrong("", "signed_out"), status=_FORBIDDEN)
    if form.author and form.author != await request.read(_username, request.me):
        form = msgspec.structs.replace(form, author="")
        return await show_form(request, form, wrong("", "other_author"))
    form, problems = await take_files(request, form)
    if problems or form.remove or form.drop is not None or form.do not in {"publish", "keep"}:
        return await show_form(request, form, *problems)
    if form.do == "publish" and await needs_words(request, form):
        return await show_form(request, form, wrong("alt", "alt_missing"), asks_for_alt=True)
    try:
        return await _finish(request, form)
    except _REFUSALS as refusal:
        most = request.site.settings.post_max_characters
        if isinstance(refusal, Conflict):
            form = msgspec.structs.replace(form, draft="", version=0)
        return await show_form(request, form, *problems_of(refusal, most=most))


async def _finish(request: Request, form: ComposeForm) -> Answer:
    if form.do == "keep":
        return await _keep(request, form)
    charge(request)
    if form.edit:
        return await _edit(request, form)
    wish = wish_of(form)
    made = await request.write(
        send,
        by=request.me,
        wish=wish,
        source=source_of(form),
        descriptions=descriptions_of(form),
        held_s=await request.read(_held_s, request.me),
        host_name=request.site.settings.host_name,
        most_characters=request.site.settings.post_max_characters,
    )
    if isinstance(made, Post):
        path = safe_return(form.return_to) if form.return_to else await _path(request, made.id)
        return done(request, path, "published")
    if wish.due_ms is None:
        return redirect(sent_path(made.id, key=wish.idempotency_key, return_to=form.return_to))
    return done(request, "/scheduled", "scheduled")


async def _edit(request: Request, form: ComposeForm) -> Answer:
    post_id = named(form.edit) or PostId(0)
    standing = await request.read(poll_of, post_id)
    await request.write(
        change,
        by=request.me,
        post_id=post_id,
        changes=changes_of(form, standing),
        host_name=request.site.settings.host_name,
        most_characters=request.site.settings.post_max_characters,
    )
    return done(request, await _path(request, post_id), "post_changed")


async def _keep(request: Request, form: ComposeForm) -> Answer:
    await request.write(
        keep,
        by=request.me,
        wish=wish_of(form),
        source=source_of(form),
        descriptions=descriptions_of(form),
        key=form.key[:MOST_KEY],
    )
    return done(request, "/drafts", "draft_kept")


async def _path(request: Request, post_id: PostId) -> str:
    return f"/@{await request.read(_username, request.me)}/{post_id}"


def _held_s(tx: ReadTransaction, account_id: AccountId) -> int:
    return habits_of(tx, account_id).undo_s


def _username(tx: ReadTransaction, account_id: AccountId) -> str:
    return account_by_id(tx, account_id).username


def _begun(tx: ReadTransaction, request: Request, form: OpenForm) -> ComposeForm:
    me = request.me
    if form.edit:
        post = own_post(tx, named(form.edit) or PostId(0), by=me)
        if post.boost_of_id:
            raise NotFound
        return form_of_post(post, poll_of(tx, post.id))
    language = language_of(request)
    if form.draft:
        plan = own_plan(tx, named(form.draft) or 0, by=me)
        return with_defaults(tx, form_of_plan(plan), by=me, language=language)
    begun = ComposeForm(
        pieces=[PieceField(text=form.text)],
        visibility=form.visibility,
        reply_to=form.reply,
        quote=form.quote,
    )
    begun = with_defaults(tx, begun, by=me, language=language)
    return answering(tx, begun, by=me) if form.reply else begun
