"""How the composer is shown: at first, and again with what is wrong and all that was typed."""

from msgspec.structs import replace

from arengo.base.text import clean_text, find_mentions, render_post
from arengo.base.text.html import MentionTarget
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.social.accounts.queries import habits_of
from arengo.social.accounts.rendering import account_url, tag_url
from arengo.social.posts.drafting import MOST_MENTIONS
from arengo.social.posts.mentioning import resolve_mentions
from arengo.storage import ReadTransaction
from arengo.web.composing.fields import ComposeForm, tidied
from arengo.web.composing.views import composer_of, found_uploads, upload_views
from arengo.web.composing.wishing import text_of
from arengo.web.context import FieldError, Form
from arengo.web.pages.frames import frame_of, language_of, page_answer, wants_part


async def show_form(
    request: Request,
    form: ComposeForm,
    *errors: FieldError,
    status: int | None = None,
    asks_for_alt: bool = False,
) -> Answer:
    """Show the composer again."""
    return await request.read(
        show, request, form, errors=errors, status=status, asks_for_alt=asks_for_alt
    )


def show(
    tx: ReadTransaction,
    request: Request,
    form: ComposeForm,
    *,
    errors: tuple[FieldError, ...] = (),
    status: int | None = None,
    asks_for_alt: bool = False,
) -> Answer:
    """Show the composer: as a page, or as the piece of one that htmx asks for."""
    form = tidied(form)
    part = wants_part(request)
    whole = not (part and form.return_to)  # on the page of something else it stays small
    composer = composer_of(tx, request, form, language=language_of(request), whole=whole)
    return page_answer(
        request,
        "parts/composing.html" if part else "composing/compose.html",
        frame_of(tx, request, form=True),
        status=status,
        composer=replace(composer, asks_for_alt=asks_for_alt or form.bare),
        form=Form(action="/compose", errors=errors),
        preview=_preview(tx, request, form) if form.do == "preview" else (),
    )


async def needs_words(request: Request, form: ComposeForm) -> bool:
    """Whether a picture has no description, and the writer wants to be told so."""
    return not form.bare and await request.read(_lacks_words, request, form)


def _lacks_words(tx: ReadTransaction, request: Request, form: ComposeForm) -> bool:
    if not habits_of(tx, request.me).alt_reminder:
        return False
    found = found_uploads(tx, request, form.pieces)
    views = (upload_views(request, piece.uploads, found) for piece in form.pieces)
    return any(not upload.alt.strip() for each in views for upload in each)


def _preview(tx: ReadTransaction, request: Request, form: ComposeForm) -> tuple[str, ...]:
    """Return the posts as they would read, as HTML that is clean."""
    if request.viewer_id is None:
        return ()
    origin, host = request.site.settings.origin, request.site.settings.host_name
    pages = []
    for piece in form.pieces:
        text = clean_text(text_of(piece), multiline=True)
        handles = [str(handle) for handle in find_mentions(text)][:MOST_MENTIONS]
        named = resolve_mentions(tx, handles, by=request.viewer_id, host_name=host)
        targets = {
            each.acct.lower(): MentionTarget(
                each.username, each.url or account_url(origin, each.username)
            )
            for each in named
        }
        html = render_post(text, mentions=targets, tag_url=lambda name: tag_url(origin, name))
        pages.append(str(html))
    return tuple(pages)
