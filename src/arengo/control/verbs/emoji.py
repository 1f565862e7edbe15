"""Commands on custom emoji: add, list, remove."""

from typing import Any, Final

from arengo.control.commands import Form, Nothing, Tell, command
from arengo.gate.site import Site
from arengo.providers.files import new_name
from arengo.providers.images.model import Variant
from arengo.social.instance.emojis.actions import finish, remove, stage
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.policy import check_shortcode, clean_category
from arengo.social.instance.emojis.queries import all_emojis

_SIDE: Final = 128  # at most so many pixels of area as such a square has
_SHAPES: Final = (
    Variant(name="original", width=_SIDE, height=_SIDE, animated=True),
    Variant(name="static", width=_SIDE, height=_SIDE),
)


class NewEmoji(Form, frozen=True, kw_only=True):
    """A picture (PNG, GIF, WebP …) and its name."""

    shortcode: str
    image: bytes
    category: str | None = None
    listed: bool = True


class Shortcode(Form, frozen=True, kw_only=True):
    """An emoji, by its name."""

    shortcode: str


@command("emoji.add")
async def add(site: Site, form: NewEmoji, _tell: Tell) -> dict[str, Any]:
    """Add an emoji, in place of the one of that name."""
    shortcode, category = check_shortcode(form.shortcode), clean_category(form.category)
    image = await site.images.process_image(form.image, variants=_SHAPES)
    moving, static = image["original"], image["static"]
    key = new_name(moving.content_type)
    static_key = key if moving.data == static.data else new_name(static.content_type)
    emoji_id = await site.db.write(
        stage,
        shortcode=shortcode,
        category=category,
        key=key,
        static_key=static_key,
        listed=form.listed,
    )
    await site.files.put(key, moving.data, moving.content_type)
    if static_key != key:
        await site.files.put(static_key, static.data, static.content_type)
    return _shown(await site.db.write(finish, emoji_id=emoji_id, shortcode=shortcode))


@command("emoji.list")
async def list_(site: Site, _form: Nothing, _tell: Tell) -> list[dict[str, Any]]:
    """Return every emoji."""
    return [_shown(each) for each in await site.db.read(all_emojis)]


@command("emoji.remove")
async def remove_(site: Site, form: Shortcode, _tell: Tell) -> dict[str, Any]:
    """Remove an emoji."""
    shortcode = check_shortcode(form.shortcode)
    return _shown(await site.db.write(remove, shortcode=shortcode))


def _shown(emoji: Emoji) -> dict[str, Any]:
    return {
        "shortcode": emoji.shortcode,
        "category": emoji.category,
        "listed": emoji.listed,
        "animated": emoji.key != emoji.static_key,
    }
