"""Which emoji there are."""

from arengo.social.instance.emojis import store
from arengo.social.instance.emojis.model import Emoji, EmojiState
from arengo.storage import ReadTransaction


def all_emojis(tx: ReadTransaction) -> list[Emoji]:
    """Return every emoji, by category and shortcode."""
    return store.all_in(tx, EmojiState.READY)


def is_emoji_here(tx: ReadTransaction, shortcode: str) -> bool:
    """Return whether this site has an emoji called so."""
    return store.by_shortcode(tx, shortcode) is not None


def stamp(tx: ReadTransaction) -> tuple[int, int]:
    """Return two numbers that change whenever the set does."""
    return store.stamp(tx)
