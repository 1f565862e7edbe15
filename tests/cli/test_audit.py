"""`arengo audit`: what the operator changes stands in the log; what they only look at does not."""

import io

import pytest
from PIL import Image

from arengo.control import verbs
from arengo.control.commands import COMMANDS, run_command
from arengo.moderation.audit.model import Act
from arengo.moderation.audit.queries import entries
from tests.cli.test_database import change

assert verbs  # importing them declares the commands
LOOKS = {
    "accounts.list": {},
    "accounts.show": {"name": "nina"},
    "announcements.list": {},
    "audit.list": {},
    "audit.check": {},
    "emoji.list": {},
    "invites.list": {},
    "jobs.list": {},
    "letters.list": {},
    "settings.list": {},
    "settings.get": {"name": "title"},
}
LETTER = {"texts": [{"language": "en", "title": "To all", "text": "Tea is at five."}]}
# Nobody's doing: they fill an empty site or look after files.
OTHERS = ("community.", "town.", "db.", "search.")


def tell(_done, _total, _words):
    """Hear nothing."""


def drawn():
    """Return a small picture."""
    picture = io.BytesIO()
    Image.new("RGB", (8, 8), "green").save(picture, "PNG")
    return picture.getvalue()


@pytest.mark.anyio
async def test_every_command_that_changes_something_writes_an_entry(world):
    used = set()

    async def does(name, /, **arguments):
        used.add(name)
        return await run_command(world.whole.site, name, arguments, tell)

    await does("accounts.create", name="nina", email="nina@example.org", role="Moderator")
    for name in ("approve", "confirm", "suspend", "unsuspend", "reset_password"):
        await does(f"accounts.{name}", name="nina")
    await does("accounts.set_role", name="nina", role="Admin")
    code = (await does("invites.create", name="nina"))["code"]
    await does("invites.expire", code=code)
    number = (await does("announcements.add", text="Tea at four.", draft=True))["id"]
    await does("announcements.edit", id=number, text="Tea at five.")
    for name in ("publish", "unpublish", "remove"):
        await does(f"announcements.{name}", id=number)
    await does("emoji.add", shortcode="tea", image=drawn())
    await does("emoji.remove", shortcode="tea")
    signed = (await does("letters.write", **LETTER))["id"]
    for name in ("show", "sign", "withdraw"):
        await does(f"letters.{name}", id=signed)
    await does("letters.remove", id=(await does("letters.write", **LETTER))["id"])
    await does("settings.set", name="title", value="Il Portico")
    await does("jobs.retry")
    for name, arguments in LOOKS.items():
        await does(name, **arguments)
    await does("accounts.delete", name="nina")
    assert {name for name in COMMANDS if not name.startswith(OTHERS)} == used

    found = [each.deed for each in await world.db.read(entries, limit=50)][::-1]
    assert {each.by for each in found} == {None}
    assert "example.org" not in repr(found)
    assert [each.act for each in found] == [
        Act.CREATE,
        Act.APPROVE,
        Act.CONFIRM,
        Act.SUSPEND,
        Act.UNSUSPEND,
        Act.RESET_PASSWORD,
        Act.CHANGE_ROLE,
        Act.CREATE_INVITE,
        Act.EXPIRE_INVITE,
        Act.ADD_ANNOUNCEMENT,
        Act.CHANGE_ANNOUNCEMENT,
        Act.PUBLISH_ANNOUNCEMENT,
        Act.WITHDRAW_ANNOUNCEMENT,
        Act.REMOVE_ANNOUNCEMENT,
        Act.ADD_EMOJI,
        Act.REMOVE_EMOJI,
        Act.SIGN_LETTER,
        Act.WITHDRAW_LETTER,
        Act.CHANGE_SETTING,
        Act.RETRY_JOBS,
        Act.DELETE,
    ]
    about = {each.act: (each.about, each.after) for each in found}
    assert about[Act.CHANGE_ROLE] == ("admin", None)
    assert about[Act.CHANGE_SETTING] == ("title", '"Il Portico"')
    assert about[Act.ADD_EMOJI] == ("tea", None)


def test_the_log_is_listed_and_checked(sqlite):
    assert sqlite("db", "migrate").exit_code == 0
    assert sqlite("audit", "list").stdout == "Nothing was done yet.\n"
    sqlite("accounts", "create", "nina", "--email", "nina@example.org")
    sqlite("accounts", "suspend", "nina")
    newest, oldest = sqlite.json("audit", "list")
    assert (newest["number"], newest["by"], newest["act"]) == (2, "operator", "suspend")
    assert (newest["person"], oldest["about"]) == ("nina", "member")
    assert "suspend" in sqlite("audit", "list", "--limit", "1").stdout
    assert sqlite("audit", "check").stdout == "The log is as it was written.\n"
    change(sqlite, "UPDATE audit_entries SET act = 'unsuspend' WHERE seq = 2")
    assert "entry 2" in sqlite("audit", "check", status=1).stdout
