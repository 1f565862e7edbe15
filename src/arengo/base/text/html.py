"""Plain text to HTML, the only place where `Html` is made: what is not ours is escaped."""

import re
from collections.abc import Callable, Mapping
from typing import NewType

import msgspec

from arengo.base.text.links import Link, leads_to_the_web
from arengo.base.text.pieces import Mention, Piece, Tag, find_pieces
from arengo.base.text.tags import normalise_tag

Html = NewType("Html", str)

_SHOWN = 30
_PREFIX = re.compile(r"https?://(?:www\.)?", re.IGNORECASE)
_PARAGRAPH_END = re.compile(r"\n{2,}")


class MentionTarget(msgspec.Struct, frozen=True):
    """An account that a mention resolved to: the name to show and the page to lead to."""

    username: str
    url: str


class _Linking(msgspec.Struct, frozen=True):
    """How the links of one text are made."""

    mentions: Mapping[str, MentionTarget]
    tag_url: Callable[[str], str]
    rel: str = "nofollow noopener"


def render_post(
    text: str, *, mentions: Mapping[str, MentionTarget], tag_url: Callable[[str], str]
) -> Html:
    """Return paragraphs. `mentions` knows handles by their key; `tag_url` gets the normal form."""
    return _paragraphs(_inline(text, _Linking(mentions, tag_url)))


def render_note(
    text: str, *, mentions: Mapping[str, MentionTarget], tag_url: Callable[[str], str]
) -> Html:
    """Return what somebody says about themselves: the same rules as a post."""
    return render_post(text, mentions=mentions, tag_url=tag_url)


def render_field(
    value: str, *, mentions: Mapping[str, MentionTarget], tag_url: Callable[[str], str]
) -> Html:
    """Return the value of a profile's field: one line, its links claim to be the same person."""
    line = " ".join(value.split("\n"))
    return Html(_inline(line, _Linking(mentions, tag_url, rel="nofollow noopener me")))


def escape(text: str) -> Html:
    """Return the text as HTML that shows exactly it, in content or in a quoted attribute."""
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Html(text.replace('"', "&quot;").replace("'", "&#39;"))


def _paragraphs(inline: str) -> Html:
    if not inline.strip():
        return Html("")
    parts = (part.strip("\n") for part in _PARAGRAPH_END.split(inline) if part.strip())
    return Html("<p>" + "</p><p>".join(parts).replace("\n", "<br />") + "</p>")


def _inline(text: str, linking: _Linking) -> str:
    parts: list[str] = []
    done = 0
    for piece in find_pieces(text):
        parts.append(escape(text[done : piece.start]))
        parts.append(_linked(text, piece, linking))
        done = piece.end
    parts.append(escape(text[done:]))
    return "".join(parts)


def _linked(text: str, piece: Piece, linking: _Linking) -> str:
    if isinstance(piece, Link):
        return _link(piece, linking.rel)
    if isinstance(piece, Tag):
        return _tag(piece, text[piece.start], linking.tag_url(normalise_tag(piece.name)))
    return _mention(text, piece, linking.mentions.get(piece.handle.key))


def _link(link: Link, rel: str) -> str:
    """Hide what nobody needs to read; the whole address stays in the text for those who copy it."""
    found = _PREFIX.match(link.url)
    begin = found.end() if found else 0
    shown, rest = link.url[begin : begin + _SHOWN], link.url[begin + _SHOWN :]
    return (
        f'<a href="{escape(link.href)}" rel="{rel}" translate="no" target="_blank">'
        f'<span class="invisible">{escape(link.url[:begin])}</span>'
        f'<span class="{"ellipsis" if rest else ""}">{escape(shown)}</span>'
        f'<span class="invisible">{escape(rest)}</span></a>'
    )


def _tag(tag: Tag, sign: str, url: str) -> str:
    return (
        f'<a href="{escape(url)}" class="mention hashtag" rel="tag">'
        f"{sign}<span>{escape(tag.name)}</span></a>"
    )


def _mention(text: str, mention: Mention, target: MentionTarget | None) -> str:
    if target is None or not leads_to_the_web(target.url):
        return escape(text[mention.start : mention.end])
    return (
        f'<span class="h-card" translate="no"><a href="{escape(target.url)}" class="u-url mention">'
        f"@<span>{escape(target.username)}</span></a></span>"
    )
