"""Commands on what the operator sets at run time."""

from typing import Any

import msgspec

from arengo.base.errors import NotFound
from arengo.control.commands import Form, Nothing, Tell, command
from arengo.control.finding import account_named, perhaps
from arengo.gate.site import Site
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.actions import change_setting
from arengo.social.instance.model import SiteSettings
from arengo.social.instance.queries import NAMES, site_settings
from arengo.storage import Transaction


class Name(Form, frozen=True, kw_only=True):
    """A setting."""

    name: str


class Change(Form, frozen=True, kw_only=True):
    """A setting and its new value, as text."""

    name: str
    value: str


@command("settings.list")
async def list_(site: Site, _form: Nothing, _tell: Tell) -> dict[str, Any]:
    """Return every setting with its value."""
    return _plain(await site.db.read(site_settings))


@command("settings.get")
async def get(site: Site, form: Name, _tell: Tell) -> dict[str, Any]:
    """Return one setting."""
    return _one(await site.db.read(site_settings), form.name)


@command("settings.set")
async def set_(site: Site, form: Change, _tell: Tell) -> dict[str, Any]:
    """Change one setting and return what it is now."""
    _known(form.name)

    def verb(tx: Transaction) -> SiteSettings:
        settings = change_setting(tx, form.name, _value(tx, form))
        after = msgspec.json.encode(getattr(settings, form.name)).decode()
        note(tx, Deed(by=None, act=Act.CHANGE_SETTING, about=form.name, after=after))
        return settings

    return _one(await site.db.write(verb), form.name)


def _value(tx: Transaction, form: Change) -> str:
    """Return the value as it is kept: people type names and words, not numbers."""
    value = form.value.strip()
    if form.name == "contact_account_id" and value and not value.isdecimal():
        return str(account_named(tx, value).id)
    if form.name == "registrations" and value == "approved":
        return "approval"
    return form.value


def _known(name: str) -> None:
    if name not in NAMES:
        raise NotFound(f"There is no setting {name!r}.{perhaps(name, NAMES)}")


def _one(settings: SiteSettings, name: str) -> dict[str, Any]:
    _known(name)
    return {name: _plain(settings)[name]}


def _plain(settings: SiteSettings) -> dict[str, Any]:
    plain: dict[str, Any] = msgspec.to_builtins(settings)
    return plain
