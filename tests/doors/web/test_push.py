"""Being told of news in a browser: subscribed with its session, woken, and ended with it."""

import json

import http_ece
import pytest
from cryptography.hazmat.primitives.asymmetric import ec

from arengo.auth.sessions.actions import end_all_sessions
from arengo.auth.users.actions import disable
from arengo.base.ids import AccountId
from arengo.providers.push.encryption import CURVE, point_of, to_base64
from arengo.social.instance.open_letters import actions as letters
from arengo.social.instance.open_letters.model import Text, Words
from arengo.social.notifications.push import jobs
from tests.doors.web.reading import ONE_ENGINE, read, sign_in
from tests.elsewhere import elsewhere

pytestmark = [pytest.mark.anyio, ONE_ENGINE]
PATH = "/settings/push"
KEY = ec.derive_private_key(7, CURVE)
AUTH = b"a" * 16
TEXT = "Dear neighbours,\n\nsee you."
KEYS = {"p256dh": to_base64(point_of(KEY.public_key())), "auth": to_base64(AUTH)}


def words(title: str) -> Words:
    return Words(texts=(Text(language="en", title=title, text=TEXT),))


@pytest.fixture
async def browser(world, bob):
    return await sign_in(world, bob)


async def send(browser, path: str = PATH, **typed: str):
    """Send a form of the page with its token."""
    soup = await read(browser, PATH)
    token = soup.select_one("main [name=csrf_token]")["value"]
    return await browser.post(path, data={"csrf_token": token, **typed})


async def test_a_browser_is_woken_with_what_its_member_is_told(world, alice, bob, browser):
    async with elsewhere() as service:
        service.says("/bob", status=201)
        answer = await send(browser, endpoint=service.url("/bob"), mentions="true", **KEYS)
        assert answer.headers["location"] == f"{PATH}?said=push_on"
        await alice.publish("@bob good morning")
        await alice.follow(bob)
        await world.run_jobs()
        [came] = service.asked
    told = json.loads(http_ece.decrypt(came.body, private_key=KEY, auth_secret=AUTH))
    assert (told["title"], told["body"]) == ("alice mentioned you", "@bob good morning")
    assert told["access_token"] == ""
    assert came.headers["authorization"].startswith("vapid t=")


async def test_who_wants_open_letters_is_woken_for_each_that_stands(
    world, alice, bob, carol, monkeypatch
):
    monkeypatch.setattr(jobs, "_BATCH", 1)
    async with elsewhere() as service:
        for who, wish in ((alice, "mentions"), (bob, "letters"), (carol, "letters")):
            service.says(f"/{who.name}", status=201)
            browser = await sign_in(world, who)
            await send(browser, endpoint=service.url(f"/{who.name}"), **{wish: "true"}, **KEYS)
        await world.db.write(disable, account_id=AccountId(carol.account_id))
        for title in ("Never mind", "We move on Sunday"):
            letter = await world.db.write(letters.draft, words(title), by=None)
            signed = await world.db.write(
                letters.sign, letter.id, site="https://arengo.test", keys=world.whole.site.keys
            )
            if title == "Never mind":
                await world.db.write(letters.withdraw, letter.id)
        await world.run_jobs()
        [came] = service.asked
    told = json.loads(http_ece.decrypt(came.body, private_key=KEY, auth_secret=AUTH))
    assert (told["title"], told["body"]) == ("We move on Sunday", "Dear neighbours, see you.")
    assert (told["url"], told["notification_type"]) == (
        f"/letter/{signed.seal.slug}",
        "open_letter",
    )


async def test_what_one_wants_to_hear_is_shown_and_changed(world, browser):
    before = await read(browser, PATH)
    assert before.select("form[data-on], form[data-push-end]") == []
    await send(browser, endpoint="https://push.example/x", mentions="true", **KEYS)
    await send(browser, reactions="true", letters="true", senders="followed")
    soup = await read(browser, PATH)
    ticked = {tag["name"] for tag in soup.select("main input[type=checkbox][checked]")}
    assert ticked == {"reactions", "letters"}
    assert soup.select_one("input[name=senders][checked]")["value"] == "followed"
    for _ in range(2):
        answer = await send(browser, f"{PATH}/end")
        assert answer.headers["location"] == f"{PATH}?said=push_off"
    assert await world.count("push_subscriptions") == 0


@pytest.mark.parametrize(
    "typed",
    [
        {},
        {"endpoint": "nowhere", **KEYS},
        {"endpoint": "https://192.168.1.1/x", **KEYS},
        {"endpoint": "https://push.example/x", "p256dh": "no", "auth": "no"},
        {"endpoint": "https://push.example/" + "x" * 3_000, **KEYS},
    ],
)
async def test_what_is_no_address_is_refused_in_words(world, browser, typed):
    answer = await send(browser, **typed)
    assert answer.status_code == 422
    assert "gave no address" in answer.text
    assert await world.count("push_subscriptions") == 0


async def test_another_address_keeps_what_one_wants_to_hear(world, browser):
    moved = {"endpoint": "https://push.example/moved", **KEYS}
    assert (await send(browser, f"{PATH}/renew", **moved)).status_code == 404
    await send(browser, endpoint="https://push.example/x", follows="true", **KEYS)
    assert (await send(browser, f"{PATH}/renew", **moved)).status_code == 303
    for wrong in ({"endpoint": "nowhere", **KEYS}, {**moved, "auth": "x"}, {}):
        assert (await send(browser, f"{PATH}/renew", **wrong)).status_code == 422
    kept = await world.db.read(lambda tx: tx.rows("SELECT endpoint FROM push_subscriptions"))
    assert [tuple(row) for row in kept] == [("https://push.example/moved",)]
    soup = await read(browser, PATH)
    ticked = [tag["name"] for tag in soup.select("main input[type=checkbox][checked]")]
    assert ticked == ["follows"]


async def test_it_ends_with_the_session_and_only_with_this_one(world, bob, browser):
    other = await sign_in(world, bob)
    for each in (browser, other):
        await send(each, endpoint="https://push.example/x", mentions="true", **KEYS)
    assert await world.count("push_subscriptions") == 2
    soup = await read(browser, PATH)
    token = soup.select_one("main [name=csrf_token]")["value"]
    await browser.post("/auth/sign_out", data={"csrf_token": token})
    assert await world.count("push_subscriptions") == 1
    await world.db.write(end_all_sessions, account_id=AccountId(bob.account_id))
    assert await world.count("push_subscriptions") == 0


async def test_without_a_token_of_the_page_nothing_happens(world, browser):
    for path in (PATH, f"{PATH}/end", f"{PATH}/renew"):
        assert (await browser.post(path, data=KEYS)).status_code == 403
    assert await world.count("push_subscriptions") == 0
