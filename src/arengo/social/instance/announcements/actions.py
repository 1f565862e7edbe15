"""The verbs of announcements: announce, publish, remove, put away, react."""

from dataclasses import dataclass, replace

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId, make_id
from arengo.base.text import clean_text
from arengo.base.text.emoji import is_emoji
from arengo.social.instance.announcements import store
from arengo.social.instance.announcements.model import KINDS_MAX, TEXT_MAX, Announcement
from arengo.social.instance.announcements.queries import announcement_by_id
from arengo.social.instance.emojis.queries import is_emoji_here
from arengo.storage import Transaction

_STEP = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is to be announced, and when what it speaks of begins and ends."""

    text: str
    starts_ms: int | None = None
    ends_ms: int | None = None
    all_day: bool = False


def announce(tx: Transaction, words: Words, *, published: bool) -> Announcement:
    """Tell everybody, or keep a draft; twice tells twice. Raises Invalid."""
    text = clean_text(words.text, multiline=True)
    if not text:
        raise Invalid("Validation failed: Text can't be blank")
    if len(text) > TEXT_MAX:
        raise Invalid(f"Validation failed: Text is too long (maximum is {TEXT_MAX} characters)")
    if words.starts_ms and words.ends_ms and words.ends_ms <= words.starts_ms:
        raise Invalid("Validation failed: It ends before it starts")
    now = now_ms()
    made = Announcement(
        make_id(0),
        text,
        words.starts_ms,
        words.ends_ms,
        words.all_day and bool(words.starts_ms or words.ends_ms),
        now if published else None,
        now,
    )
    store.put(tx, made)
    return made


def publish(tx: Transaction, announcement_id: int) -> Announcement:
    """Let everybody see a draft; twice is once."""
    found = announcement_by_id(tx, announcement_id)
    if found.published_ms is None:
        store.put(tx, replace(found, published_ms=now_ms(), changed_ms=now_ms()))
    return announcement_by_id(tx, announcement_id)


def remove(tx: Transaction, announcement_id: int) -> Announcement:
    """Take an announcement away with all reactions; returns what it was."""
    found = announcement_by_id(tx, announcement_id)
    store.remove(tx, announcement_id)
    return found


def dismiss(tx: Transaction, *, by: AccountId, announcement_id: int) -> None:
    """Put an announcement away."""
    _current(tx, announcement_id)
    store.add_read(tx, by, announcement_id)


def react(tx: Transaction, *, by: AccountId, announcement_id: int, name: str) -> None:
    """React to an announcement with an emoji; several different ones may stand."""
    _current(tx, announcement_id)
    _check_emoji(tx, name)
    tx.lock("announcement", announcement_id)
    if not store.add_reaction(tx, by, announcement_id, name):
        return
    names = {each.name for each in store.counts(tx, [announcement_id])}
    if name not in names and len(names) >= KINDS_MAX:
        raise Invalid("Validation failed: Limit of different reactions reached")
    store.count(tx, announcement_id, name, by=1, now_ms=now_ms())


def take_back(tx: Transaction, *, by: AccountId, announcement_id: int, name: str) -> None:
    """Take a reaction back; what was not there is fine."""
    _current(tx, announcement_id)
    tx.lock("announcement", announcement_id)
    if store.remove_reaction(tx, by, announcement_id, name):
        store.count(tx, announcement_id, name, by=-1, now_ms=now_ms())
    else:
        _check_emoji(tx, name)


def forget_account(tx: Transaction, *, account_id: AccountId) -> int:
    """Take back how an account that is going reacted, and forget what it put away."""
    found = store.reactions_of(tx, account_id, limit=_STEP)
    for announcement_id, name in sorted(found):
        tx.lock("announcement", announcement_id)
        store.remove_reaction(tx, account_id, announcement_id, name)
        store.count(tx, announcement_id, name, by=-1, now_ms=now_ms())
    return len(found) or store.remove_reads(tx, account_id)


def _current(tx: Transaction, announcement_id: int) -> Announcement:
    found = announcement_by_id(tx, announcement_id)
    if not found.is_current(now_ms()):
        raise NotFound
    return found


def _check_emoji(tx: Transaction, name: str) -> None:
    if not is_emoji(name) and not is_emoji_here(tx, name):
        raise Invalid("Validation failed: Name is not a recognized emoji")
