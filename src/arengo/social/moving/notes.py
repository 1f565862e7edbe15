"""A line of another server's outbox as a post or a boost, read and checked.

Taken are one's own posts and replies, and boosts. Letters stay out, for their readers are not here.
Nobody is mentioned anew: a name that meant somebody there may be somebody else's here. Nobody votes
anew either: a poll comes as it went.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec

from arengo.base.errors import Invalid
from arengo.social.moving.ballots import Ballot, ballot_of
from arengo.social.moving.entries import MOST_ATTACHMENTS, Boosted, Entry, Piece, check_time
from arengo.social.moving.members import attachment_name
from arengo.social.moving.texts import LONGEST, text_of
from arengo.social.posts.model import Visibility

PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_MOST_NAMES: Final = 100
_LONGEST_NAME: Final = 500
_LONGEST_ADDRESS: Final = 2_000


class Note(msgspec.Struct, frozen=True):
    """As much of a post as is taken."""

    id: str
    published: str
    content: str | None = ""
    summary: str | None = None
    sensitive: bool | None = None
    to: Any = None
    cc: Any = None
    inReplyTo: Any = None  # noqa: N815  its name in the archive
    contentMap: dict[str, Any] | None = None  # noqa: N815
    attachment: Any = None
    tag: Any = None
    source: Any = None
    oneOf: Any = None  # noqa: N815
    anyOf: Any = None  # noqa: N815
    endTime: Any = None  # noqa: N815
    closed: Any = None
    votersCount: Any = None  # noqa: N815
    quote: Any = None
    quoteUri: Any = None  # noqa: N815


class Activity(msgspec.Struct, frozen=True):
    """One line of an outbox."""

    type: str
    object: msgspec.Raw = msgspec.Raw(b"null")
    published: str = ""
    to: Any = None
    cc: Any = None


_activity: Final = msgspec.json.Decoder(Activity)
_note: Final = msgspec.json.Decoder(Note)
_named: Final = msgspec.json.Decoder()


def read_activity(text: str, *, host_name: str) -> Entry | Boosted:
    """Return what an activity says; raises a Refusal that says why it is not taken."""
    try:
        activity = _activity.decode(text)
        if activity.type == "Announce":
            return _boosted(activity)
        if activity.type != "Create":
            raise Invalid("Only posts and boosts are taken")
        note = _note.decode(activity.object)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no post of the kind that is taken") from None
    return _entry(note, host_name=host_name)


def _boosted(activity: Activity) -> Boosted:
    uri = _address(_named.decode(activity.object))
    if uri is None:
        raise Invalid("It does not say what it boosts")
    visibility = _visibility(activity.to, activity.cc)
    return Boosted(uri=uri, at_ms=_time(activity.published), visibility=visibility)


def _entry(note: Note, *, host_name: str) -> Entry:
    answers, quoted = _address(note.inReplyTo), _quoted(note)
    pieces = tuple(_pieces(note.attachment))
    ballot = _ballot(note, alone=not pieces)
    words = _words(note, host_name=host_name, quotes=quoted is not None)
    return Entry(
        source=note.id,
        at_ms=_time(note.published),
        text="\n".join([words, *ballot.words]),
        spoiler=note.summary or "",
        visibility=_visibility(note.to, note.cc),
        sensitive=bool(note.sensitive),
        language=next(iter(note.contentMap), None) if note.contentMap else None,
        answers=answers,
        is_reply=bool(note.inReplyTo),
        quotes=quoted,
        quote_words=f"RE: {quoted}" if quoted and "RE: " not in words else "",
        poll=ballot.poll,
        pieces=pieces,
        remarks=ballot.remarks,
    )


def _ballot(note: Note, *, alone: bool) -> Ballot:
    """Return the poll of a post, if it has one."""
    return ballot_of(
        note.oneOf or note.anyOf,
        multiple=not note.oneOf,
        voters=note.votersCount,
        began_ms=_time(note.published),
        ends=note.endTime or note.closed,
        alone=alone,
    )


def _quoted(note: Note) -> str | None:
    """Return the address of what a post quotes."""
    quoted = _address(note.quote) or _address(note.quoteUri)
    return quoted if quoted and len(quoted) <= _LONGEST_ADDRESS else None


def _words(note: Note, *, host_name: str, quotes: bool) -> str:
    """Return the text as it was typed where the archive has it, else what its HTML says."""
    source = note.source if isinstance(note.source, dict) else {}
    typed = source.get("content")
    if source.get("mediaType") == "text/plain" and isinstance(typed, str):
        if len(typed) > LONGEST:
            raise Invalid("It is too long")
        return typed
    names = dict(_people(note.tag, host_name))
    return text_of(note.content or "", names=names, quotes=quotes)


def _people(tags: Any, host_name: str) -> Iterator[tuple[str, str]]:
    """Yield address and whole name of those who are named: `@bob` was somebody else there."""
    for each in tags[:_MOST_NAMES] if isinstance(tags, list) else []:
        if not isinstance(each, dict) or each.get("type") != "Mention":
            continue
        name, address = each.get("name"), each.get("href")
        if isinstance(name, str) and isinstance(address, str) and len(name) <= _LONGEST_NAME:
            for target in (address, *_profiles(address)):
                yield target, _whole_name(name, address, host_name)


def _profiles(address: str) -> list[str]:
    """Return under which address Mastodon shows whom it knows by another one."""
    return [address.replace("/users/", "/@", 1)] if "/users/" in address else []


def _whole_name(name: str, address: str, host_name: str) -> str:
    try:
        host = urlsplit(address).netloc
    except ValueError:
        host = ""
    if "@" in name.lstrip("@") or not host or host == host_name:
        return name
    return f"{name}@{host}"


def _pieces(attachments: Any) -> Iterator[Piece]:
    for each in attachments[:MOST_ATTACHMENTS] if isinstance(attachments, list) else []:
        said = each if isinstance(each, dict) else {}
        address, name = _address(said.get("url")) or "", said.get("name")
        yield Piece(
            names=(attachment_name(address),),
            description=name if isinstance(name, str) else "",
            focus=_focus(said.get("focalPoint")),
        )


def _focus(said: Any) -> str:
    if not isinstance(said, list) or [type(each) in {int, float} for each in said] != [True, True]:
        return ""
    x, y = (min(1.0, max(-1.0, float(each))) for each in said)
    return f"{x},{y}"


def _address(said: Any) -> str | None:
    """Return an address that stands by itself, in an object, or first in a list."""
    if isinstance(said, list) and said:
        said = said[0]
    if isinstance(said, dict):
        said = said.get("id") or said.get("href")
    return said if isinstance(said, str) and said else None


def _visibility(to: Any, cc: Any) -> Visibility:
    first, second = _addresses(to), _addresses(cc)
    if PUBLIC.intersection(first):
        return Visibility.PUBLIC
    if PUBLIC.intersection(second):
        return Visibility.UNLISTED
    if any(each.endswith("/followers") for each in (*first, *second)):
        return Visibility.PRIVATE
    raise Invalid("Letters are not taken: their readers are not here")


def _addresses(said: Any) -> list[str]:
    listed = said if isinstance(said, list) else [said]
    return [each for each in listed if isinstance(each, str)]


def _time(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("Its date cannot be read") from None
    return check_time(moment)
