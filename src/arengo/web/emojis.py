"""Pictures for the emoji of this site in what people wrote: between tags, never inside one."""

import re
from functools import partial
from typing import Final

from arengo.social.accounts.rendering import file_url
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.palette import palette
from arengo.social.instance.emojis.policy import with_shortcodes

_TAGS: Final = re.compile(r"(<[^>]*>)")


def with_emojis(html: str, *, origin: str) -> str:
    """Return HTML of ours with pictures in it; the palette must have been refreshed."""
    known = {each.shortcode: each for each in palette.used_in([html])}
    if not known:
        return html
    picture = partial(_picture, known, origin)
    pieces = _TAGS.split(html)
    return "".join(
        piece if piece.startswith("<") else with_shortcodes(piece, picture) for piece in pieces
    )


def _picture(known: dict[str, Emoji], origin: str, code: str) -> str | None:
    """Return the picture of an emoji, which does not move."""
    emoji = known.get(code)
    if emoji is None:
        return None
    source, word = file_url(origin, emoji.static_key), f":{code}:"
    return f'<img class="emoji" src="{source}" alt="{word}" title="{word}" loading="lazy">'
