"""What this site says about itself."""

from datetime import date
from typing import Any, Final

import msgspec

from arengo.base.clock import iso_day, now_ms
from arengo.social.instance import store
from arengo.social.instance.model import SiteSettings, Terms
from arengo.storage import ReadTransaction

NAMES: Final = SiteSettings.__struct_fields__


def site_settings(tx: ReadTransaction) -> SiteSettings:
    """Return every setting, defaults where nothing was set."""
    values: dict[str, Any] = {
        name: msgspec.json.decode(value)
        for name, value, _ in store.all_settings(tx)
        if name in NAMES
    }
    return msgspec.convert(values, SiteSettings) if values else SiteSettings()


def terms_now(site: SiteSettings) -> Terms | None:
    """Return the terms that count today, or before the first day those to come."""
    versions = sorted(site.terms_of_service, key=lambda each: each.since)
    day = date.fromisoformat(iso_day(now_ms()))
    counting = [each for each in versions if each.since <= day]
    return next(iter(counting[-1:] or versions[:1]), None)


def changed_ms(tx: ReadTransaction, name: str) -> int | None:
    """Return when a setting was last set; None while it has its default."""
    return next((at for each, _, at in store.all_settings(tx) if each == name), None)
