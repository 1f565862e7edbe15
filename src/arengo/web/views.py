"""Turns people and posts into what the templates are told: what is the same for every reader."""

from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any, Final
from urllib.parse import urlsplit

import msgspec
from msgspec.structs import replace

from arengo.base.ids import time_of
from arengo.providers.files import addresses
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import field_html, file_url, note_html, profile_url
from arengo.social.instance.emojis.palette import palette
from arengo.social.media.model import Attached
from arengo.social.posts.cards.model import Card
from arengo.social.posts.cards.queries import cards_of
from arengo.social.posts.model import Post, Visibility
from arengo.social.posts.policy import is_sensitive
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.rendering import content_html, is_open, post_url
from arengo.social.timelines.model import Counts, Line, Page
from arengo.storage import ReadTransaction
from arengo.web.assets import static_path
from arengo.web.context import (
    AccountView,
    LinkView,
    Picture,
    PostView,
    Profile,
    ProfileField,
    Recording,
    RecordingKind,
)
from arengo.web.context.posts import Visibility as VisibilityName
from arengo.web.emojis import with_emojis
from arengo.web.keeping import Kept
from arengo.web.polls import poll_views
from arengo.web.sights import sight_of


class _Size(msgspec.Struct, frozen=True):
    width: int = 0
    height: int = 0


class _Meta(msgspec.Struct, frozen=True):
    original: _Size


_meta: Final = msgspec.json.Decoder(_Meta)
_NONE: Final = Counts(0, 0, 0)
_KINDS: Final[Mapping[str, RecordingKind]] = {
    "video": "video",
    "loop": "loop",
    "audio": "audio",
}
_NAMES: Final[Mapping[Visibility, VisibilityName]] = {
    Visibility.PUBLIC: "public",
    Visibility.UNLISTED: "unlisted",
    Visibility.PRIVATE: "private",
    Visibility.DIRECT: "direct",
    Visibility.OFFERED: "direct",  # and `waits` says why
}
_OPEN: Final = frozenset({"public", "unlisted"})
MOST_KEPT: Final = 6_000
kept_views: Final[Kept[tuple[int, ...], PostView]] = Kept(MOST_KEPT)
kept_people: Final[Kept[tuple[int, int], AccountView]] = Kept(MOST_KEPT)

palette.on_change(kept_views.clear)


def post_views(tx: ReadTransaction, page: Page, *, origin: str) -> tuple[PostView, ...]:
    """Return the posts of a page in its order, leaving out what is not for everybody."""
    views = views_of(tx, page, origin=origin)
    people = people_of(tx, page, origin=origin)
    polls = poll_views(tx, page.lines)
    return tuple(
        replace(view, **moving(line, page, people), poll=polls.get(line.shown_id))
        for line in page.lines
        if (view := views.get(line.shown_id)) is not None and view.visibility in _OPEN
    )


def moving(line: Line, page: Page, people: Mapping[int, AccountView]) -> dict[str, Any]:
    """Return the fields that a post has from its place on a page: counters, who boosted it."""
    count = page.counts.get(line.shown_id, _NONE)
    return {
        "replies": count.replies,
        "boosts": count.boosts,
        "favourites": count.favourites,
        "line_id": line.id,
        "thread_id": line.thread_id,
        "boosted_by": people.get(line.author_id) if line.id != line.shown_id else None,
    }


def views_of(tx: ReadTransaction, page: Page, *, origin: str) -> dict[int, PostView]:
    """Return what each post of a page shows to every reader; only what is not kept is read."""
    palette.refresh(tx)
    keys = {line.shown_id: _key(line, page) for line in page.lines}
    found = {
        post_id: view for post_id, key in keys.items() if (view := kept_views.get(key)) is not None
    }
    missing = keys.keys() - found.keys()
    if missing:
        for post_id, view in _read(tx, missing, origin=origin).items():
            key = keys[post_id]
            keeps = view.visibility in _OPEN or not (view.pictures or view.recordings)
            found[post_id] = kept_views.put(key, replace(view, key=key)) if keeps else view
    return found


def people_of(tx: ReadTransaction, page: Page, *, origin: str) -> dict[int, AccountView]:
    """Return who boosted something on a page; only who is not kept is read."""
    wanted = {
        line.author_id: page.authors[line.author_id].ver
        for line in page.lines
        if line.id != line.shown_id
    }
    found = {
        account_id: view
        for account_id, ver in wanted.items()
        if (view := kept_people.get((account_id, ver))) is not None
    }
    for account in accounts_by_id(tx, wanted.keys() - found.keys()).values():
        view = account_view(account, origin=origin)
        found[account.id] = kept_people.put((account.id, account.ver), view)
    return found


