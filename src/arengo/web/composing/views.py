"""What a form of the composer shows: what was typed, and what belongs to it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final

import msgspec
from msgspec.structs import replace

from arengo.base.clock import DAY_MS, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, PostId, parse_id
from arengo.base.phrases import LANGUAGES as OURS
from arengo.base.text import LANGUAGES, post_length
from arengo.gate.request import Request
from arengo.providers.files import addresses
from arengo.social.accounts.queries import account_by_id, preferences_of
from arengo.social.media.model import Media, MediaState
from arengo.social.media.queries import uploads
from arengo.social.posts.offering import asked_again
from arengo.social.posts.plans.model import Plan
from arengo.social.posts.polls.policy import MOST_OPTIONS
from arengo.social.posts.queries import posts_by_id, visible_original
from arengo.storage import ReadTransaction
from arengo.web.cards import card_of
from arengo.web.composing.fields import ComposeForm, PieceField, UploadField, tidied
from arengo.web.composing.wishing import (
    REPLIES,
    USUAL_S,
    VISIBILITIES,
    due_field,
    due_ms,
    named,
    text_of,
)
from arengo.web.context import PostView
from arengo.web.context import Visibility as VisibilityName
from arengo.web.context.composing import (
    Composer,
    Kept,
    PieceView,
    PlanView,
    PollFields,
    UploadKind,
    UploadView,
)
from arengo.web.sights import focus_of, sight_of
from arengo.web.views import account_view

_KINDS: Final[Mapping[str, UploadKind]] = {
    "image": "image",
    "video": "video",
    "loop": "loop",
    "audio": "audio",
}
_VISIBILITIES: Final[Mapping[str, VisibilityName]] = {
    "public": "public",
    "unlisted": "unlisted",
    "private": "private",
    "direct": "direct",
}
_OLD_MS: Final = 365 * DAY_MS
_NONE: Final[dict[int, Media]] = {}
_AS_KEPT: Final = UploadField()


def composer_of(
    tx: ReadTransaction, request: Request, form: ComposeForm, *, language: str, whole: bool = True
) -> Composer:
    """Return what a form shows to whoever writes; to nobody, what they had typed."""
    form, viewer = tidied(form), request.viewer_id
    most = request.site.settings.post_max_characters
    account = account_by_id(tx, viewer) if viewer else None
    answers = _post(tx, request, form.reply_to)
    spoiler = form.spoiler if form.warns else ""
    return Composer(
        key=form.key,
        author=form.author or (account.username if account else ""),
        me=account_view(account, origin=request.site.settings.origin) if account else None,
        pieces=_pieces(tx, request, form.pieces, spoiler, most),
        most=most,
        languages=languages_for(language, form.language, whole=whole),
        poll=_poll(form),
        kept=Kept(plan_id=form.draft, version=form.version),
        language=form.language,
        warns=form.warns,
        spoiler=form.spoiler,
        sensitive=form.sensitive,
        visibility=_visibility(form.visibility),
        reply_policy=form.reply_policy if form.reply_policy in REPLIES else "everyone",
        quote_policy=form.quote_policy or "public",
        local_only=form.local_only,
        due=_due(form),
        answers=answers,
        answers_old=answers is not None and now_ms() - answers.at_ms > _OLD_MS,
        quotes=_post(tx, request, form.quote),
        reply_to=form.reply_to,
        quote=form.quote,
        edit=form.edit,
        asks_again=_asks_again(tx, request, form),
        return_to=form.return_to,
        whole=whole,
    )


def _asks_again(tx: ReadTransaction, request: Request, form: ComposeForm) -> bool:
    post_id = named(form.edit)
    post = posts_by_id(tx, [post_id]).get(post_id) if post_id else None
    if post is None or post.account_id != request.viewer_id:
        return False
    return asked_again(tx, post).approver_id != post.approver_id


def fresh(tx: ReadTransaction, request: Request, *, language: str) -> Composer:
    """Return an empty composer with the writer's defaults, for a page that has one on it."""
    form = with_defaults(tx, ComposeForm(), by=request.me, language=language)
    composer = composer_of(tx, request, form, language=language, whole=False)
    return replace(composer, return_to="/")


def with_defaults(
    tx: ReadTransaction, form: ComposeForm, *, by: AccountId, language: str
) -> ComposeForm:
    """Return a form in which nothing is left open that the writer has a habit for."""
    mine = preferences_of(tx, by)
    return msgspec.structs.replace(
        form,
        visibility=form.visibility or mine.visibility,
        sensitive=form.sensitive or mine.sensitive,
        language=form.language or mine.language or language,
        quote_policy=form.quote_policy or mine.quote_policy,
        reply_policy=form.reply_policy or mine.reply_policy,
        lasts_s=form.lasts_s or USUAL_S,
    )


