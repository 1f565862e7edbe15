"""Mastodon's FeaturedTag."""

from urllib.parse import quote

import msgspec

from arengo.base.clock import iso_day
from arengo.base.ids import time_of
from arengo.social.accounts.rendering import account_url
from arengo.social.timelines.featured.model import FeaturedTag


class FeaturedTagEntity(msgspec.Struct, frozen=True, kw_only=True):
    """A hashtag on a profile. Its `id` is that of the featuring, not of the hashtag."""

    id: str
    name: str
    url: str
    statuses_count: str
    last_status_at: str | None


def featured_tag_entity(tag: FeaturedTag, username: str, *, origin: str) -> FeaturedTagEntity:
    """Return the entity; it links to the posts of its owner with the tag."""
    last = tag.last_post_id
    return FeaturedTagEntity(
        id=str(tag.id),
        name=tag.name,
        url=f"{account_url(origin, username)}/tagged/{quote(tag.name)}",
        statuses_count=str(tag.posts),
        last_status_at=iso_day(time_of(last)) if last else None,
    )
