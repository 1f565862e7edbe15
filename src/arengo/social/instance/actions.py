"""Changing the settings of the site while it runs."""

from datetime import date
from typing import Any, get_args, get_type_hints

import msgspec

from arengo.base.clock import iso_day, now_ms
from arengo.base.errors import Invalid, NotFound
from arengo.social.instance import store
from arengo.social.instance.events import SettingChanged
from arengo.social.instance.model import SiteSettings, Terms
from arengo.social.instance.queries import NAMES, site_settings
from arengo.storage import Transaction


def change_setting(tx: Transaction, name: str, value: Any) -> SiteSettings:
    """Set one setting from a typed value or from text, and return all.

    Text for a list or a number is JSON, or for a list one entry a line. Raises NotFound for a name
    that is none, Invalid for a value that cannot be.
    """
    if name not in NAMES:
        raise NotFound(f"There is no setting called {name[:80]!r}")
    before = site_settings(tx)
    after = _with(before, name, value)
    if after != before:
        store.put_setting(tx, name, msgspec.json.encode(getattr(after, name)).decode())
        tx.announce(SettingChanged(name=name))
    return after


def _with(settings: SiteSettings, name: str, value: Any) -> SiteSettings:
    values = {**msgspec.to_builtins(settings), name: _read(settings, name, value)}
    try:
        return msgspec.convert(values, SiteSettings, strict=False)
    except msgspec.ValidationError as error:
        words, _, _ = str(error).partition(" - at ")
        raise Invalid(f"Validation failed: {name}: {words}{_choices(name)}") from None


def _choices(name: str) -> str:
    """Return what a setting can be, if that is one of a few words."""
    words = [each for each in get_args(get_type_hints(SiteSettings)[name]) if isinstance(each, str)]
    return f"; it is one of {', '.join(words)}" if words else ""


def _read(settings: SiteSettings, name: str, value: Any) -> Any:
    if not isinstance(value, str) or isinstance(getattr(settings, name), str):
        return value
    text = value.strip()
    if not isinstance(getattr(settings, name), tuple):
        return int(text) if text.isdecimal() else text or None
    return _entries(settings, name, text)


def _entries(settings: SiteSettings, name: str, text: str) -> Any:
    if text.startswith("["):
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError:
            raise Invalid(f"Validation failed: {name} is not valid JSON") from None
    if name == "terms_of_service":
        return _terms(settings, text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if name != "rules":
        return [word for line in lines for word in line.replace(",", " ").split()]
    return _rules(settings, lines)


def _terms(settings: SiteSettings, text: str) -> list[dict[str, Any]]:
    """Add a version, or replace that of the same day; a first line may say from when it counts."""
    if not text:
        return []
    head, _, rest = text.partition("\n")
    try:
        since, body = date.fromisoformat(head.strip()), rest
    except ValueError:
        since, body = date.fromisoformat(iso_day(now_ms())), text
    others = [each for each in settings.terms_of_service if each.since != since]
    versions = [*others, Terms(since=since, text=body.strip())]
    return [msgspec.to_builtins(each) for each in sorted(versions, key=lambda each: each.since)]


def _rules(settings: SiteSettings, lines: list[str]) -> list[dict[str, Any]]:
    """Keep the id of a rule whose words did not change; others get higher ids than all of them."""
    known = {rule.text: rule.id for rule in settings.rules}
    following = max([0, *known.values()]) + 1
    rules = []
    for line in lines:
        if line not in known:
            known[line] = following
            following += 1
        rules.append({"id": known[line], "text": line})
    return rules
