"""Statuses in another language, by a service of the operator's choice."""

import logging

import msgspec

from arengo.api.entities.translation import Translation, texts_of, translation
from arengo.auth.users.queries import user_by_id
from arengo.base.errors import Forbidden, NotFound, Refusal
from arengo.base.ids import PostId
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.providers.translation import NotTranslatable, TranslationUnavailable
from arengo.social.instance.queries import site_settings
from arengo.social.posts.model import Post, Visibility
from arengo.social.posts.queries import visible_original
from arengo.storage import ReadTransaction

_log = logging.getLogger("arengo.translation")


class ServiceUnavailable(Refusal):
    """The service behind us did not do its work."""

    status = 503
    words = "Service Unavailable"


class TranslationForm(msgspec.Struct, frozen=True, kw_only=True):
    """Into which language."""

    lang: str | None = None


@acts(
    "POST",
    "/api/v1/statuses/{status_id}/translate",
    access=Access.APP,
    scope="read:statuses",
    bucket="search",
    answers=Translation,
)
async def translate_status(
    request: Request, status_id: PostId, form: TranslationForm
) -> Translation:
    """Translate a public or unlisted status; 404 where the operator offers no translation."""
    post, locale = await request.read(_asked, request=request, status_id=status_id)
    if not request.site.settings.translation_url:
        raise NotFound
    try:
        told = await request.site.translator.translate(
            texts_of(post), source=post.language, target=form.lang or locale
        )
    except NotTranslatable:
        raise Forbidden from None
    except TranslationUnavailable as error:
        _log.warning("no translation: %s", error)
        raise ServiceUnavailable from None
    return translation(post, told, origin=request.site.settings.origin)


@acts(
    "GET",
    "/api/v1/instance/translation_languages",
    access=Access.ANYONE,
    bucket="read",
    answers=dict[str, list[str]],
)
async def list_translation_languages(request: Request) -> dict[str, list[str]]:
    """Return from which languages to which statuses can be translated."""
    try:
        pairs = await request.site.translator.pairs()
    except TranslationUnavailable as error:
        _log.warning("no translation: %s", error)
        raise ServiceUnavailable from None
    return {source: list(targets) for source, targets in pairs.items()}


def _asked(tx: ReadTransaction, *, request: Request, status_id: PostId) -> tuple[Post, str]:
    post = visible_original(tx, status_id, viewer=request.viewer_id)
    if post.visibility not in {Visibility.PUBLIC, Visibility.UNLISTED}:
        raise Forbidden
    if request.viewer_id:
        return post, user_by_id(tx, request.viewer_id).locale
    return post, site_settings(tx).languages[0]
