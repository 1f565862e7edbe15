"""What the site says about itself through the API."""

import pytest
from inline_snapshot import Is, snapshot

from arengo.api.entities.instance import RECORDING_TYPES
from arengo.social.instance.actions import change_setting
from tests.doors.api.stable import stable

pytestmark = pytest.mark.anyio

STILLS = [f"image/{kind}" for kind in ("jpeg", "png", "gif", "webp", "avif", "heic", "heif")]
MEDIA = {
    "supported_mime_types": [*STILLS, *RECORDING_TYPES],
    "description_limit": 1500,
    "image_size_limit": 16777216,
    "image_matrix_limit": 33177600,
    "video_size_limit": 103809024,
    "video_frame_rate_limit": 120,
    "video_matrix_limit": 8294400,
}


async def test_the_older_description(anonymous):
    assert stable(await anonymous.get("/api/v1/instance/")) == snapshot(
        {
            "uri": "arengo.test",
            "title": "Arengo",
            "short_description": "A community that talks, and owns the place where it does.",
            "description": "A community that talks, and owns the place where it does.",
            "email": "",
            "version": "4.6.0 (compatible; Arengo 0.1.0)",
            "urls": {"streaming_api": "wss://arengo.test"},
            "stats": {"user_count": 0, "status_count": 0, "domain_count": 0},
            "thumbnail": "https://arengo.test/headers/original/missing.png",
            "languages": ["en"],
            "registrations": True,
            "approval_required": False,
            "invites_enabled": False,
            "configuration": {
                "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
                "statuses": {
                    "max_characters": 1000,
                    "max_media_attachments": 4,
                    "characters_reserved_per_url": 23,
                    "supported_mime_types": ["text/plain"],
                },
                "media_attachments": Is(MEDIA),
                "polls": {
                    "max_options": 4,
                    "max_characters_per_option": 50,
                    "min_expiration": 300,
                    "max_expiration": 2629746,
                },
            },
            "contact_account": None,
            "rules": [],
        }
    )


async def test_the_present_description(anonymous):
    assert stable(await anonymous.get("/api/v2/instance")) == snapshot(
        {
            "domain": "arengo.test",
            "title": "Arengo",
            "version": "4.6.0 (compatible; Arengo 0.1.0)",
            "source_url": "",
            "description": "A community that talks, and owns the place where it does.",
            "usage": {"users": {"active_month": 0}},
            "thumbnail": {"url": "https://arengo.test/headers/original/missing.png"},
            "icon": [],
            "languages": ["en"],
            "configuration": {
                "urls": {
                    "streaming": "wss://arengo.test",
                    "status": None,
                    "about": "https://arengo.test/about",
                    "privacy_policy": None,
                    "terms_of_service": None,
                },
                "accounts": {"max_featured_tags": 10, "max_pinned_statuses": 5},
                "statuses": {
                    "max_characters": 1000,
                    "max_media_attachments": 4,
                    "characters_reserved_per_url": 23,
                    "supported_mime_types": ["text/plain"],
                },
                "media_attachments": Is(MEDIA),
                "polls": {
                    "max_options": 4,
                    "max_characters_per_option": 50,
                    "min_expiration": 300,
                    "max_expiration": 2629746,
                },
                "timelines_access": {
                    "live_feeds": {"local": "public", "remote": "public"},
                    "hashtag_feeds": {"local": "public", "remote": "public"},
                    "trending_link_feeds": {"local": "public", "remote": "public"},
                },
                "translation": {"enabled": False},
                "limited_federation": True,
                "vapid": {"public_key": "a public key"},
            },
            "registrations": {
                "enabled": True,
                "approval_required": False,
                "reason_required": False,
                "message": None,
                "min_age": None,
                "url": "https://arengo.test/auth/sign_up",
            },
            "api_versions": {"mastodon": 7},
            "contact": {"email": "", "account": None},
            "rules": [],
        }
    )


async def test_what_the_operator_sets_is_told_at_once(anonymous, alice, world):
    for name, value in {
        "title": "Piazza",
        "rules": "Be kind\nNo spam",
        "contact_account_id": alice.account_id,
        "contact_email": "hello@example.org",
        "registrations": "approval",
        "extended_description": "Hello\n\nhttps://example.org",
        "languages": "it en",
    }.items():
        await world.db.write(change_setting, name, value)
    first = (await anonymous.get("/api/v1/instance")).json()
    second = (await anonymous.get("/api/v2/instance")).json()
    rules = (await anonymous.get("/api/v1/instance/rules")).json()
    assert first["title"] == second["title"] == "Piazza"
    assert first["rules"] == second["rules"] == rules
    assert [(rule["id"], rule["text"]) for rule in rules] == [("1", "Be kind"), ("2", "No spam")]
    assert first["contact_account"]["username"] == "alice"
    assert second["contact"]["account"] == first["contact_account"]
    assert second["contact"]["email"] == "hello@example.org"
    assert (first["registrations"], first["approval_required"]) == (True, True)
    assert second["registrations"]["approval_required"] is True
    assert first["languages"] == ["it", "en"]
    long = stable(await anonymous.get("/api/v1/instance/extended_description"))
    assert long["updated_at"] == "some time"
    assert long["content"].startswith("<p>Hello</p><p><a ")


async def test_there_is_no_long_text_until_somebody_writes_one(anonymous):
    answer = await anonymous.get("/api/v1/instance/extended_description")
    assert answer.json() == {"updated_at": None, "content": ""}


async def test_there_are_no_own_emojis(anonymous):
    assert (await anonymous.get("/api/v1/custom_emojis")).json() == []


@pytest.mark.settings(ffmpeg="/nowhere/ffmpeg")
async def test_a_site_without_the_program_says_that_it_takes_images_only(anonymous):
    for path in ("/api/v1/instance", "/api/v2/instance"):
        media = (await anonymous.get(path)).json()["configuration"]["media_attachments"]
        assert media["supported_mime_types"] == STILLS
        assert (media["video_size_limit"], media["video_matrix_limit"]) == (0, 0)
