"""A post as other sites may show it among their own words (oEmbed)."""

from typing import Final, Literal

import msgspec

from arengo.base.errors import NotFound
from arengo.base.text import escape
from arengo.gate.request import Request
from arengo.gate.routes import Access, reads
from arengo.social.accounts.queries import account_by_id
from arengo.social.accounts.rendering import account_url
from arengo.social.posts.addresses import post_at
from arengo.social.posts.model import Visibility
from arengo.social.posts.rendering import post_url
from arengo.storage import ReadTransaction

_WIDTH: Final = 400
_NARROWEST: Final = 200
_WIDEST: Final = 1_000  # and highest
_LOWEST: Final = 100
_HEIGHT: Final = 320
_KEPT_S: Final = 86_400


class EmbedForm(msgspec.Struct, frozen=True, kw_only=True):
    """Which post is meant, and how much room there is."""

    url: str = ""
    maxwidth: int | None = None
    maxheight: int | None = None


class Embed(msgspec.Struct, frozen=True, kw_only=True):
    """A frame in which our page of the post stands, without any program in it."""

    type: Literal["rich"] = "rich"
    version: Literal["1.0"] = "1.0"
    title: str
    author_name: str
    author_url: str
    provider_name: str
    provider_url: str
    cache_age: int = _KEPT_S
    html: str
    width: int
    height: int


@reads("/api/oembed", access=Access.ANYONE, answers=Embed)
def show_embed(tx: ReadTransaction, request: Request, form: EmbedForm) -> Embed:
    """Return a post that everybody may see, ready to be shown elsewhere."""
    settings = request.site.settings
    post = post_at(tx, form.url, origin=settings.origin, viewer=None)
    if post is None or post.boost_of_id or post.visibility > Visibility.UNLISTED:
        raise NotFound
    author = account_by_id(tx, post.account_id)
    name = author.display_name or author.username
    width = min(max(form.maxwidth or _WIDTH, _NARROWEST), _WIDEST)
    height = min(max(form.maxheight or _HEIGHT, _LOWEST), _WIDEST)
    return Embed(
        title=f"New status by {author.username}",
        author_name=name,
        author_url=account_url(settings.origin, author.username),
        provider_name=settings.host_name,
        provider_url=f"{settings.origin}/",
        html=_framed(post_url(settings.origin, author.username, post.id), name, width, height),
        width=width,
        height=height,
    )


def _framed(url: str, name: str, width: int, height: int) -> str:
    """Return a frame that runs no scripts; what is clicked in it opens beside it."""
    return (
        f'<iframe src="{escape(url)}/embed" title="{escape(name)}" width="{width}" '
        f'height="{height}" loading="lazy" '
        'sandbox="allow-popups allow-popups-to-escape-sandbox" '
        'style="border:0;max-width:100%"></iframe>'
    )
