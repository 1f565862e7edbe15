"""Whom a text mentions, which tags it bears, where it links to: the same as `html` links."""

from arengo.base.text.links import Link
from arengo.base.text.pieces import Handle, Mention, Tag, find_pieces
from arengo.base.text.tags import normalise_tag


def find_mentions(text: str) -> list[Handle]:
    """Return who is mentioned, each once, in order. Addresses of mail and web mention nobody."""
    if "@" not in text:
        return []
    handles = [piece.handle for piece in find_pieces(text) if isinstance(piece, Mention)]
    return list({handle.key: handle for handle in reversed(handles)}.values())[::-1]


def find_tags(text: str) -> list[str]:
    """Return the tags as first written, each once, in order."""
    if "#" not in text and "\uff03" not in text:
        return []
    first: dict[str, str] = {}
    for piece in find_pieces(text):
        if isinstance(piece, Tag):
            first.setdefault(normalise_tag(piece.name), piece.name)
    return list(first.values())


def find_links(text: str) -> list[str]:
    """Return the web addresses a browser would be sent to, each once, in order."""
    if "://" not in text:
        return []
    return list(dict.fromkeys(p.href for p in find_pieces(text) if isinstance(p, Link)))
