"""Letters about what the staff decided: what was done, why, in the language of who gets them."""

import re

import pytest

from arengo.base.phrases import LANGUAGES
from arengo.moderation.people.actions import ACTS
from arengo.moderation.people.jobs import send_letter
from arengo.moderation.people.letter_texts import LETTERS
from arengo.moderation.people.letters import write_letter
from arengo.providers.mail import MailRefused, NullMailer
from tests.doors.api.staff import admin_of
from tests.languages.speaking import blanks
from tests.world import PASSWORD

pytestmark = pytest.mark.anyio


async def act(who, target, what, **form):
    path = f"/api/v1/admin/accounts/{target.account_id}/action"
    return await who.post(path, json={"type": what, **form})


async def told(world, adam, target, what, **form):
    """Act, and return the letters that this brought."""
    before = len(world.sent)
    answer = await act(adam, target, what, **form)
    assert answer.status_code == 200, answer.text
    await world.run_jobs()
    return world.sent[before:]


async def test_somebody_is_told_what_was_decided_and_why(world, alice):
    adam = await admin_of(world)
    (letter,) = await told(world, adam, alice, "silence", text="Two {rude}\nwords.")
    assert letter.to == "alice@example.org"
    assert "Fewer people" in letter.subject
    assert "alice" in letter.text
    assert "Two {rude}\nwords.\n" in letter.text
    assert f"{world.settings.origin}/#about" in letter.text.split()
    assert "adam" not in letter.text
    (letter,) = await told(world, adam, alice, "sensitive", send_email_notification=True)
    assert "covered" in letter.text
    assert "what they say" not in letter.text
    (letter,) = await told(world, adam, alice, "none", text="Be kind.")
    assert "Nothing was changed" in letter.text
    (letter,) = await told(world, adam, alice, "suspend")
    assert "suspended" in letter.text


async def test_a_letter_is_in_the_language_of_who_gets_it(world):
    adam = await admin_of(world)
    app = world.holder("", await world.app_token())
    form = {
        "username": "livia",
        "email": "livia@example.org",
        "password": PASSWORD,
        "agreement": True,
        "locale": "it-IT",
    }
    token = (await app.post("/api/v1/accounts", json=form)).json()["access_token"]
    me = await world.holder("livia", token).get("/api/v1/accounts/verify_credentials")
    livia = world.holder("livia", token, int(me.json()["id"]))
    (letter,) = await told(world, adam, livia, "disable")
    assert "Per ora non puoi accedere" in letter.subject


async def test_nobody_is_told_who_need_not_be(world, alice):
    adam = await admin_of(world)
    assert await told(world, adam, alice, "none") == []
    assert await told(world, adam, alice, "silence", send_email_notification=False) == []
    for form in ({"text": "x" * 2_001}, {"warning_preset_id": "1"}, {"text": ["a"]}):
        answer = await act(adam, alice, "disable", **form)
        assert answer.status_code == 422, form
    shown = await adam.get(f"/api/v1/admin/accounts/{alice.account_id}")
    assert shown.json()["disabled"] is False
    assert (await act(alice, adam, "none", text="Haha")).status_code == 403
    await world.run_jobs()
    assert [letter for letter in world.sent if "Haha" in letter.text] == []


class Refusing:
    """A mail route that never takes anything."""

    async def send(self, mail):
        raise MailRefused(f"nobody has the address {mail.to}")


async def test_a_letter_is_the_same_twice_and_given_up_when_refused(world, alice):
    site = world.whole.site
    args = {"account_id": alice.account_id, "what": "silence", "why": "", "nonce": "00ff"}
    mail = NullMailer()
    for route in (mail, mail, Refusing()):
        await send_letter(**args, db=site.db, mail=route, settings=site.settings)
    first, second = mail.sent
    assert first == second
    assert first.message_id == f"<00ff.{alice.account_id}@arengo.test>"
    await send_letter(**args | {"account_id": 1}, db=site.db, mail=mail, settings=site.settings)
    assert len(mail.sent) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_letter_for_every_measure(language):
    assert LETTERS.keys() == ACTS.keys()
    for what in ACTS:
        subject, text = write_letter(
            what,
            why="Be kind.",
            language=language,
            name="jane",
            site="Montelarco",
            origin="https://montelarco.example",
        )
        assert "\n" not in subject
        assert {"jane", "https://montelarco.example/#about", "Montelarco"} <= set(
            re.findall(r"[^\s,]+", text)
        )
        assert "\n\nBe kind.\n\n" in text
        assert not re.search(r"%[(s]", subject + text)
        assert set(blanks(LETTERS[what].text)) == {"name", "site", "why", "link"}
