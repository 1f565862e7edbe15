"""One's own profile as one edits it."""

import pytest
from inline_snapshot import snapshot

from tests.doors.api.stable import stable
from tests.features.test_fragments import picture

pytestmark = pytest.mark.anyio

PROFILE = "/api/v1/profile"


async def test_a_new_profile_is_empty_and_shows_all(alice, anonymous):
    assert stable(await alice.get(PROFILE), alice) == snapshot(
        {
            "id": "id of alice",
            "display_name": "",
            "note": "",
            "fields": [],
            "avatar": None,
            "avatar_static": None,
            "avatar_description": "",
            "header": None,
            "header_static": None,
            "header_description": "",
            "locked": False,
            "bot": False,
            "hide_collections": False,
            "discoverable": False,
            "indexable": False,
            "show_media": True,
            "show_media_replies": True,
            "show_featured": True,
            "attribution_domains": [],
            "featured_tags": [],
        }
    )
    assert (await anonymous.get(PROFILE)).status_code == 401


async def test_a_profile_is_changed_in_part_and_comes_back_as_typed(alice, bob):
    await alice.post("/api/v1/featured_tags", json={"name": "tea"})
    form = {
        "display_name": "Alice",
        "note": "I like <tea>",
        "fields_attributes": [{"name": "Site", "value": "https://example.org"}],
        "show_media": False,
        "show_media_replies": False,
        "show_featured": False,
        "attribution_domains": ["Example.ORG", "example.org", "news.example"],
        "locked": True,
    }
    changed = (await alice.patch(PROFILE, json=form)).json()
    assert changed["note"] == "I like <tea>"
    assert changed["fields"][0]["value"] == "https://example.org"
    assert changed["attribution_domains"] == ["example.org", "news.example"]
    assert [each["name"] for each in changed["featured_tags"]] == ["tea"]
    assert changed == (await alice.get(PROFILE)).json()
    kept = (await alice.patch(PROFILE, json={"show_media": True})).json()
    assert kept == {**changed, "show_media": True}
    seen = (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()
    assert (seen["show_media"], seen["show_featured"], seen["locked"]) == (True, False, True)
    own = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    assert own["source"]["attribution_domains"] == ["example.org", "news.example"]
    assert (await alice.patch(PROFILE, json={"attribution_domains": []})).json()[
        "attribution_domains"
    ] == []


async def test_pictures_have_words_for_those_who_do_not_see_them(alice, bob):
    form = {"avatar_description": "a cat", "header_description": "nothing yet"}
    changed = (await alice.patch(PROFILE, data=form, files={"avatar": picture("red")})).json()
    assert changed["avatar"].endswith((".png", ".webp", ".jpg"))
    assert (changed["avatar_description"], changed["header_description"]) == ("a cat", "")
    later = (await alice.patch(PROFILE, json={"avatar_description": "a red cat"})).json()
    assert (later["avatar"], later["avatar_description"]) == (changed["avatar"], "a red cat")
    seen = (await bob.get(f"/api/v1/accounts/{alice.account_id}")).json()
    assert seen["avatar_description"] == "a red cat"
    await alice.delete("/api/v1/profile/avatar")
    gone = (await alice.get(PROFILE)).json()
    assert (gone["avatar"], gone["avatar_description"]) == (None, "")


async def test_what_cannot_be_is_refused_whole(alice):
    for form in (
        {"attribution_domains": ["example.org", "no domain"]},
        {"attribution_domains": [f"site{number}.example" for number in range(11)]},
        {"display_name": "x" * 31},
        {"show_media": ["perhaps"]},
    ):
        answer = await alice.patch(PROFILE, json={"note": "changed", **form})
        assert answer.status_code == 422, form
        assert answer.json()["error"].startswith("Validation failed: ")
    assert (await alice.get(PROFILE)).json()["note"] == ""
