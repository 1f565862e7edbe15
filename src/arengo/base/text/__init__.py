"""Text by trust: cleaned when it comes in, read for links, measured, and escaped into HTML."""

from arengo.base.text.clean import clean_text
from arengo.base.text.html import (
    Html,
    MentionTarget,
    escape,
    render_field,
    render_note,
    render_post,
)
from arengo.base.text.language import LANGUAGES, is_language, normalise_language
from arengo.base.text.length import LINK_LENGTH, post_length, visible_length
from arengo.base.text.names import (
    email_key,
    is_reserved,
    normalise_email,
    normalise_username,
    username_key,
)
from arengo.base.text.pieces import Handle
from arengo.base.text.reserved import RESERVED
from arengo.base.text.scan import find_links, find_mentions, find_tags
from arengo.base.text.tags import is_tag, normalise_tag, tag_id

__all__ = [
    "LANGUAGES",
    "LINK_LENGTH",
    "RESERVED",
    "Handle",
    "Html",
    "MentionTarget",
    "clean_text",
    "email_key",
    "escape",
    "find_links",
    "find_mentions",
    "find_tags",
    "is_language",
    "is_reserved",
    "is_tag",
    "normalise_email",
    "normalise_language",
    "normalise_tag",
    "normalise_username",
    "post_length",
    "render_field",
    "render_note",
    "render_post",
    "tag_id",
    "username_key",
    "visible_length",
]
