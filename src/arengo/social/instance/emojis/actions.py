"""The verbs of emoji: add, finish, remove."""

from collections.abc import Iterable

from arengo.base.clock import HOUR_MS, now_ms
from arengo.base.errors import NotFound
from arengo.base.ids import make_id, time_of
from arengo.base.lanes import Lane
from arengo.social.instance.emojis import store
from arengo.social.instance.emojis.model import Emoji, EmojiState
from arengo.social.instance.emojis.palette import palette
from arengo.storage import Transaction

_ABANDONED_MS = HOUR_MS


def stage(
    tx: Transaction,
    *,
    shortcode: str,
    category: str | None,
    key: str,
    static_key: str,
    listed: bool,
) -> int:
    """Promise an emoji whose files are about to be written; returns its id."""
    now = now_ms()
    for each in store.all_in(tx, EmojiState.STORING):
        if now - time_of(each.id) > _ABANDONED_MS:
            _remove(tx, each)
    emoji = Emoji(make_id(0), shortcode, category, key, static_key, listed)
    store.add(tx, emoji, now=now)
    return emoji.id


def finish(tx: Transaction, *, emoji_id: int, shortcode: str) -> Emoji:
    """Let an emoji be used from now on, in place of the one that had its shortcode."""
    before = store.by_shortcode(tx, shortcode)
    if before:
        _remove(tx, before)
    if not store.set_ready(tx, emoji_id, now=now_ms()):
        raise NotFound(f"The emoji {shortcode!r} was given up; add it again")
    tx.after_commit(palette.expire)
    found = store.by_shortcode(tx, shortcode)
    assert found is not None
    return found


def remove(tx: Transaction, *, shortcode: str) -> Emoji:
    """Remove an emoji and its files; NotFound when there is none."""
    emoji = store.by_shortcode(tx, shortcode)
    if emoji is None:
        raise NotFound(f"There is no emoji {shortcode!r}")
    _remove(tx, emoji)
    tx.after_commit(palette.expire)
    return emoji


def _remove(tx: Transaction, emoji: Emoji) -> None:
    store.remove(tx, emoji.id)
    _delete_files(tx, {emoji.key, emoji.static_key})


def _delete_files(tx: Transaction, names: Iterable[str]) -> None:
    tx.enqueue("media.delete_files", lane=Lane.MEDIA, names=" ".join(sorted(names)))
