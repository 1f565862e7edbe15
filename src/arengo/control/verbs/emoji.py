"""Commands on custom emoji: add, list, remove."""

from functools import partial
from typing import Any

from arengo.control.commands import Form, Nothing, Tell, command
from arengo.gate.site import Site
from arengo.moderation.audit.actions import note, noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.emojis.actions import remove
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.policy import check_shortcode
from arengo.social.instance.emojis.queries import all_emojis
from arengo.social.instance.emojis.storing import add_emoji


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
    made = await add_emoji(
        site,
        shortcode=form.shortcode,
        category=form.category,
        image=form.image,
        listed=form.listed,
        then=lambda tx, emoji: note(tx, _deed(Act.ADD_EMOJI, emoji)),
    )
    return _shown(made)


@command("emoji.list")
async def list_(site: Site, _form: Nothing, _tell: Tell) -> list[dict[str, Any]]:
    """Return every emoji."""
    return [_shown(each) for each in await site.db.read(all_emojis)]


@command("emoji.remove")
async def remove_(site: Site, form: Shortcode, _tell: Tell) -> dict[str, Any]:
    """Remove an emoji."""
    shortcode = check_shortcode(form.shortcode)
    verb = noted(remove, partial(_deed, Act.REMOVE_EMOJI))
    return _shown(await site.db.write(verb, shortcode=shortcode))


def _deed(act: Act, emoji: Emoji) -> Deed:
    return Deed(by=None, act=act, entry=emoji.id, about=emoji.shortcode)


def _shown(emoji: Emoji) -> dict[str, Any]:
    return {
        "shortcode": emoji.shortcode,
        "category": emoji.category,
        "listed": emoji.listed,
        "animated": emoji.key != emoji.static_key,
    }
