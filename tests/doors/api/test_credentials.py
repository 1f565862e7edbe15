"""One's own account: what only oneself is told, and changing it."""

import io

import pytest
from inline_snapshot import snapshot
from PIL import Image

from tests.doors.api.stable import stable

pytestmark = pytest.mark.anyio
PATH = "/api/v1/accounts/update_credentials"


def picture(colour: str = "red") -> bytes:
    content = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(content, "PNG")
    return content.getvalue()


async def test_ones_own_account_tells_source_and_role(alice):
    answer = stable(await alice.get("/api/v1/accounts/verify_credentials"), alice)
    assert {"source": answer["source"], "role": answer["role"]} == snapshot(
        {
            "source": {
                "privacy": "public",
                "sensitive": False,
                "language": "",
                "quote_policy": "public",
                "note": "",
                "fields": [],
                "follow_requests_count": 0,
                "hide_collections": False,
                "discoverable": False,
                "indexable": False,
                "attribution_domains": [],
            },
            "role": {
                "id": "0",
                "name": "",
                "color": "",
                "permissions": "65536",
                "highlighted": False,
                "collection_limit": 10,
            },
        }
    )


async def test_everything_can_be_changed_with_json(alice, anonymous):
    form = {
        "display_name": "Alice \u202eLiddell",
        "note": "Down the hole: https://example.org #tea",
        "locked": True,
        "bot": "1",
        "discoverable": "true",
        "indexable": True,
        "hide_collections": False,
        "fields_attributes": [
            {"name": "Pronouns", "value": "she/her"},
            {"name": "", "value": ""},
            {"name": "Site", "value": "https://example.org/a"},
        ],
        "source": {"privacy": "unlisted", "sensitive": "1", "language": "en-GB"},
    }
    changed = stable(await alice.patch(PATH, json=form), alice)
    assert {
        key: changed[key]
        for key in ("display_name", "note", "locked", "bot", "discoverable", "fields", "source")
    } == snapshot(
        {
            "display_name": "Alice Liddell",
            "note": '<p>Down the hole: <a href="https://example.org" rel="nofollow noopener" translate="no" target="_blank"><span class="invisible">https://</span><span class="">example.org</span><span class="invisible"></span></a> <a href="https://arengo.test/tags/tea" class="mention hashtag" rel="tag">#<span>tea</span></a></p>',  # noqa: E501  as it is sent
            "locked": True,
            "bot": True,
            "discoverable": True,
            "fields": [
                {"name": "Pronouns", "value": "she/her", "verified_at": None},
                {
                    "name": "Site",
                    "value": '<a href="https://example.org/a" rel="nofollow noopener me" translate="no" target="_blank"><span class="invisible">https://</span><span class="">example.org/a</span><span class="invisible"></span></a>',  # noqa: E501  as it is sent
                    "verified_at": None,
                },
            ],
            "source": {
                "privacy": "unlisted",
                "sensitive": True,
                "language": "en",
                "quote_policy": "public",
                "note": "Down the hole: https://example.org #tea",
                "fields": [
                    {"name": "Pronouns", "value": "she/her", "verified_at": None},
                    {"name": "Site", "value": "https://example.org/a", "verified_at": None},
                ],
                "follow_requests_count": 0,
                "hide_collections": False,
                "discoverable": True,
                "indexable": True,
                "attribution_domains": [],
            },
        }
    )
    shown = (await anonymous.get(f"/api/v1/accounts/{alice.account_id}")).json()
    assert shown["display_name"] == changed["display_name"]
    assert "source" not in shown
    assert "role" not in shown


async def test_a_form_with_numbered_fields_and_brackets_does_the_same(alice):
    form = {
        "fields_attributes[0][name]": "One",
        "fields_attributes[0][value]": "1",
        "fields_attributes[1][name]": "Two",
        "fields_attributes[1][value]": "2",
        "source[privacy]": "private",
        "source[quote_policy]": "followers",
        "locked": "1",
    }
    changed = (await alice.patch(PATH, data=form)).json()
    assert [(f["name"], f["value"]) for f in changed["fields"]] == [("One", "1"), ("Two", "2")]
    assert changed["locked"] is True
    assert changed["source"]["privacy"] == "private"
    preferences = (await alice.get("/api/v1/preferences")).json()
    assert preferences == snapshot(
        {
            "posting:default:visibility": "private",
            "posting:default:sensitive": False,
            "posting:default:language": None,
            "posting:default:quote_policy": "followers",
            "reading:expand:media": "default",
            "reading:expand:spoilers": False,
            "reading:autoplay:gifs": False,
        }
    )


