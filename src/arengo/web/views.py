"""Turns people and posts into what the templates are told: only what everybody may see."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

import msgspec

from arengo.base.ids import AccountId, time_of
from arengo.social.accounts.model import Account, AccountFlag
from arengo.social.accounts.queries import accounts_by_id
from arengo.social.accounts.rendering import field_html, file_url, note_html, profile_url
from arengo.social.media.model import Attached
from arengo.social.posts.model import Post, Visibility
from arengo.social.posts.policy import is_sensitive
from arengo.social.posts.queries import posts_by_id
from arengo.social.posts.rendering import content_html, post_url
from arengo.social.timelines.model import Counts, Line, Page
from arengo.storage import ReadTransaction
from arengo.web.assets import static_path
from arengo.web.context import (
    AccountView,
    Picture,
    PostView,
    Profile,
    ProfileField,
    Recording,
    RecordingKind,
)
from arengo.web.polls import poll_views


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
_OPEN: Final = frozenset({Visibility.PUBLIC, Visibility.UNLISTED})


def post_views(tx: ReadTransaction, page: Page, *, origin: str) -> tuple[PostView, ...]:
    """Return the posts of a page in its order, leaving out what is not for everybody."""
    posts = posts_by_id(tx, {line.shown_id for line in page.lines})
    ids = {line.shown_author_id for line in page.lines} | {line.author_id for line in page.lines}
    people = accounts_by_id(tx, ids)
    polls = poll_views(tx, page.lines)
    return tuple(
        replace(
            _post_view(line, posts[line.shown_id], page.counts, people, origin),
            poll=polls.get(line.shown_id),
        )
        for line in page.lines
        if posts[line.shown_id].visibility in _OPEN
    )


def account_view(account: Account, *, origin: str) -> AccountView:
    """Return somebody as the byline of a post shows them."""
    picture = account.avatar
    return AccountView(
        name=account.display_name or account.username,
        handle=account.acct,
        url=profile_url(account, origin=origin),
        avatar_url=file_url(origin, picture.static_key) if picture else static_path("avatar.svg"),
        indexable=AccountFlag.INDEXABLE in account.flags,
    )


def profile_view(account: Account, *, origin: str) -> Profile:
    """Return somebody as they show themselves."""
    return Profile(
        account=account_view(account, origin=origin),
        note_html=note_html(account, origin=origin),
        created_at_ms=time_of(account.id),
        posts=account.stats.posts,
        followers=account.stats.followers,
        following=account.stats.following,
        header_url=file_url(origin, account.header.static_key) if account.header else "",
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


def _post_view(
    line: Line,
    post: Post,
    counts: Mapping[int, Counts],
    people: Mapping[AccountId, Account],
    origin: str,
) -> PostView:
    author = people[post.account_id]
    booster = people[AccountId(line.author_id)] if line.id != post.id else None
    count = counts.get(post.id, _NONE)
    pictures = tuple(_picture(each, origin) for each in post.extra.media if each.type == "image")
    recordings = tuple(_recordings(post, origin))
    return PostView(
        author=account_view(author, origin=origin),
        url=post_url(origin, author.username, post.id),
        at_ms=time_of(post.id),
        html=content_html(post, origin=origin),
        language=post.language or "",
        warning=post.spoiler,
        sensitive=is_sensitive(post.flags, author.flags),
        pictures=pictures,
        recordings=recordings,
        other_attachments=len(post.extra.media) - len(pictures) - len(recordings),
        replies=count.replies,
        boosts=count.boosts,
        favourites=count.favourites,
        edited_at_ms=post.edited_ms,
        visibility="public" if post.visibility is Visibility.PUBLIC else "unlisted",
        boosted_by=account_view(booster, origin=origin) if booster else None,
    )


def _picture(media: Attached, origin: str) -> Picture:
    size = _meta.decode(media.meta).original
    return Picture(
        url=file_url(origin, media.key or ""),
        preview_url=file_url(origin, media.small_key or media.key or ""),
        alt=media.description or "",
        width=size.width,
        height=size.height,
    )


def _recordings(post: Post, origin: str) -> Iterator[Recording]:
    for media in post.extra.media:
        kind = _KINDS.get(media.type)
        if kind and media.key:
            size = _meta.decode(media.meta).original
            yield Recording(
                kind=kind,
                url=file_url(origin, media.key),
                poster_url=file_url(origin, media.small_key) if media.small_key else "",
                alt=media.description or "",
                width=size.width,
                height=size.height,
            )
