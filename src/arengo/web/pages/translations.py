"""A post in the language of whoever reads, by a service of the operator's choice."""

import logging

from msgspec.structs import replace

from arengo.base.errors import NotFound
from arengo.base.ids import PostId
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.providers.translation import NotTranslatable, TranslationUnavailable
from arengo.social.posts.model import Post
from arengo.social.posts.queries import visible_original
from arengo.social.posts.rendering import content_html, is_open
from arengo.storage import ReadTransaction
from arengo.web.cards import shown_card
from arengo.web.context.reactions import TranslationView
from arengo.web.pages.frames import frame_of, language_of, page_answer, wants_part

_PATH = "/posts/{post_id}/translation"
_log = logging.getLogger("arengo.translation")


@reads(_PATH, access=Access.MEMBER, bucket="page")
def ask_to_translate(tx: ReadTransaction, request: Request, post_id: PostId) -> Answer:
    """Show a post with the button to translate it: looking at a page asks no service."""
    post = _translatable(tx, request=request, post_id=post_id)
    return _page(tx, request=request, post=post, told=TranslationView())


@acts("POST", _PATH, access=Access.MEMBER, bucket="search")
async def translate(request: Request, post_id: PostId) -> Answer:
    """Translate a post, or say that it cannot be."""
    post = await request.read(_translatable, request=request, post_id=post_id)
    told = await _told(request, post)
    return await request.read(_page, request=request, post=post, told=told)


def _translatable(tx: ReadTransaction, *, request: Request, post_id: PostId) -> Post:
    """Return a post that everybody may see: others are told to no service."""
    post = visible_original(tx, post_id, viewer=request.viewer_id)
    if not request.site.settings.translation_url or not is_open(post):
        raise NotFound
    return post


async def _told(request: Request, post: Post) -> TranslationView:
    try:
        told = await request.site.translator.translate(
            [post.text, post.spoiler], source=post.language, target=language_of(request)
        )
    except NotTranslatable:
        return TranslationView(trouble="languages")
    except TranslationUnavailable as error:
        _log.warning("no translation: %s", error)
        return TranslationView(trouble="service")
    text, warning = told.texts
    return TranslationView(
        html=content_html(replace(post, text=text), origin=request.site.settings.origin),
        warning=warning,
        source=told.source,
        language=told.language,
        provider=told.provider,
    )


def _page(tx: ReadTransaction, *, request: Request, post: Post, told: TranslationView) -> Answer:
    part = wants_part(request)
    template = "parts/translation.html" if part else "reactions/translation.html"
    view = None if part else shown_card(tx, request, post.id)
    frame = frame_of(tx, request, form=True)
    return page_answer(request, template, frame, told=told, post=view)
