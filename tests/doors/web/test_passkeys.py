"""Passkeys at the pages: added after the password, used instead of it, removed again."""

import json

import pytest

from arengo.auth.passkeys.challenges import LASTS_MS
from arengo.auth.users.actions import change_password, disable
from tests.doors.web.test_own_login import signed_in, turn_on_second_factor
from tests.doors.web.visiting import Visitor
from tests.features.auth.test_second_factor import no_code_of
from tests.passkeys import SecurityKey
from tests.travelling import travelling
from tests.world import PASSWORD

pytestmark = [pytest.mark.anyio, pytest.mark.usefixtures("alice", "bob")]
SECTION = "section[aria-labelledby=passkeys]"
ADD = f"{SECTION} > details"


async def made(visitor, key, *, name="Blue key", **proof) -> Visitor:
    """Add a passkey as a browser with scripts does."""
    await visitor.open("/settings/security")
    await visitor.submit(within=ADD, **{"password": PASSWORD, **proof})
    if visitor.status == 200:
        options = visitor.page.select_one("form[data-passkey=make]")["data-options"]
        await visitor.submit(credential=key.make(json.loads(options)), name=name)
    return visitor


async def asked(visitor, key, *, return_to="/settings/security") -> Visitor:
    """Sign in with a passkey as a browser with scripts does."""
    await visitor.open(f"/auth/sign_in?return_to={return_to}")
    return await answered(visitor, key)


async def answered(visitor, key) -> Visitor:
    form = visitor.page.select_one("form[data-passkey=ask]")
    options = (await visitor.person.get(form["data-options"])).json()
    fields = {tag["name"]: tag["value"] for tag in form.select("input")}
    fields["credential"] = key.sign(options)
    visitor.answer = await visitor.person.post(form["action"], data=fields)
    return visitor


async def with_passkey(world) -> tuple[Visitor, SecurityKey]:
    visitor, key = await signed_in(world), SecurityKey(world.settings.origin)
    await made(visitor, key)
    assert visitor.location == "/settings/security?said=passkey_added"
    return await visitor.follow(), key


def rows(visitor) -> list[str]:
    return [row.get_text() for row in visitor.page.select(f"{SECTION} .rows b")]


async def test_a_passkey_that_was_added_signs_in_without_a_password(world):
    visitor, key = await with_passkey(world)
    assert "The passkey was added" in visitor.page.select_one("[role=status]").get_text()
    assert rows(visitor) == ["Blue key"]
    assert "never used" in visitor.page.select_one(SECTION).get_text()
    other = await asked(Visitor(world), key)
    assert other.location == "/settings/security"
    await other.follow()
    assert other.status == 200
    assert "never used" not in other.page.select_one(SECTION).get_text()
    await world.run_jobs()
    assert world.sent[-1].subject == "Your account can be opened with another passkey"


@pytest.mark.parametrize("reset", [True, False])
async def test_whoever_resets_a_password_shuts_out_the_passkeys_of_others(world, reset):
    visitor, key = await with_passkey(world)
    (session,) = await world.db.read(lambda tx: tx.rows("SELECT id, account_id FROM sessions"))
    await world.db.write(
        change_password,
        account_id=session[1],
        password_hash="x",
        keep_session_id=None if reset else session[0],
    )
    assert await world.count("passkeys") == (0 if reset else 1)
    other = await asked(Visitor(world), key)
    assert (other.status == 303) is not reset
    assert visitor


async def test_a_passkey_stands_for_the_second_step_too_and_is_added_only_with_both(world):
    visitor, key = await signed_in(world), SecurityKey(world.settings.origin)
    secret, codes = await turn_on_second_factor(visitor)
    await made(visitor, key, code=no_code_of(secret))
    assert visitor.problems == ["This code is not right, or it has been used already."]
    await made(visitor, key, code=codes[0])
    other = await asked(Visitor(world), key)
    assert other.location == "/settings/security"


async def test_whoever_does_not_know_the_password_adds_no_passkey(world):
    visitor, key = await signed_in(world), SecurityKey(world.settings.origin)
    await made(visitor, key, password="guess")
    assert (visitor.status, visitor.problems) == (422, ["The password is not right."])
    assert visitor.page.select_one(ADD).has_attr("open")
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    options = {"challenge": "AAAA", "user": {"id": "AAAA"}}
    data = {"csrf_token": token, "credential": key.make(options), "name": "x"}
    visitor.answer = await visitor.person.post("/settings/security/passkeys/new", data=data)
    assert visitor.problems == ["This took too long. Please try once more."]
    assert rows(visitor) == []


async def test_what_another_session_was_asked_is_no_answer_here(world):
    visitor, other = await signed_in(world), await signed_in(world, "bob")
    for each in (visitor, other):
        await each.open("/settings/security")
        await each.submit(within=ADD, password=PASSWORD)
    options = other.page.select_one("form[data-passkey=make]")["data-options"]
    key = SecurityKey(world.settings.origin)
    await visitor.submit(credential=key.make(json.loads(options)))
    assert visitor.problems == ["This took too long. Please try once more."]


