"""Mastodon's Announcement, with whom and what its text names."""

from typing import Final
from urllib.parse import urlsplit

import msgspec

from arengo.api.entities.emoji import CustomEmoji, emojis_in
from arengo.api.entities.status import StatusMention, StatusTag
from arengo.base.clock import iso
from arengo.base.text import MentionTarget, find_links, find_mentions, find_tags, normalise_tag
from arengo.base.text import render_post as render
from arengo.social.accounts.queries import find_accounts
from arengo.social.accounts.rendering import profile_url, tag_url
from arengo.social.instance.announcements.model import Count
from arengo.social.instance.announcements.queries import Seen, announced_to_all
from arengo.social.instance.emojis.palette import palette
from arengo.social.posts.addresses import post_at
from arengo.storage import ReadTransaction

_MOST_STATUSES: Final = 10
_MOST_NAMES: Final = 50
_encoder: Final = msgspec.json.Encoder()


class AnnouncedStatus(msgspec.Struct, frozen=True):
    """A status that an announcement links to."""

    id: str
    url: str


class Reaction(msgspec.Struct, frozen=True, kw_only=True):
    """How many reacted in one way, and whether oneself is among them; a picture has addresses."""

    name: str
    count: int
    me: bool | msgspec.UnsetType = msgspec.UNSET
    url: str | msgspec.UnsetType = msgspec.UNSET
    static_url: str | msgspec.UnsetType = msgspec.UNSET


class AnnouncementEntity(msgspec.Struct, frozen=True, kw_only=True):
    """What the operator tells everybody."""

    id: str
    content: str
    starts_at: str | None
    ends_at: str | None
    all_day: bool
    published_at: str
    updated_at: str
    read: bool | msgspec.UnsetType = msgspec.UNSET
    mentions: list[StatusMention]
    statuses: list[AnnouncedStatus]
    tags: list[StatusTag]
    emojis: list[CustomEmoji]
    reactions: list[Reaction]


class LiveReaction(msgspec.Struct, frozen=True, kw_only=True):
    """How many react to an announcement in one way by now, as open apps hear it."""

    name: str
    count: int
    announcement_id: str
    url: str | msgspec.UnsetType = msgspec.UNSET
    static_url: str | msgspec.UnsetType = msgspec.UNSET


def announcement_entity(tx: ReadTransaction, seen: Seen, *, origin: str) -> AnnouncementEntity:
    """Return the entity as somebody sees it; the palette must have been refreshed."""
    found = seen.announcement
    people = _people(tx, found.text, origin)
    targets = {key: MentionTarget(each.username, each.url) for key, each in people.items()}
    names = dict.fromkeys(map(normalise_tag, find_tags(found.text)))
    return AnnouncementEntity(
        id=str(found.id),
        content=render(found.text, mentions=targets, tag_url=lambda name: tag_url(origin, name)),
        starts_at=_time(found.starts_ms),
        ends_at=_time(found.ends_ms),
        all_day=found.all_day,
        published_at=iso(found.published_ms or found.changed_ms),
        updated_at=iso(found.changed_ms),
        read=msgspec.UNSET if seen.read is None else seen.read,
        mentions=list({each.id: each for each in people.values()}.values()),
        statuses=_statuses(tx, found.text, origin),
        tags=[StatusTag(name, tag_url(origin, name)) for name in names],
        emojis=emojis_in(found.text, origin=origin),
        reactions=[_reaction(each, seen, origin) for each in seen.counts],
    )


def live_announcement(tx: ReadTransaction, announcement_id: int, *, origin: str) -> bytes | None:
    """Return the entity as everybody sees it at once; None when nobody sees it any more."""
    seen = announced_to_all(tx, announcement_id)
    if seen is None:
        return None
    palette.refresh(tx)
    return _encoder.encode(announcement_entity(tx, seen, origin=origin))


def live_reaction(
    tx: ReadTransaction, announcement_id: int, name: str, *, origin: str
) -> bytes | None:
    """Return how many react in one way by now; None when nobody sees the announcement any more."""
    seen = announced_to_all(tx, announcement_id)
    if seen is None:
        return None
    palette.refresh(tx)
    picture = _picture(name, origin)
    return _encoder.encode(
        LiveReaction(
            name=name,
            count=next((each.people for each in seen.counts if each.name == name), 0),
            announcement_id=str(announcement_id),
            url=picture.url if picture else msgspec.UNSET,
            static_url=picture.static_url if picture else msgspec.UNSET,
        )
    )


def _picture(name: str, origin: str) -> CustomEmoji | None:
    pictures = emojis_in(f":{name}:", origin=origin)
    return pictures[0] if pictures and pictures[0].shortcode == name else None


def _reaction(count: Count, seen: Seen, origin: str) -> Reaction:
    picture = _picture(count.name, origin)
    return Reaction(
        name=count.name,
        count=count.people,
        me=msgspec.UNSET if seen.own is None else count.name in seen.own,
        url=picture.url if picture else msgspec.UNSET,
        static_url=picture.static_url if picture else msgspec.UNSET,
    )


def _people(tx: ReadTransaction, text: str, origin: str) -> dict[str, StatusMention]:
    """Return whom a text names, by the key under which its HTML looks for them."""
    handles = find_mentions(text)[:_MOST_NAMES]
    found = find_accounts(tx, [str(each) for each in handles], urlsplit(origin).netloc)
    return {
        handle.key: StatusMention(
            str(account.id),
            account.username,
            profile_url(account, origin=origin),
            account.acct,
        )
        for handle in handles
        if (account := found.get(str(handle))) and account.available
    }


def _statuses(tx: ReadTransaction, text: str, origin: str) -> list[AnnouncedStatus]:
    links = [each for each in find_links(text) if each.startswith(f"{origin}/")]
    posts = {link: post_at(tx, link, origin=origin, viewer=None) for link in links[:_MOST_STATUSES]}
    return [AnnouncedStatus(str(post.id), link) for link, post in posts.items() if post]


def _time(at_ms: int | None) -> str | None:
    return None if at_ms is None else iso(at_ms)
