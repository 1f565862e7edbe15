"""Mastodon's Status, spliced from cached fragments, counters and the viewer's marks."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, Final

import msgspec

from arengo.api.entities.account import AccountEntity, whole_accounts
from arengo.api.entities.attachment import MediaAttachment, attachment
from arengo.api.entities.card import PreviewCard, preview_card
from arengo.api.entities.collection import CollectionEntity
from arengo.api.entities.emoji import CustomEmoji, emojis_in
from arengo.api.entities.filter import FilterResult
from arengo.api.entities.filtered import filtered_json
from arengo.api.entities.moving_parts import QUIET, moving_parts
from arengo.api.entities.poll import PollEntity
from arengo.api.entities.quote import QuoteApproval
from arengo.api.policy_names import reply_policy
from arengo.base.clock import iso
from arengo.base.errors import NotFound
from arengo.base.fragments import FragmentCache
from arengo.base.ids import AccountId, PostId, time_of
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.emojis.palette import palette
from arengo.social.posts.cards.model import Card
from arengo.social.posts.cards.queries import cards_of
from arengo.social.posts.model import Post, PostFlag, Visibility
from arengo.social.posts.policy import is_sensitive
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.rendering import content_html, is_open, mention_url, post_url
from arengo.social.timelines.model import Author, Counts, Line, Page
from arengo.social.timelines.queries import page_of
from arengo.storage import ReadTransaction

CACHE_BYTES: Final = 40 * 1024 * 1024
fragments: Final = FragmentCache(CACHE_BYTES)
palette.on_change(fragments.clear)
_encoder: Final = msgspec.json.Encoder()

VISIBILITY_NAMES: Final = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.PRIVATE: "private",
    Visibility.DIRECT: "direct",
}
VISIBILITY_BY_NAME: Final = {name: visibility for visibility, name in VISIBILITY_NAMES.items()}


class QuoteEntity(msgspec.Struct, frozen=True, kw_only=True):
    """What a status quotes, as far as the viewer may see it; one quoted itself tells the id."""

    state: str
    quoted_status: "Status | msgspec.UnsetType | None" = msgspec.UNSET
    quoted_status_id: str | msgspec.UnsetType | None = msgspec.UNSET


class StatusMention(msgspec.Struct, frozen=True):
    """Somebody named in a status."""

    id: str
    username: str
    url: str
    acct: str


class StatusTag(msgspec.Struct, frozen=True):
    """A hashtag used in a status."""

    name: str
    url: str


class StatusApplication(msgspec.Struct, frozen=True):
    """What a status was written with."""

    name: str
    website: str | None


class StaticStatus(msgspec.Struct, frozen=True, kw_only=True):
    """The part that is the same for every viewer until the post changes."""

    id: str
    created_at: str
    in_reply_to_id: str | None
    in_reply_to_account_id: str | None
    sensitive: bool
    spoiler_text: str
    visibility: str
    language: str | None
    uri: str
    url: str
    edited_at: str | None
    content: str
    reply_policy: str  # ours: everyone, ask, followers or mentioned
    awaits_approval: bool  # ours: only its author and whoever is to approve it see it
    local_only: bool  # ours, and of others before us
    application: StatusApplication | None
    media_attachments: list[MediaAttachment]
    mentions: list[StatusMention]
    tags: list[StatusTag]
    emojis: list[CustomEmoji]
    card: PreviewCard | None = None


class Status(StaticStatus, frozen=True, kw_only=True):
    """The whole entity, for the description of the API; own marks only for who is signed in."""

    account: AccountEntity
    replies_count: int
    reblogs_count: int
    favourites_count: int
    quotes_count: int
    quote: QuoteEntity | None = None
    quote_approval: QuoteApproval
    poll: PollEntity | None = None
    tagged_collections: list[CollectionEntity]
    favourited: bool | msgspec.UnsetType = msgspec.UNSET
    reblogged: bool | msgspec.UnsetType = msgspec.UNSET
    muted: bool | msgspec.UnsetType = msgspec.UNSET
    bookmarked: bool | msgspec.UnsetType = msgspec.UNSET
    pinned: bool | msgspec.UnsetType = msgspec.UNSET
    filtered: list[FilterResult] | msgspec.UnsetType = msgspec.UNSET
    text: str | msgspec.UnsetType = msgspec.UNSET  # what was typed, once more when it is deleted
    reblog: "Status | None"


def _marks(number: int) -> bytes:
    names = ("favourited", "reblogged", "muted", "bookmarked", "pinned")
    marks = {name: bool(number >> position & 1) for position, name in enumerate(names)}
    return b"," + _encoder.encode({**marks, "filtered": []})[1:-1]


_COUNTERS: Final = b'"replies_count":%d,"reblogs_count":%d,"favourites_count":%d,"quotes_count":%d'
_NONE: Final = Counts(0, 0, 0, 0)
_MARKS: Final = tuple(_marks(number) for number in range(32))


def statuses_json(
    tx: ReadTransaction,
    page: Page,
    *,
    origin: str,
    viewer: AccountId | None,
    quoted: bool = False,
    people: Mapping[int, bytes] | None = None,
) -> list[bytes]:
    """Return one JSON object for each line. `viewer` decides whether own marks are told.

    Those that are `quoted` themselves name what they quote by its id alone. `people` are the
    authors of the page, where they are at hand.
    """
    if not page.lines:
        return []
    palette.refresh(tx)
    statics = _static_statuses(tx, page, origin=origin)
    authors = people or whole_accounts(tx, page.authors.values(), origin=origin)
    filtered = filtered_json(tx, page, viewer=viewer) if viewer and page.filters_ver else {}
    render = None if quoted else partial(_quoted, tx, origin=origin, viewer=viewer)
    moving = moving_parts(tx, page, origin=origin, viewer=viewer, render=render)
    tails = _tails(page, moving, filtered, signed_in=viewer is not None)
    return [_splice(line, statics, authors, tails) for line in page.lines]


def status_json(
    tx: ReadTransaction, post_id: PostId, *, origin: str, viewer: AccountId | None
) -> bytes:
    """Return one status that was found visible; NotFound when it went away since."""
    page = page_of(tx, [post_id], viewer=viewer)
    found = statuses_json(tx, page, origin=origin, viewer=viewer)
    if not found:
        raise NotFound
    return found[0]


def _quoted(
    tx: ReadTransaction, ids: Sequence[int], *, origin: str, viewer: AccountId | None
) -> dict[int, bytes]:
    """Return posts that others quote, all of them found visible."""
    page = page_of(tx, ids, viewer=viewer)
    bodies = statuses_json(tx, page, origin=origin, viewer=viewer, quoted=True)
    return {line.id: body for line, body in zip(page.lines, bodies, strict=True)}


def json_list(items: Iterable[bytes]) -> bytes:
    """Return a JSON list of rendered objects."""
    return b"[" + b",".join(items) + b"]"


def _static_statuses(tx: ReadTransaction, page: Page, *, origin: str) -> dict[int, bytes]:
    """Return the static part of every post on the page, reading only those that are not cached."""
    wanted = {line[3:5] for line in page.lines}  # what is shown of every line
    wanted.update(line[:2] for line in page.lines if line.id != line.shown_id)
    found, missing = fragments.pick(wanted)
    if missing:
        ids = {key[0] for key in missing}
        found.update(_render_missing(tx, ids, page.authors, origin=origin))
    return found


def _render_missing(
    tx: ReadTransaction, ids: set[int], authors: dict[int, Author], *, origin: str
) -> dict[int, bytes]:
    posts = posts_by_id(tx, ids)
    cards = cards_of(tx, posts.values())
    rendered: dict[int, bytes] = {}
    for post in posts.values():
        author, card = authors[post.account_id], cards.get(post.id)
        static = static_status(post, author, origin=origin, card=card)
        rendered[post.id] = _encoder.encode(static)[:-1]
        if is_open(post) or not post.extra.media:  # else it holds addresses that end
            fragments.put((post.id, post.ver), rendered[post.id])
    return rendered


def _tails(
    page: Page, moving: dict[int, bytes], filtered: dict[int, bytes], *, signed_in: bool
) -> dict[int, bytes]:
    """Return what follows the author of every post: counters, moving parts, own marks."""
    found: dict[int, bytes] = {}
    for line in page.lines:
        counts = page.counts.get(line.shown_id, _NONE)
        tail = _COUNTERS % counts
        tail += moving.get(line.shown_id) or QUIET[signed_in]
        if signed_in:
            tail += _MARKS[page.marks.get(line.shown_id, 0)]
        if line.shown_id in filtered:
            tail = tail[: -len(b"[]")] + filtered[line.shown_id]  # the last of the marks
        found[line.shown_id] = tail
    return found


def _splice(
    line: Line, statics: dict[int, bytes], authors: Mapping[int, bytes], tails: dict[int, bytes]
) -> bytes:
    tail = tails[line.shown_id]
    shown = b'%b,"account":%b,%b' % (
        statics[line.shown_id],
        authors[line.shown_author_id],
        tail,
    )
    if line.shown_id == line.id:
        return shown + b',"reblog":null}'
    return b'%b,"account":%b,%b,"reblog":%b,"reblog":null}}' % (
        statics[line.id],
        authors[line.author_id],
        tail,
        shown,
    )


def static_status(
    post: Post, author: Author, *, origin: str, card: Card | None = None
) -> StaticStatus:
    """Return the part of the entity that belongs to the post alone.

    When an account is marked as sensitive, a job raises the versions of its posts with media.
    """
    username = author.username
    return StaticStatus(
        id=str(post.id),
        created_at=iso(time_of(post.id)),
        in_reply_to_id=_text(post.reply_to_id),
        in_reply_to_account_id=_text(post.reply_to_account_id),
        sensitive=is_sensitive(post.flags, author.flags),
        spoiler_text=post.spoiler,
        visibility=VISIBILITY_NAMES[min(post.visibility, Visibility.DIRECT)],
        language=post.language,
        uri=f"{origin}/users/{username}/statuses/{post.id}",
        url=post_url(origin, username, post.id),
        edited_at=iso(post.edited_ms) if post.edited_ms else None,
        content=content_html(post, origin=origin),
        reply_policy=reply_policy(post.flags),
        awaits_approval=post.approver_id is not None,
        local_only=PostFlag.LOCAL_ONLY in post.flags,
        application=_application(post),
        media_attachments=[
            attachment(each, origin=origin, open_to_all=is_open(post)) for each in post.extra.media
        ],
        mentions=[
            StatusMention(str(m.id), m.username, mention_url(m, origin=origin), m.acct)
            for m in post.extra.mentions
        ],
        tags=[StatusTag(name, tag_url(origin, name)) for name in post.extra.tags],
        emojis=emojis_in(post.spoiler, post.text, *_options(post), origin=origin),
        card=preview_card(card, origin=origin) if card else None,
    )


def _options(post: Post) -> tuple[str, ...]:
    return post.extra.poll.options if post.extra.poll else ()


def _application(post: Post) -> StatusApplication | None:
    app = post.extra.app
    return StatusApplication(app.name, app.website) if app else None


def _text(number: Any) -> str | None:
    return None if number is None else str(number)
