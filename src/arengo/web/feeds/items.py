"""Makes feeds of what the pages show: the same posts, the same care with warnings."""

import re
from collections.abc import Iterable, Iterator
from html import unescape
from typing import Final

from arengo.base.text import escape
from arengo.providers.files import content_type_of
from arengo.web.context import Picture, PostView, Recording
from arengo.web.feeds.model import Enclosure, Item

MOST_ITEMS: Final = 20
_TITLE: Final = 80
_BREAK: Final = re.compile(r"</p>|<br />")
_TAG: Final = re.compile(r"<[^>]*>")


def items_of(posts: Iterable[PostView]) -> tuple[Item, ...]:
    """Return the public ones among the posts, at most as many as a feed has."""
    return tuple(_item(post) for post in posts if post.visibility == "public")[:MOST_ITEMS]


def _item(post: PostView) -> Item:
    words = f"<p>{escape(post.warning)}</p>" if post.warning else post.html + _options(post)
    return Item(
        url=post.url,
        title=_shortened(post.warning or _words(post.html)),
        html=words,
        author=f"{post.author.name} (@{post.author.handle})",
        author_url=post.author.url,
        at_ms=post.at_ms,
        changed_ms=max(post.at_ms, post.edited_at_ms or 0),
        language=post.language,
        # readers show files at once, and know of no cover
        enclosures=() if post.warning or post.sensitive else tuple(_enclosures(post)),
    )


def _options(post: PostView) -> str:
    """List what a poll asks; votes would change the feed with each of them."""
    if post.poll is None:
        return ""
    return f"<ul>{''.join(f'<li>{escape(each.title)}</li>' for each in post.poll.options)}</ul>"


def _enclosures(post: PostView) -> Iterator[Enclosure]:
    files: tuple[Picture | Recording, ...] = (*post.pictures, *post.recordings)
    for each in files:
        name = each.url.rpartition("/")[2]
        yield Enclosure(url=each.url, type=content_type_of(name), alt=each.alt)


def _words(html: str) -> str:
    """Return what a text says in one line."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", html))).split())


def _shortened(text: str) -> str:
    if len(text) <= _TITLE:
        return text
    whole, _, _cut = text[:_TITLE].rpartition(" ")
    return f"{whole.rstrip() or text[:_TITLE]}…"
