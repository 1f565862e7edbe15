"""Translation: by a server that speaks as LibreTranslate does, and without any."""

import json

import pytest

from tests.elsewhere import elsewhere
from tests.world import open_world

# Nothing here depends on the database.
pytestmark = [pytest.mark.anyio, pytest.mark.parametrize("engine", ["sqlite"], indirect=True)]
LANGUAGES = [
    {"code": "it", "name": "Italian", "targets": ["en", "fr", "it"]},
    {"code": "en", "name": "English", "targets": ["it"]},
]


@pytest.fixture
async def there(anyio_backend):  # noqa: ARG001
    async with elsewhere() as there:
        there.says("/languages", json.dumps(LANGUAGES), content_type="application/json")
        yield there


@pytest.fixture
async def translating(settings, there):
    """Give a world with that server."""
    chosen = type(settings)(
        **{
            **{name: getattr(settings, name) for name in settings.__struct_fields__},
            "translation_url": there.origin,
            "translation_key": "word",
        }
    )
    async with open_world(chosen) as world:
        yield world


def answers(there, *texts, detected=None):
    body = {"translatedText": list(texts)}
    if detected:
        body["detectedLanguage"] = [{"confidence": 90, "language": detected}] * len(texts)
    there.says("/translate", json.dumps(body), content_type="application/json")


async def translate(person, post, **form):
    return await person.post(f"/api/v1/statuses/{post['id']}/translate", json=form)


async def test_a_status_is_translated(translating, there):
    alice = await translating.join("alice")
    poll = {"options": ["sì", "no"], "expires_in": 600}
    post = await alice.publish(
        "ciao <b> @alice", spoiler_text="attenzione", language="it", poll=poll
    )
    answers(there, "hello <script> @alice", "caution", "yes", "no")
    answer = await translate(alice, post, lang="en")
    assert answer.status_code == 200, answer.text
    told = answer.json()
    assert told["content"].startswith("<p>hello &lt;script&gt; <span")
    assert told["spoiler_text"] == "caution"
    assert (told["language"], told["detected_source_language"]) == ("en", "it")
    assert told["provider"] == "LibreTranslate"
    assert told["media_attachments"] == []
    assert told["poll"] == {"id": post["id"], "options": [{"title": "yes"}, {"title": "no"}]}
    asked = json.loads(there.asked[-1].body)
    assert asked == {
        "q": ["ciao <b> @alice", "attenzione", "sì", "no"],
        "source": "it",
        "target": "en",
        "format": "text",
        "api_key": "word",
    }


async def test_the_reader_has_a_language_and_a_text_may_have_none(translating, there):
    alice = await translating.join("alice")
    post = await alice.publish("ciao")
    assert post["language"] is None
    answers(there, "hello", detected="it")
    told = (await translate(alice, post)).json()
    assert (told["language"], told["detected_source_language"]) == ("en", "it")
    assert json.loads(there.asked[-1].body)["source"] == "auto"
    app = translating.holder("", await translating.app_token())
    assert (await translate(app, post)).json()["language"] == "en"
    assert (await translate(translating.anonymous(), post)).status_code == 401


async def test_what_cannot_be_translated(translating, there):
    alice, bob = await translating.join("alice"), await translating.join("bob")
    answers(there, "x")
    post = await alice.publish("hello", language="en")
    for lang in ("en", "fr", "nonsense", "x" * 300):
        assert (await translate(alice, post, lang=lang)).status_code == 403
    private = await alice.publish("ciao", language="it", visibility="private")
    assert (await translate(alice, private, lang="en")).status_code == 403
    assert (await translate(bob, private, lang="en")).status_code == 404
    assert (await translate(alice, {"id": "1"}, lang="en")).status_code == 404
    assert not there.asked_for("/translate")


async def test_a_service_that_fails_is_unavailable(translating, there):
    alice = await translating.join("alice")
    post = await alice.publish("ciao", language="it")
    for body, status in (("{}", 200), ("no json", 200), ("{}", 500), ("{}", 302)):
        there.says("/translate", body, status=status, Location=there.url("/languages"))
        answer = await translate(alice, post, lang="en")
        assert (answer.status_code, answer.json()) == (503, {"error": "Service Unavailable"})
    answers(there, "one", "too many")
    assert (await translate(alice, post, lang="en")).status_code == 503
    assert there.asked_for("/languages") == 1


async def test_the_languages_are_told(translating, there):
    anonymous = translating.anonymous()
    told = (await anonymous.get("/api/v1/instance/translation_languages")).json()
    assert told == {"it": ["en", "fr"], "en": ["it"], "und": ["en", "fr", "it"]}
    about = (await anonymous.get("/api/v2/instance")).json()
    assert about["configuration"]["translation"] == {"enabled": True}
    assert there.asked_for("/languages") == 1


async def test_without_a_service_nothing_is_translated(alice, anonymous):
    post = await alice.publish("ciao", language="it")
    answer = await translate(alice, post, lang="en")
    assert (answer.status_code, answer.json()) == (404, {"error": "Record not found"})
    assert (await anonymous.get("/api/v1/instance/translation_languages")).json() == {}