@pytest.mark.parametrize("credential", ["", "{}", "[]", "x" * 17_000])
async def test_what_is_no_passkey_is_said_to_be_none(world, credential):
    visitor = await signed_in(world)
    await visitor.open("/settings/security")
    await visitor.submit(within=ADD, password=PASSWORD)
    await visitor.submit(credential=credential)
    assert visitor.problems == ["This passkey could not be checked. Nothing was added."]
    await visitor.open("/auth/sign_in")
    form = visitor.page.select_one("form[data-passkey=ask]")
    token = form.select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "credential": credential}
    visitor.answer = await visitor.person.post("/auth/passkey", data=data)
    assert visitor.status == 422
    assert "opens no account here" in visitor.problems[0]


async def test_one_key_opens_one_account_and_is_added_once(world):
    visitor, key = await with_passkey(world)
    other = await made(await signed_in(world, "bob"), key)
    assert other.problems == ["This passkey opens an account here already."]
    await made(visitor, key)
    assert visitor.problems == ["This passkey opens an account here already."]


async def test_an_answer_is_good_for_ten_minutes_and_for_one_browser(world):
    _, key = await with_passkey(world)
    visitor = await Visitor(world).open("/auth/sign_in")
    stolen = (await Visitor(world).person.get("/auth/passkey/options")).json()
    form = visitor.page.select_one("form[data-passkey=ask]")
    token = form.select_one("[name=csrf_token]")["value"]
    data = {"csrf_token": token, "credential": key.sign(stolen)}
    visitor.answer = await visitor.person.post("/auth/passkey", data=data)
    assert visitor.problems == ["This took too long. Please try once more."]
    options = (await visitor.person.get("/auth/passkey/options")).json()
    data["credential"] = key.sign(options)
    with travelling(LASTS_MS // 1_000 + 1):
        visitor.answer = await visitor.person.post("/auth/passkey", data=data)
        assert visitor.problems == ["This took too long. Please try once more."]
    visitor.answer = await visitor.person.post("/auth/passkey", data=data)
    assert visitor.location == "/"
    visitor.answer = await visitor.person.post("/auth/passkey", data=data)
    assert visitor.status == 422, "an answer counts once"


async def test_without_the_token_of_the_page_nobody_is_signed_in(world):
    _, key = await with_passkey(world)
    visitor = await Visitor(world).open("/auth/sign_in")
    options = (await visitor.person.get("/auth/passkey/options")).json()
    data = {"credential": key.sign(options), "return_to": "/about"}
    visitor.answer = await visitor.person.post("/auth/passkey", data=data)
    assert visitor.status == 403
    assert visitor.page.select_one("[name=return_to]")["value"] == "/about"
    assert not visitor.page.select(".myself")


async def test_a_key_that_means_another_account_opens_none(world):
    _, key = await with_passkey(world)
    key.handle = b"somebody else"
    visitor = await asked(Visitor(world), key)
    assert "opens no account here" in visitor.problems[0]


async def test_a_suspended_login_is_told_so_and_not_opened(world, alice):
    _, key = await with_passkey(world)
    await world.db.write(disable, account_id=alice.account_id)
    visitor = await asked(Visitor(world), key)
    assert visitor.problems == ["This account is suspended."]


async def test_a_passkey_is_renamed_and_removed_by_its_owner_alone(world):
    visitor, key = await with_passkey(world)
    await visitor.submit(within=f"{SECTION} .rows details", name="Red <b>key</b>")
    await visitor.follow()
    assert rows(visitor) == ["Red <b>key</b>"]
    form = visitor.page.select_one(f"{SECTION} .rows li > form")
    other = await (await signed_in(world, "bob")).open("/settings/security")
    token = other.page.select_one("[name=csrf_token]")["value"]
    rename = form["action"].removesuffix("/remove")
    data = {"csrf_token": token, "name": "Bob's"}
    assert (await other.person.post(rename, data=data)).status_code == 404
    assert (await other.person.post(form["action"], data=data)).status_code == 303
    await visitor.open("/settings/security")
    assert rows(visitor) == ["Red <b>key</b>"]
    token = visitor.page.select_one("[name=csrf_token]")["value"]
    for _ in range(2):
        visitor.answer = await visitor.person.post(form["action"], data={"csrf_token": token})
        await visitor.follow()
        assert rows(visitor) == []
    assert "opens no account here" in (await asked(Visitor(world), key)).problems[0]


async def test_the_page_is_for_members_and_its_old_address_leads_on(world):
    nobody = Visitor(world)
    await nobody.open("/settings/security")
    assert nobody.location == "/auth/sign_in?return_to=%2Fsettings%2Fsecurity"
    await nobody.open("/auth/security?lang=fr")
    assert nobody.location == "/settings/security?lang=fr"
    await nobody.open("/auth/security/email")
    assert nobody.location == "/settings/security/email"
    await nobody.open("/auth/security/..%252F%252Felsewhere.example")
    assert nobody.location.startswith("/settings/security/")
