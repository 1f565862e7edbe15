"""Push subscriptions through the API, and what reaches the app."""

import itertools
import json
from collections.abc import AsyncIterator
from typing import Any

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from arengo.api.entities.notification import TYPE_NAMES
from arengo.api.pushing.titles import TITLES, title
from arengo.auth.oauth.actions import revoke_all_tokens
from arengo.base.clock import DAY_MS
from arengo.base.errors import Invalid
from arengo.base.phrases import LANGUAGES
from arengo.jobs import actions as jobs
from arengo.providers.push.encryption import CURVE, from_base64, point_of, to_base64
from arengo.social.accounts.actions import delete_account, suspend
from arengo.social.notifications.push.endpoints import check_endpoint
from tests.elsewhere import Elsewhere, elsewhere
from tests.travelling import travelling
from tests.world import Person, World

pytestmark = pytest.mark.anyio
URL = "/api/v1/push/subscription"
KEY = ec.derive_private_key(7, CURVE)
AUTH = b"a" * 16
KEYS = {"p256dh": to_base64(point_of(KEY.public_key())), "auth": to_base64(AUTH)}
WRONG: list[dict[str, Any]] = [
    {"endpoint": ""},
    {"endpoint": "nowhere"},
    {"endpoint": "ftp://push.example/x"},
    {"endpoint": "https://192.168.1.1/x"},
    {"endpoint": "https://[::ffff:10.0.0.1]/x"},
    {"endpoint": "https://push.example/" + "x" * 3000},
    {"keys": {"p256dh": "nonsense", "auth": KEYS["auth"]}},
    {"keys": {**KEYS, "auth": ""}},
    {"standard": ["perhaps"]},
    {"keys": "none"},
]
EVERYTHING = dict.fromkeys(TYPE_NAMES.values(), True)


@pytest.fixture
async def service(anyio_backend: str) -> AsyncIterator[Elsewhere]:
    """Play a push service."""
    del anyio_backend
    async with elsewhere() as there:
        there.says("/bob", status=201)
        yield there


async def subscribe(
    person: Person, endpoint: str, *, standard: bool = True, **data: Any
) -> dict[str, Any]:
    """Subscribe to everything, or to what is asked for."""
    form = {
        "subscription": {"endpoint": endpoint, "keys": KEYS, "standard": standard},
        "data": {"alerts": EVERYTHING, **data},
    }
    answer = await person.post(URL, json=form)
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


def read(service: Elsewhere) -> list[dict[str, Any]]:
    """Return what the app reads of the messages that came."""
    return [
        json.loads(http_ece.decrypt(each.body, private_key=KEY, auth_secret=AUTH))
        for each in service.asked
    ]


async def test_a_subscription_is_made_shown_changed_and_ended(alice: Person, world: World):
    assert (await alice.get(URL)).json() == {"error": "Record not found"}
    assert (await alice.put(URL, json={})).status_code == 404
    form = {
        "subscription[endpoint]": "https://push.example/alice",
        "subscription[keys][p256dh]": KEYS["p256dh"],
        "subscription[keys][auth]": KEYS["auth"],
        "data[alerts][mention]": "true",
        "data[alerts][follow]": "0",
        "data[alerts][admin.report]": "1",
        "policy": "followed",
    }
    made = (await alice.post(URL, data=form)).json()
    assert made.keys() == {"id", "endpoint", "standard", "alerts", "policy", "server_key"}
    assert made["endpoint"] == "https://push.example/alice"
    assert (made["standard"], made["policy"]) == (False, "followed")
    assert {name for name, wanted in made["alerts"].items() if wanted} == {"mention"}
    instance = (await alice.get("/api/v2/instance")).json()
    app = await world.app()
    vapid = instance["configuration"]["vapid"]["public_key"]
    assert made["server_key"] == app["vapid_key"] == vapid
    assert (await alice.get(URL)).json() == made
    changed = (await alice.put(URL, json={"data": {"alerts": {"poll": True}}})).json()
    assert {name for name, wanted in changed["alerts"].items() if wanted} == {"poll"}
    assert changed["policy"] == "all"
    again = await subscribe(alice, "https://push.example/other")
    assert again["id"] != made["id"]
    assert await world.count("push_subscriptions") == 1
    for _ in range(2):
        assert (await alice.delete(URL)).json() == {}
    assert (await alice.get(URL)).status_code == 404


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_is_no_subscription_is_refused(alice: Person):
    for change in WRONG:
        form = {"endpoint": "https://push.example/x", "keys": KEYS, **change}
        answer = await alice.post(URL, json={"subscription": form})
        assert answer.status_code == 422, change
        assert answer.json()["error"].startswith("Validation failed")
    assert (await alice.post(URL)).status_code == 422
    assert (await alice.get(URL)).status_code == 404


@pytest.mark.settings(profile="default", password_grant=True, mail_urls=("smtp://127.0.0.1:1",))
@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_only_the_test_profile_wakes_this_machine(settings):
    check_endpoint("https://push.example/x", settings)
    for endpoint in ("http://push.example/x", "https://127.0.0.1/x", "https://[::1]/x"):
        with pytest.raises(Invalid):
            check_endpoint(endpoint, settings)


