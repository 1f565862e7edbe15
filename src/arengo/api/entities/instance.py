"""Mastodon's Instance, as its first and its second version: what this site is and allows."""

import time
from collections.abc import Mapping
from functools import lru_cache
from typing import Any, Final, NamedTuple
from weakref import WeakKeyDictionary

import msgspec

from arengo.api.entities.account import accounts_json
from arengo.base.clock import iso
from arengo.base.text import LINK_LENGTH, escape, render_post
from arengo.config.settings import Settings
from arengo.providers.images.model import ImageLimits
from arengo.providers.recordings.model import RecordingLimits
from arengo.providers.recordings.studio import programs_at
from arengo.social.accounts.model import Totals
from arengo.social.accounts.queries import totals
from arengo.social.accounts.rendering import tag_url
from arengo.social.instance.model import Rule, SiteSettings
from arengo.social.instance.queries import changed_ms, site_settings
from arengo.social.media.model import DESCRIPTION_MAX
from arengo.social.posts.drafting import MOST_MEDIA
from arengo.social.posts.polls.policy import LONGEST_S, MOST_CHARACTERS, MOST_OPTIONS, SHORTEST_S
from arengo.social.reactions.actions import MOST_PINS
from arengo.social.timelines.featured.model import FEATURED_MAX
from arengo.storage import Database, ReadTransaction
from arengo.version import MASTODON_API_VERSION, VERSION

API_VERSION: Final = 7
IMAGE_TYPES: Final = (
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "image/avif",
    "image/heic",
    "image/heif",
)
RECORDING_TYPES: Final = (
    "video/mp4",
    "video/quicktime",
    "video/webm",
    "video/x-matroska",
    "video/3gpp",
    "video/ogg",
    "audio/mpeg",
    "audio/mp3",
    "audio/mp4",
    "audio/m4a",
    "audio/x-m4a",
    "audio/aac",
    "audio/ogg",
    "audio/vorbis",
    "audio/opus",
    "audio/webm",
    "audio/flac",
    "audio/x-flac",
    "audio/wav",
    "audio/wave",
    "audio/x-wav",
    "audio/x-pn-wave",
    "audio/vnd.wave",
    "audio/3gpp",
)
_VERSION: Final = f"{MASTODON_API_VERSION} (compatible; Arengo {VERSION})"
_KEPT_S: Final = 60.0
_kept: Final[WeakKeyDictionary[Database, tuple[float, Totals]]] = WeakKeyDictionary()
_written: Final[WeakKeyDictionary[Database, tuple["_Told", msgspec.Raw]]] = WeakKeyDictionary()


class RuleEntity(msgspec.Struct, frozen=True, kw_only=True):
    """One rule of this site."""

    id: str
    text: str
    hint: str
    translations: dict[str, str] = {}


class ExtendedDescription(msgspec.Struct, frozen=True, kw_only=True):
    """What this site says about itself at length."""

    updated_at: str | None
    content: str


class StatusLimits(msgspec.Struct, frozen=True, kw_only=True):
    """How much a post may hold."""

    max_characters: int
    max_media_attachments: int
    characters_reserved_per_url: int
    supported_mime_types: tuple[str, ...] = ("text/plain",)


class MediaLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What may be attached; where no video is taken, its limits are zero."""

    supported_mime_types: tuple[str, ...]
    description_limit: int
    image_size_limit: int
    image_matrix_limit: int
    video_size_limit: int = 0
    video_frame_rate_limit: int = 0
    video_matrix_limit: int = 0


class PollLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What a poll may ask, and for how many seconds."""

    max_options: int = MOST_OPTIONS
    max_characters_per_option: int = MOST_CHARACTERS
    min_expiration: int = SHORTEST_S
    max_expiration: int = LONGEST_S


class InstanceV1(msgspec.Struct, frozen=True, kw_only=True):
    """The older form, which some clients still begin with."""

    uri: str
    title: str
    short_description: str
    description: str
    email: str
    version: str
    urls: dict[str, str]
    stats: dict[str, int]
    thumbnail: str
    languages: tuple[str, ...]
    registrations: bool
    approval_required: bool
    invites_enabled: bool
    configuration: Mapping[str, Any]
    contact_account: msgspec.Raw | None
    rules: list[RuleEntity]


class InstanceV2(msgspec.Struct, frozen=True, kw_only=True):
    """The present form."""

    domain: str
    title: str
    version: str
    source_url: str
    description: str
    usage: dict[str, dict[str, int]]
    thumbnail: dict[str, str]
    icon: tuple[()] = ()
    languages: tuple[str, ...]
    configuration: dict[str, Any]
    registrations: dict[str, Any]
    api_versions: dict[str, int]
    contact: dict[str, Any]
    rules: list[RuleEntity]


def instance_v1(tx: ReadTransaction, settings: Settings, db: Database) -> InstanceV1:
    """Return the older form."""
    site = site_settings(tx)
    counted = usage(tx, db)
    return InstanceV1(
        uri=settings.host_name,
        title=site.title,
        short_description=site.description,
        description=escape(site.description),
        email=site.contact_email,
        version=_VERSION,
        urls={"streaming_api": _streaming(settings)},
        stats={"user_count": counted.people, "status_count": counted.posts, "domain_count": 0},
        thumbnail=_thumbnail(site, settings),
        languages=site.languages,
        registrations=_may_join(site),
        approval_required=_needs_approval(site, settings),
        invites_enabled=site.registrations == "invite",
        configuration=_limits(settings),
        contact_account=_contact(tx, site, settings),
        rules=rules(site),
    )


