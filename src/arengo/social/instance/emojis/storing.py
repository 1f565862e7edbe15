"""The way of a new emoji: its picture processed, promised by a row, written, then usable."""

from collections.abc import Callable
from typing import Final, Protocol

from arengo.providers.files import FileStore, new_name
from arengo.providers.images.model import Variant
from arengo.providers.images.pool import Images
from arengo.social.instance.emojis.actions import finish, stage
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.policy import check_shortcode, clean_category
from arengo.storage import Database, Transaction

_SIDE: Final = 128  # at most so many pixels of area as such a square has
_SHAPES: Final = (
    Variant(name="original", width=_SIDE, height=_SIDE, animated=True),
    Variant(name="static", width=_SIDE, height=_SIDE),
)


class Workshop(Protocol):
    """Where pictures are processed and kept."""

    @property
    def db(self) -> Database:
        """Keep the row here."""
        ...

    @property
    def files(self) -> FileStore:
        """Keep the files here."""
        ...

    @property
    def images(self) -> Images:
        """Have pictures processed here."""
        ...


async def add_emoji(
    shop: Workshop,
    *,
    shortcode: str,
    category: str | None,
    image: bytes,
    listed: bool,
    then: Callable[[Transaction, Emoji], None],
) -> Emoji:
    """Add an emoji, in place of the one of that name. Raises Invalid, and keeps nothing.

    `then` runs in the transaction from which on it can be used.
    """
    name, group = check_shortcode(shortcode), clean_category(category)
    pictures = await shop.images.process_image(image, variants=_SHAPES)
    moving, static = pictures["original"], pictures["static"]
    key = new_name(moving.content_type)
    static_key = key if moving.data == static.data else new_name(static.content_type)
    emoji_id = await shop.db.write(
        stage, shortcode=name, category=group, key=key, static_key=static_key, listed=listed
    )
    await shop.files.put(key, moving.data, moving.content_type)
    if static_key != key:
        await shop.files.put(static_key, static.data, static.content_type)

    def verb(tx: Transaction) -> Emoji:
        made = finish(tx, emoji_id=emoji_id, shortcode=name)
        then(tx, made)
        return made

    return await shop.db.write(verb)