async def test_an_app_is_woken_with_what_its_owner_is_told(
    alice: Person, bob: Person, world: World, service: Elsewhere
):
    await subscribe(bob, service.url("/bob"))
    text = "good   morning\n@bob " + "la " * 60
    post = await alice.publish(text)
    await alice.follow(bob)
    await world.run_jobs()
    await world.run_jobs()
    told = {each["type"]: each for each in (await bob.get("/api/v1/notifications")).json()}
    said = {each["notification_type"]: each for each in read(service)}
    assert said.keys() == told.keys() == {"mention", "follow"}
    mention = said["mention"]
    assert mention == {
        "access_token": bob.token,
        "preferred_locale": "en",
        "notification_id": int(told["mention"]["id"]),
        "notification_type": "mention",
        "icon": post["account"]["avatar_static"],
        "title": "alice mentioned you",
        "body": mention["body"],
    }
    assert mention["body"].startswith("good morning @bob la")
    assert len(mention["body"]) == 140
    for request in service.asked:
        assert request.method == "POST"
        assert request.headers["content-encoding"] == "aes128gcm"
        assert request.headers["authorization"].startswith("vapid t=")


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_an_older_app_reads_the_draft(
    alice: Person, bob: Person, world: World, service: Elsewhere
):
    await subscribe(bob, service.url("/bob"), standard=False)
    await alice.publish("@bob hi", spoiler_text="greetings")
    await world.run_jobs()
    (request,) = service.asked
    salt = request.headers["encryption"].removeprefix("salt=")
    dh = request.headers["crypto-key"].split(";")[0].removeprefix("dh=")
    body = http_ece.decrypt(
        request.body,
        salt=from_base64(salt),
        dh=from_base64(dh),
        private_key=KEY,
        auth_secret=AUTH,
        keylabel="P-256",
        version="aesgcm",
    )
    assert json.loads(body)["body"] == "greetings"


async def test_only_what_is_wanted_wakes(
    alice: Person, bob: Person, world: World, service: Elsewhere
):
    endpoint = service.url("/bob")
    await subscribe(bob, endpoint, alerts={"follow": True})
    await alice.publish("@bob not this")
    for senders in ("none", "followed", "follower"):
        await subscribe(bob, endpoint, policy=senders)
        await alice.publish(f"@bob not for {senders}")
    assert await world.count("jobs WHERE kind = 'push.deliver'") == 0
    await alice.follow(bob)
    await bob.put(URL, json={"data": {"alerts": {"mention": True}, "policy": "followed"}})
    await bob.follow(alice)
    await alice.publish("@bob followed")
    await world.run_jobs()
    assert [each["notification_type"] for each in read(service)] == ["follow", "mention"]


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_what_is_taken_back_held_or_muted_before_the_job_wakes_nobody(
    alice: Person, bob: Person, world: World, service: Elsewhere
):
    await subscribe(bob, service.url("/bob"))
    post = await alice.publish("@bob oh no")
    await alice.delete(f"/api/v1/statuses/{post['id']}")
    await alice.publish("@bob psst", visibility="direct")
    await alice.publish("@bob muted")
    await bob.post(f"/api/v1/accounts/{alice.account_id}/mute")
    await world.run_jobs()
    assert service.asked == []
    with travelling(25 * 3600):
        await bob.post(f"/api/v1/accounts/{alice.account_id}/unmute")
    await alice.publish("@bob old")
    with travelling(25 * 3600):
        await world.run_jobs()
    assert service.asked == []


@pytest.mark.parametrize("engine", ["sqlite"], indirect=True)
async def test_a_service_that_is_busy_is_asked_again_and_one_that_forgot_us_no_more(
    alice: Person,
    bob: Person,
    world: World,
    service: Elsewhere,
    monkeypatch: pytest.MonkeyPatch,
):
    monkeypatch.setattr(jobs, "wait_ms", lambda _attempts: DAY_MS)  # not while this goes on
    await subscribe(bob, service.url("/bob"))
    for status, failed in ((503, 1), (429, 1), (403, 0), (410, 0)):
        service.says("/bob", status=status)
        assert await world.count("push_subscriptions") == 1
        await alice.publish(f"@bob {status}")
        assert (await world.whole.worker.run_due()).failed == failed, status
    assert await world.count("jobs WHERE kind = 'push.deliver'") == 2
    assert await world.count("push_subscriptions") == 0


async def test_nobody_is_woken_who_was_suspended_in_the_meantime(
    alice: Person, bob: Person, world: World, service: Elsewhere
):
    await subscribe(bob, service.url("/bob"))
    await alice.publish("@bob good morning")
    await world.db.write(suspend, bob.account_id)
    await world.run_jobs()
    await world.run_jobs()
    assert service.asked == []


async def test_a_subscription_ends_with_its_token_and_its_account(
    alice: Person, bob: Person, world: World
):
    for each in (alice, bob):
        await subscribe(each, "https://push.example/x")
    await world.db.write(revoke_all_tokens, account_id=bob.account_id)
    assert await world.count("push_subscriptions") == 1
    await world.db.write(delete_account, alice.account_id)
    await world.run_jobs()
    assert await world.count("push_subscriptions") == 0


def test_every_type_has_a_title_in_every_language():
    assert TITLES.keys() == set(TYPE_NAMES.values())
    for type_name, language in itertools.product(TITLES, LANGUAGES):
        assert "Ada %s" in title(type_name, language=language, name="Ada %s")
