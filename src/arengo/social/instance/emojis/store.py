"""Custom emoji, a reference table.

Owns: custom_emoji.
"""

from typing import Any, Final

from arengo.social.instance.emojis.model import Emoji, EmojiState
from arengo.storage import ReadTransaction, Transaction

_MOST: Final = 10_000


def _emoji(*columns: Any) -> Emoji:
    emoji_id, shortcode, category, key, static_key, listed = columns
    return Emoji(emoji_id, shortcode, category, key, static_key, bool(listed))


def add(tx: Transaction, emoji: Emoji, *, now: int) -> None:
    """Promise an emoji whose files are about to be written."""
    tx.execute(
        """
        INSERT INTO custom_emoji (id, shortcode, state, category, key, static_key, listed,
                                  changed_ms)
        VALUES (:id, :shortcode, 1, :category, :key, :static_key, :listed, :now)
        """,
        id=emoji.id,
        shortcode=emoji.shortcode,
        category=emoji.category,
        key=emoji.key,
        static_key=emoji.static_key,
        listed=int(emoji.listed),
        now=now,
    )


def set_ready(tx: Transaction, emoji_id: int, *, now: int) -> bool:
    """Declare that its files are there; False when it is gone."""
    changed = tx.execute(
        "UPDATE custom_emoji SET state = 0, changed_ms = :now WHERE id = :id AND state = 1",
        id=emoji_id,
        now=now,
    )
    return changed == 1


def remove(tx: Transaction, emoji_id: int) -> None:
    """Forget an emoji."""
    tx.execute("DELETE FROM custom_emoji WHERE id = :id", id=emoji_id)


def by_shortcode(tx: ReadTransaction, shortcode: str) -> Emoji | None:
    """Return the emoji of a shortcode."""
    return tx.one(
        _emoji,
        """
        SELECT id, shortcode, category, key, static_key, listed FROM custom_emoji
        WHERE shortcode = :shortcode AND state = 0
        """,
        shortcode=shortcode,
    )


def all_in(tx: ReadTransaction, state: EmojiState) -> list[Emoji]:
    """Return every emoji in a state, by category and shortcode."""
    return tx.all(
        _emoji,
        """
        SELECT id, shortcode, category, key, static_key, listed FROM custom_emoji
        WHERE state = :state ORDER BY COALESCE(category, ''), shortcode LIMIT :most
        """,
        state=int(state),
        most=_MOST,
    )


def stamp(tx: ReadTransaction) -> tuple[int, int]:
    """Return two numbers that change whenever the set does."""
    found = tx.row(
        "SELECT count(*), COALESCE(max(changed_ms), 0) FROM custom_emoji WHERE state = 0"
    )
    assert found is not None
    return found[0], found[1]
