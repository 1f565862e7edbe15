"""The long posts of X: in its archive a file of their own has their words, the other a beginning.

Neither names the other; they belong together when they are of the same moment and begin alike, for
longer than a short post is that stands in the same thread.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import unescape
from typing import Final

import msgspec

NEAR_S: Final = 2
_COMPARED: Final = 80  # characters; the beginning of a long post has 140 at least
_MOST_TRIED: Final = 20  # of one second
_LINK: Final = re.compile(r"https?://t\.co/\w+")
_NAMED: Final = re.compile(r"(?:\s*@\w{1,50}(?=\s|$))+")


class _Core(msgspec.Struct, frozen=True):
    text: str = ""


class _Note(msgspec.Struct, frozen=True, rename="camel"):
    created_at: str = ""
    core: _Core = _Core()


class _NoteItem(msgspec.Struct, frozen=True, rename="camel"):
    note_tweet: _Note = _Note()


class _Tweet(msgspec.Struct, frozen=True):
    created_at: str = ""
    full_text: str = ""


class _TweetItem(msgspec.Struct, frozen=True):
    tweet: _Tweet = _Tweet()


class _Halves(msgspec.Struct, frozen=True):
    """An entry of the archive and the words that belong to it, as one line for `tweets`."""

    tweet: msgspec.Raw
    note: msgspec.Raw


class _AnyTweet(msgspec.Struct, frozen=True):
    tweet: msgspec.Raw


class _AnyNote(msgspec.Struct, frozen=True, rename="camel"):
    note_tweet: msgspec.Raw


class _Orphan(msgspec.Struct, frozen=True):
    note: msgspec.Raw


_tweet: Final = msgspec.json.Decoder(_TweetItem)
_note: Final = msgspec.json.Decoder(_NoteItem)
_any_tweet: Final = msgspec.json.Decoder(_AnyTweet)
_any_note: Final = msgspec.json.Decoder(_AnyNote)
_TROUBLE: Final = (msgspec.DecodeError, RecursionError)


def joined(items: list[msgspec.Raw], notes: list[msgspec.Raw]) -> list[msgspec.Raw]:
    """Return the entries with their whole words; words without an entry stand by themselves."""
    if not notes:
        return items
    waiting = _by_second(notes)
    found = [_with_words(item, waiting) for item in items]
    return found + [_alone(note) for some in waiting.values() for _, note in some]


def named_first(text: str) -> str:
    """Return the names that a reply begins with, with the space behind them."""
    found = _NAMED.match(text)
    return f"{found[0].strip()} " if found else ""


def _by_second(notes: Iterable[msgspec.Raw]) -> dict[int, list[tuple[str, msgspec.Raw]]]:
    waiting: dict[int, list[tuple[str, msgspec.Raw]]] = {}
    for raw in notes:
        try:
            note = _note.decode(raw).note_tweet
            moment = datetime.fromisoformat(note.created_at)
        except (*_TROUBLE, ValueError):
            waiting.setdefault(-1, []).append(("", raw))
            continue
        second = int(moment.replace(tzinfo=moment.tzinfo or UTC).timestamp())
        waiting.setdefault(second, []).append((_comparable(note.core.text), raw))
    return waiting


def _with_words(
    item: msgspec.Raw, waiting: dict[int, list[tuple[str, msgspec.Raw]]]
) -> msgspec.Raw:
    """Return an entry with the words that belong to it, and take these away."""
    try:
        tweet = _tweet.decode(item).tweet
        moment = datetime.strptime(tweet.created_at, "%a %b %d %H:%M:%S %z %Y")
    except (*_TROUBLE, ValueError):
        return item
    begins = _comparable(tweet.full_text)
    if len(begins) < _COMPARED:  # what was cut is longer
        return item
    for second in _seconds_near(int(moment.timestamp())):
        for each in waiting.get(second, [])[:_MOST_TRIED]:
            if each[0] == begins:
                waiting[second].remove(each)
                return _together(item, each[1])
    return item


def _seconds_near(second: int) -> Iterator[int]:
    yield second
    for distance in range(1, NEAR_S + 1):
        yield from (second - distance, second + distance)


def _comparable(text: str) -> str:
    """Return the first words of a text, without what differs between a post and its beginning."""
    words = _LINK.sub(" ", unescape(text)).rstrip().rstrip("…")
    return " ".join(words[len(named_first(words)) :].split())[:_COMPARED]


def _together(item: msgspec.Raw, note: msgspec.Raw) -> msgspec.Raw:
    halves = _Halves(tweet=_any_tweet.decode(item).tweet, note=_any_note.decode(note).note_tweet)
    return msgspec.Raw(msgspec.json.encode(halves))


def _alone(note: msgspec.Raw) -> msgspec.Raw:
    try:
        return msgspec.Raw(msgspec.json.encode(_Orphan(note=_any_note.decode(note).note_tweet)))
    except _TROUBLE:
        return note
