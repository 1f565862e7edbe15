"""Letters: every language says the same, and a letter that is sent twice is the same letter."""

import re

import pytest

from arengo.auth.users import actions
from arengo.auth.users.jobs import send_mail
from arengo.auth.users.letter_texts import LETTERS
from arengo.auth.users.letters import PATHS, write_letter
from arengo.base.phrases import LANGUAGES
from arengo.providers.mail import MailRefused, NullMailer

pytestmark = pytest.mark.anyio


def test_every_letter_has_a_place_where_its_link_leads():
    assert PATHS.keys() == LETTERS.keys()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", PATHS)
def test_a_letter_is_whole_in_every_language(language, template):
    subject, text = write_letter(
        template,
        language=language,
        name="jane",
        site="Montelarco",
        origin="https://montelarco.example",
        link="https://montelarco.example/auth",
    )
    assert "\n" not in subject
    assert "jane" in text
    assert "https://montelarco.example/auth" in text.split()
    assert not re.search(r"%[(s]", subject + text)


class Refusing:
    """A mail route that never takes anything."""

    async def send(self, mail):
        raise MailRefused(f"nobody has the address {mail.to}")


async def letter_job(world):
    row = await world.db.read(
        lambda tx: tx.row("SELECT args FROM jobs WHERE kind = 'users.send_mail'")
    )
    import msgspec  # noqa: PLC0415

    return msgspec.json.decode(row[0])


async def send(world, mail, args):
    site = world.whole.site
    await send_mail(**args, db=site.db, mail=mail, keys=site.keys, settings=site.settings)


async def test_a_job_that_runs_twice_sends_the_same_letter(world, alice):
    keys = world.whole.site.keys
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=keys)
    args = await letter_job(world)
    mail = NullMailer()
    await send(world, mail, args)
    await send(world, mail, args)
    first, second = mail.sent
    assert first == second
    assert first.message_id.endswith("@arengo.test>")
    code = first.text.partition("code=")[2].split()[0]
    assert code not in str(args), "what waits in the queue opens nothing"
    await world.db.write(actions.reset_password, code=code, password_hash="x", keys=keys)
    assert alice.token


async def test_a_letter_that_is_refused_for_good_is_given_up(world, alice):
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=world.whole.site.keys)
    await send(world, Refusing(), await letter_job(world))
    assert alice.token


async def test_nobody_who_is_gone_gets_a_letter(world, alice):
    await world.db.write(actions.ask_reset, email="alice@example.org", keys=world.whole.site.keys)
    args = await letter_job(world)
    await world.db.write(actions.remove_user, account_id=alice.account_id)
    mail = NullMailer()
    await send(world, mail, args)
    assert list(mail.sent) == []
