"""Mastodon's Profile: one's own profile as it was written, and what of it is shown."""

from collections.abc import Sequence

import msgspec

from arengo.api.entities.account import AccountField, typed_fields
from arengo.api.entities.featured_tag import FeaturedTagEntity, featured_tag_entity
from arengo.social.accounts.model import Account, AccountFlag, Picture, Preferences
from arengo.social.accounts.rendering import file_url
from arengo.social.timelines.featured.model import FeaturedTag


class Profile(msgspec.Struct, frozen=True, kw_only=True):
    """Texts are as they were typed; a picture that was never set is null."""

    id: str
    display_name: str
    note: str
    fields: list[AccountField]
    avatar: str | None
    avatar_static: str | None
    avatar_description: str
    header: str | None
    header_static: str | None
    header_description: str
    locked: bool
    bot: bool
    hide_collections: bool
    discoverable: bool
    indexable: bool
    show_media: bool
    show_media_replies: bool
    show_featured: bool
    attribution_domains: list[str]
    featured_tags: list[FeaturedTagEntity]


def profile(
    account: Account, preferences: Preferences, tags: Sequence[FeaturedTag], *, origin: str
) -> Profile:
    """Return the entity."""
    avatar, header, flags = account.avatar, account.header, account.flags
    return Profile(
        id=str(account.id),
        display_name=account.display_name,
        note=account.note,
        fields=typed_fields(account),
        avatar=_url(avatar, origin),
        avatar_static=_url(avatar, origin, static=True),
        avatar_description=avatar.description if avatar else "",
        header=_url(header, origin),
        header_static=_url(header, origin, static=True),
        header_description=header.description if header else "",
        locked=account.locked,
        bot=AccountFlag.BOT in flags,
        hide_collections=AccountFlag.HIDE_COLLECTIONS in flags,
        discoverable=AccountFlag.DISCOVERABLE in flags,
        indexable=AccountFlag.INDEXABLE in flags,
        show_media=AccountFlag.NO_MEDIA_TAB not in flags,
        show_media_replies=AccountFlag.NO_MEDIA_OF_REPLIES not in flags,
        show_featured=AccountFlag.NO_FEATURED_TAB not in flags,
        attribution_domains=list(preferences.attribution_domains),
        featured_tags=[featured_tag_entity(t, account.username, origin=origin) for t in tags],
    )


def _url(picture: Picture | None, origin: str, *, static: bool = False) -> str | None:
    if picture is None:
        return None
    return file_url(origin, picture.static_key if static else picture.key)
