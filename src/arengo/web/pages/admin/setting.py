"""A setting that somebody of the staff changes, and its entry in the audit log."""

import msgspec

from arengo.base.ids import AccountId
from arengo.moderation.audit.actions import note
from arengo.moderation.audit.model import Act, Deed
from arengo.social.instance.actions import change_setting
from arengo.social.instance.queries import site_settings
from arengo.storage import Transaction


def set_by_staff(tx: Transaction, *, by: AccountId, name: str, value: object) -> None:
    """Change a setting; what it said already changes nothing and is not written down."""
    before = getattr(site_settings(tx), name)
    after = getattr(change_setting(tx, name, value), name)
    if after != before:
        said = msgspec.json.encode(after).decode()
        note(tx, Deed(by=by, act=Act.CHANGE_SETTING, about=name, after=said))