async def test_a_map_of_numbered_fields_in_json_is_a_list(alice):
    form = {"fields_attributes": {"0": {"name": "One", "value": "1"}}}
    assert (await alice.patch(PATH, json=form)).json()["fields"][0]["name"] == "One"


async def test_what_is_not_named_stays(alice):
    await alice.patch(PATH, json={"display_name": "Alice", "source": {"language": "it"}})
    changed = (await alice.patch(PATH, data={"note": "hi"})).json()
    assert (changed["display_name"], changed["source"]["language"]) == ("Alice", "it")
    emptied = (await alice.patch(PATH, data={"display_name": "", "source[language]": ""})).json()
    assert (emptied["display_name"], emptied["source"]["language"]) == ("", "")


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (
            {"display_name": "x" * 31},
            "Validation failed: Display name is too long (maximum is 30 characters)",
        ),
        ({"note": "x" * 501}, "Validation failed: Note character limit of 500 exceeded"),
        (
            {"fields_attributes": [{"name": "n", "value": "v"}] * 5},
            "Validation failed: Fields is too long (maximum is 4 entries)",
        ),
        (
            {"fields_attributes": [{"name": "n", "value": "v" * 256}]},
            "Validation failed: Field value is too long (maximum is 255 characters)",
        ),
        (
            {"fields_attributes": [{"name": "", "value": "v"}]},
            "Validation failed: Field name can't be blank",
        ),
    ],
)
async def test_what_is_too_much_is_refused_and_nothing_kept(alice, form, words):
    answer = await alice.patch(PATH, json={"note": "kept?", "bot": True, **form})
    assert (answer.status_code, answer.json()["error"]) == (422, words)
    own = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    assert (own["note"], own["bot"]) == ("", False)


@pytest.mark.parametrize(
    "form",
    [
        {"source": {"privacy": "everybody"}},
        {"source": {"quote_policy": 3}},
        {"locked": ["perhaps"]},
        {"fields_attributes": "x"},
        {"source": []},
        {"display_name": {"a": 1}},
    ],
)
async def test_what_makes_no_sense_is_refused(alice, form):
    assert (await alice.patch(PATH, json=form)).status_code == 422


async def test_thirty_characters_are_thirty_as_people_see_them(alice):
    name = "👩‍👩‍👧‍👦" * 30
    changed = (await alice.patch(PATH, json={"display_name": name})).json()
    assert changed["display_name"] == name


async def test_pictures_are_kept_shown_replaced_and_taken_away(alice, world):
    files = {"avatar": ("a.png", picture()), "header": ("h.png", picture("blue"))}
    changed = (await alice.patch(PATH, files=files, data={"bot": "1"})).json()
    assert changed["bot"] is True
    for key in ("avatar", "avatar_static", "header", "header_static"):
        assert (await alice.get(changed[key])).status_code == 200, key
    again = (await alice.patch(PATH, files={"avatar": ("b.png", picture("green"))})).json()
    assert again["avatar"] != changed["avatar"]
    assert again["header"] == changed["header"]
    await world.run_jobs()
    assert (await alice.get(changed["avatar"])).status_code == 404
    assert (await alice.get(again["avatar"])).status_code == 200
    for which in ("avatar", "header"):
        gone = (await alice.delete(f"/api/v1/profile/{which}")).json()
        assert gone[which].endswith(f"/{which}s/original/missing.png")
    await world.run_jobs()
    assert (await alice.get(again["avatar"])).status_code == 404


async def test_a_text_is_no_picture(alice):
    answer = await alice.patch(PATH, files={"avatar": ("a.png", b"no picture", "image/png")})
    assert answer.status_code == 422
    own = (await alice.get("/api/v1/accounts/verify_credentials")).json()
    assert own["avatar"].endswith("missing.png")


async def test_nobody_has_no_credentials(anonymous):
    for method, path in (
        ("GET", "/api/v1/accounts/verify_credentials"),
        ("PATCH", PATH),
        ("GET", "/api/v1/preferences"),
        ("DELETE", "/api/v1/profile/avatar"),
    ):
        assert (await anonymous.http.request(method, path)).status_code == 401
