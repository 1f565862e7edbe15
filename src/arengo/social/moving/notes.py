"""A post of another server's archive as a post here: its words, its date, who could see it.

Taken are one's own posts, and replies to posts that came with them. Replies to others and boosts
need somebody else's posts and stay out; letters too, for their readers are not here. Nobody is
mentioned anew: a name that meant somebody there may be somebody else's here.
"""

from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any, Final

import msgspec
from typing_extensions import override

from arengo.base.clock import now_ms
from arengo.base.errors import Invalid
from arengo.base.ids import AccountId, PostId, key_hash
from arengo.social.moving import store
from arengo.social.posts.actions import publish
from arengo.social.posts.drafting import make_draft
from arengo.social.posts.model import Draft, PostFlag, Visibility
from arengo.storage import Transaction

PUBLIC: Final = frozenset({"https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"})
_BLOCKS: Final = frozenset({"p", "div", "blockquote", "ul", "ol", "pre"})
_EARLIEST_MS: Final = 946_684_800_000  # the year 2000


class Note(msgspec.Struct, frozen=True):
    """As much of a post as is taken."""

    id: str
    published: str
    content: str = ""
    summary: str | None = None
    sensitive: bool | None = None
    to: list[str] | str = []
    cc: list[str] | str = []
    inReplyTo: str | None = None  # noqa: N815  its name in the archive
    contentMap: dict[str, str] | None = None  # noqa: N815
    attachment: list[Any] | None = None


class Activity(msgspec.Struct, frozen=True):
    """One line of an outbox."""

    type: str
    object: msgspec.Raw = msgspec.Raw(b"null")


_activity: Final = msgspec.json.Decoder(Activity)
_note: Final = msgspec.json.Decoder(Note)


def take_activity(
    tx: Transaction, text: str, *, by: AccountId, host_name: str, most_characters: int
) -> None:
    """Publish what an activity says at its old date, once; raises a Refusal that says why not."""
    note = _read(text)
    source = key_hash(note.id)
    if store.post_of_source(tx, by, source):
        return
    parent = None
    if note.inReplyTo:
        parent = store.post_of_source(tx, by, key_hash(note.inReplyTo))
        if parent is None:
            raise Invalid("It answers a post that did not come along")
    draft = _draft(note, parent, most_characters=most_characters)
    post = publish(tx, by=by, draft=draft, host_name=host_name)
    store.keep_source(tx, by, source, post_id=post.id)


def text_of(html: str) -> str:
    """Return what a person reads in a piece of HTML."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.text


def _read(text: str) -> Note:
    try:
        activity = _activity.decode(text)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no activity") from None
    if activity.type == "Announce":
        raise Invalid("Boosts are not taken: the post is somebody else's")
    if activity.type != "Create":
        raise Invalid("Only posts are taken")
    try:
        note = _note.decode(activity.object)
    except (msgspec.DecodeError, RecursionError):
        raise Invalid("The entry is no post of the kind that is taken") from None
    if note.attachment and not note.content:
        raise Invalid("Its pictures are not taken, and it has no words")
    return note


def _draft(note: Note, parent: PostId | None, *, most_characters: int) -> Draft:
    language = next(iter(note.contentMap), None) if note.contentMap else None
    draft = make_draft(
        text=text_of(note.content),
        spoiler=note.summary or "",
        visibility=_visibility(note),
        sensitive=bool(note.sensitive),
        language=language,
        reply_to_id=parent,
        most_characters=max(most_characters, 10_000),  # it was allowed where it was written
        at_ms=_time(note.published),
    )
    return replace(draft, handles=(), choices=draft.choices | PostFlag.IMPORTED)


def _visibility(note: Note) -> Visibility:
    to = [note.to] if isinstance(note.to, str) else note.to
    cc = [note.cc] if isinstance(note.cc, str) else note.cc
    if PUBLIC.intersection(to):
        return Visibility.PUBLIC
    if PUBLIC.intersection(cc):
        return Visibility.UNLISTED
    if any(each.endswith("/followers") for each in (*to, *cc)):
        return Visibility.PRIVATE
    raise Invalid("Letters are not taken: their readers are not here")


def _time(text: str) -> int:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise Invalid("Its date cannot be read") from None
    return check_time(moment)


def check_time(moment: datetime) -> int:
    """Return a moment in Unix milliseconds; Invalid for one that cannot be right."""
    try:
        at_ms = int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() * 1000)
    except OverflowError:
        raise Invalid("Its date cannot be right") from None
    if not _EARLIEST_MS <= at_ms <= now_ms():
        raise Invalid("Its date cannot be right")
    return at_ms


class _Reader(HTMLParser):
    """Collects the words; blocks and breaks end lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._parts: list[str] = []

    @property
    def text(self) -> str:
        """Return what was read."""
        return "".join(self._parts).strip()

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "br":
            self._parts.append("\n")
        elif tag == "li":
            self._parts.append("\n- ")
        elif tag in _BLOCKS and self._parts:
            self._parts.append("\n\n")

    @override
    def handle_data(self, data: str) -> None:
        self._parts.append(data)