def _key(line: Line, page: Page) -> tuple[int, ...]:
    """Return what a view depends on: the post and its author, in their versions."""
    author = page.authors.get(line.shown_author_id)
    return (line.shown_id, line.shown_ver, author.ver if author else 0)


def _read(tx: ReadTransaction, ids: Collection[int], *, origin: str) -> dict[int, PostView]:
    posts = posts_by_id(tx, ids)
    people = accounts_by_id(tx, {post.account_id for post in posts.values()})
    links = cards_of(tx, posts.values())
    return {
        post.id: _post_view(post, people[post.account_id], links.get(post.id), origin)
        for post in posts.values()
        if post.account_id in people
    }


def account_view(account: Account, *, origin: str) -> AccountView:
    """Return somebody as the byline of a post shows them."""
    picture = account.avatar
    return AccountView(
        name=account.display_name or account.username,
        handle=account.acct,
        url=profile_url(account, origin=origin),
        avatar_url=file_url(origin, picture.static_key) if picture else static_path("avatar.svg"),
        indexable=AccountFlag.INDEXABLE in account.flags,
        proved=any(field.verified_ms is not None for field in account.fields),
    )


def profile_view(account: Account, *, origin: str) -> Profile:
    """Return somebody as they show themselves."""
    return Profile(
        account=account_view(account, origin=origin),
        note_html=with_emojis(note_html(account, origin=origin), origin=origin),
        created_at_ms=time_of(account.id),
        posts=account.stats.posts,
        followers=account.stats.followers,
        following=account.stats.following,
        header_url=file_url(origin, account.header.static_key) if account.header else "",
        header_alt=account.header.description if account.header else "",
        portrait_alt=account.avatar.description if account.avatar else "",
        fields=tuple(
            ProfileField(
                name=field.name,
                html=field_html(field.value, origin=origin),
                verified_at_ms=field.verified_ms,
            )
            for field in account.fields
        ),
        bot=AccountFlag.BOT in account.flags,
        locked=account.locked,
        has_feeds=AccountFlag.SILENCED not in account.flags,
    )


def _post_view(post: Post, author: Account, link: Card | None, origin: str) -> PostView:
    path = addresses.lasting if is_open(post) else addresses.passing
    pictures = tuple(
        _picture(each, origin, path)
        for each in post.extra.media
        if each.type == "image" and each.key
    )
    recordings = tuple(_recordings(post, origin, path))
    return PostView(
        id=post.id,
        author=account_view(author, origin=origin),
        url=post_url(origin, author.username, post.id),
        at_ms=time_of(post.id),
        html=with_emojis(content_html(post, origin=origin), origin=origin),
        language=post.language or "",
        warning=post.spoiler,
        sensitive=is_sensitive(post.flags, author.flags),
        pictures=pictures,
        recordings=recordings,
        other_attachments=len(post.extra.media) - len(pictures) - len(recordings),
        link=link_view(link, origin=origin) if link and not post.extra.media else None,
        edited_at_ms=post.edited_ms,
        visibility=_NAMES[post.visibility],
        waits=post.approver_id is not None,
        reply_to_id=post.reply_to_id,
    )


def link_view(card: Card, *, origin: str) -> LinkView:
    """Return what a page says of itself."""
    host = (urlsplit(card.url).hostname or "").removeprefix("www.")
    return LinkView(
        url=card.url,
        title=card.title,
        host=host,
        description=card.description,
        image_url=file_url(origin, card.image) if card.image else "",
        image_alt=card.image_description,
        language=card.language or "",
    )


def _picture(media: Attached, origin: str, path: Callable[[str], str]) -> Picture:
    size = _size(media)
    return Picture(
        url=origin + path(media.key or ""),
        preview_url=origin + path(media.small_key or media.key or ""),
        alt=media.description or "",
        width=size.width,
        height=size.height,
        sight=sight_of(media),
    )


def _recordings(post: Post, origin: str, path: Callable[[str], str]) -> Iterator[Recording]:
    for media in post.extra.media:
        kind = _KINDS.get(media.type)
        if kind and media.key:
            size = _size(media)
            yield Recording(
                kind=kind,
                url=origin + path(media.key),
                poster_url=origin + path(media.small_key) if media.small_key else "",
                alt=media.description or "",
                width=size.width,
                height=size.height,
            )


def _size(media: Attached) -> _Size:
    return _meta.decode(media.meta).original