def instance_v2(
    tx: ReadTransaction, settings: Settings, db: Database, *, vapid_key: str
) -> msgspec.Raw:
    """Return the present form, an InstanceV2, written anew only when it says something else."""
    site = site_settings(tx)
    contact = _contact(tx, site, settings)
    told = _Told(site, usage(tx, db).active_month, bytes(contact) if contact else b"", vapid_key)
    kept = _written.get(db)
    if kept is None or kept[0] != told:
        entity = _instance_v2(told, settings, contact)
        kept = _written[db] = (told, msgspec.Raw(msgspec.json.encode(entity)))
    return kept[1]


class _Told(NamedTuple):
    """All that changes in an instance while it is served."""

    site: SiteSettings
    active_month: int
    contact: bytes
    vapid_key: str


def _instance_v2(told: _Told, settings: Settings, contact: msgspec.Raw | None) -> InstanceV2:
    site = told.site
    return InstanceV2(
        domain=settings.host_name,
        title=site.title,
        version=_VERSION,
        source_url=settings.source_url,
        description=site.description,
        usage={"users": {"active_month": told.active_month}},
        thumbnail={"url": _thumbnail(site, settings)},
        languages=site.languages,
        configuration={
            **_configuration(site, settings),
            "vapid": {"public_key": told.vapid_key},
        },
        registrations=_registrations(site, settings),
        api_versions={"mastodon": API_VERSION},
        contact={"email": site.contact_email, "account": contact},
        rules=rules(site),
    )


def rules(site: SiteSettings) -> list[RuleEntity]:
    """Return the rules in their order."""
    return [_rule(each) for each in site.rules]


def extended_description(tx: ReadTransaction, *, origin: str) -> ExtendedDescription:
    """Return the long text as HTML."""
    changed = changed_ms(tx, "extended_description")
    text = site_settings(tx).extended_description
    html = render_post(text, mentions={}, tag_url=lambda name: tag_url(origin, name))
    return ExtendedDescription(updated_at=iso(changed) if changed else None, content=html)


def _rule(rule: Rule) -> RuleEntity:
    return RuleEntity(id=str(rule.id), text=rule.text, hint=rule.hint)


@lru_cache(maxsize=4)
def _limits(settings: Settings) -> Mapping[str, Any]:
    return {
        "accounts": {"max_featured_tags": FEATURED_MAX, "max_pinned_statuses": MOST_PINS},
        "statuses": StatusLimits(
            max_characters=settings.post_max_characters,
            max_media_attachments=MOST_MEDIA,
            characters_reserved_per_url=LINK_LENGTH,
        ),
        "media_attachments": _media_limits(settings),
        "polls": PollLimits(),
    }


def _media_limits(settings: Settings) -> MediaLimits:
    image, recording = ImageLimits(), RecordingLimits()
    limits = MediaLimits(
        supported_mime_types=IMAGE_TYPES,
        description_limit=DESCRIPTION_MAX,
        image_size_limit=min(settings.upload_max_bytes, image.size_bytes),
        image_matrix_limit=image.pixels,
    )
    if programs_at(settings.ffmpeg) is None:
        return limits
    return msgspec.structs.replace(
        limits,
        supported_mime_types=(*IMAGE_TYPES, *RECORDING_TYPES),
        video_size_limit=min(settings.video_max_bytes, recording.size_bytes),
        video_frame_rate_limit=recording.frame_rate,
        video_matrix_limit=recording.pixels,
    )


def _configuration(site: SiteSettings, settings: Settings) -> dict[str, Any]:
    everywhere = {"local": "public", "remote": "public"}
    return {
        "urls": {
            "streaming": _streaming(settings),
            "status": site.status_url or None,
            "about": f"{settings.origin}/about",
            "privacy_policy": _about(settings, "privacy") if site.privacy_policy else None,
            "terms_of_service": _about(settings, "terms") if site.terms_of_service else None,
        },
        **_limits(settings),
        "timelines_access": {
            "live_feeds": everywhere,
            "hashtag_feeds": everywhere,
            "trending_link_feeds": everywhere,
        },
        "translation": {"enabled": bool(settings.translation_url)},
        "limited_federation": True,
    }


def _about(settings: Settings, part: str) -> str:
    return f"{settings.origin}/about#{part}"


def _registrations(site: SiteSettings, settings: Settings) -> dict[str, Any]:
    return {
        "enabled": _may_join(site),
        "approval_required": _needs_approval(site, settings),
        "reason_required": site.registrations == "approval",
        "message": escape(site.registrations_message) or None,
        "min_age": None,
        "url": f"{settings.origin}/auth/sign_up",
    }


def _may_join(site: SiteSettings) -> bool:
    return site.registrations in {"open", "approval"}


def _needs_approval(site: SiteSettings, settings: Settings) -> bool:
    """Return whether somebody of the site must act: also to confirm what no letter can."""
    return site.registrations == "approval" or not settings.sends_letters


def _streaming(settings: Settings) -> str:
    return settings.origin.replace("http", "ws", 1)


def _thumbnail(site: SiteSettings, settings: Settings) -> str:
    return site.thumbnail or f"{settings.origin}/headers/original/missing.png"


def _contact(tx: ReadTransaction, site: SiteSettings, settings: Settings) -> msgspec.Raw | None:
    if site.contact_account_id is None:
        return None
    found = accounts_json(tx, [site.contact_account_id], origin=settings.origin)
    return msgspec.Raw(found[0]) if found else None


def usage(tx: ReadTransaction, db: Database) -> Totals:
    """Return how much this site is used; counted anew after a minute, for it reads all."""
    counted_at, found = _kept.get(db, (0.0, Totals()))
    if not counted_at or time.monotonic() - counted_at > _KEPT_S:
        found = totals(tx)
        _kept[db] = (time.monotonic(), found)
    return found