def answering(tx: ReadTransaction, form: ComposeForm, *, by: AccountId) -> ComposeForm:
    """Return the form of an answer: no wider than the post, with its warning and its people."""
    post = visible_original(tx, named(form.reply_to) or PostId(0), viewer=by)
    mine = account_by_id(tx, by).acct
    author = account_by_id(tx, post.account_id).acct
    people = dict.fromkeys([author, *(mention.acct for mention in post.extra.mentions)])
    text = "".join(f"@{acct} " for acct in people if acct != mine)
    widest = max(VISIBILITIES.get(form.visibility, post.meant), post.meant)
    return msgspec.structs.replace(
        form,
        pieces=[PieceField(text=text)],
        warns=bool(post.spoiler),
        spoiler=post.spoiler,
        visibility=widest.name.lower(),
        language=form.language or post.language or "",
    )


def plan_views(
    tx: ReadTransaction, request: Request, plans: Sequence[Plan], *, by: AccountId
) -> tuple[PlanView, ...]:
    """Return drafts, or what is scheduled, as lists show them."""
    ids = {each for plan in plans for each in plan.wish.all_media_ids}
    found = uploads(tx, ids, by=by)
    return tuple(_plan(request, plan, found) for plan in plans)


def upload_views(
    request: Request, fields: Sequence[UploadField], found: dict[int, Media]
) -> tuple[UploadView, ...]:
    """Return the pictures of a post that are still there."""
    origin = request.site.settings.origin
    return tuple(
        _upload(media, origin, field)
        for field in fields
        if (media := found.get(parse_id(field.id) or 0))
    )


def found_uploads(
    tx: ReadTransaction, request: Request, pieces: Sequence[PieceField]
) -> dict[int, Media]:
    """Return what whoever writes has sent of the pictures that a form names."""
    viewer = request.viewer_id
    ids = {parse_id(each.id) or 0 for piece in pieces for each in piece.uploads}
    return uploads(tx, ids, by=viewer) if viewer else _NONE


@lru_cache(maxsize=64)
def languages_for(language: str, chosen: str, *, whole: bool) -> tuple[tuple[str, str], ...]:
    """Return languages to write in by their names in another: all of them, or the usual ones."""
    from babel import Locale  # noqa: PLC0415 - slow to load, and not at the start

    names = Locale.parse(language).languages
    codes = LANGUAGES if whole else {*OURS, chosen} - {""}
    known = [(code, str(names.get(code.replace("-", "_"), code))) for code in codes]
    return tuple(sorted(known, key=lambda each: each[1].casefold()))


def _pieces(
    tx: ReadTransaction, request: Request, pieces: Sequence[PieceField], spoiler: str, most: int
) -> tuple[PieceView, ...]:
    found = found_uploads(tx, request, pieces)
    return tuple(
        PieceView(
            number=number,
            text=text_of(piece),
            uploads=upload_views(request, piece.uploads, found),
            left=most - post_length(text_of(piece), spoiler),
        )
        for number, piece in enumerate(pieces)
    )


def _due(form: ComposeForm) -> str:
    """Write a time in UTC, whatever clock it was read from; one that is none stays as typed."""
    try:
        return due_field(due_ms(form))
    except Invalid:
        return form.due


def _poll(form: ComposeForm) -> PollFields:
    room = max(0, MOST_OPTIONS - len(form.options))
    return PollFields(
        asks=form.asks,
        options=(*form.options, *("",) * room),
        lasts_s=form.lasts_s,
        multiple=form.multiple,
        hidden=form.hidden,
        stands=bool(form.edit),
    )


def _post(tx: ReadTransaction, request: Request, text: str) -> PostView | None:
    if not text or request.viewer_id is None:
        return None
    try:
        post = visible_original(tx, named(text) or PostId(0), viewer=request.viewer_id)
    except NotFound:
        return None
    return card_of(tx, request, post.id)


def _plan(request: Request, plan: Plan, found: dict[int, Media]) -> PlanView:
    wish, origin = plan.wish, request.site.settings.origin
    return PlanView(
        id=plan.id,
        text=wish.text,
        spoiler=wish.spoiler,
        posts=1 + len(wish.sequels),
        uploads=tuple(_upload(found[each], origin) for each in wish.all_media_ids if each in found),
        asks=wish.poll is not None,
        visibility=None if wish.visibility is None else _visibility(wish.visibility.name.lower()),
        changed_at_ms=plan.changed_ms,
        due_at_ms=plan.due_ms,
        due=due_field(plan.due_ms),
        problem=plan.problem or "",
        compose_path=f"/compose?draft={plan.id}",
    )


def _upload(media: Media, origin: str, typed: UploadField = _AS_KEPT) -> UploadView:
    attached = media.attached
    small = attached.small_key
    return UploadView(
        id=attached.id,
        kind=_KINDS[attached.type],
        preview_url=origin + addresses.passing(small) if small else "",
        alt=(attached.description or "") if typed.alt is None else typed.alt,
        focus=focus_of(attached) if typed.focus is None else typed.focus,
        sight=sight_of(attached),
        ready=attached.key is not None,
        failed=media.state is MediaState.FAILED,
    )


def _visibility(name: str) -> VisibilityName:
    return _VISIBILITIES.get(name, "public")
