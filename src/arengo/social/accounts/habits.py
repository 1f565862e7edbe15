"""How people like our own pages: the verb that changes it. Apps neither see nor change it."""

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId
from arengo.base.phrases import LANGUAGES
from arengo.social.accounts import store
from arengo.social.accounts.model import Habits
from arengo.social.accounts.policy import invalid
from arengo.storage import Transaction


def change_habits(tx: Transaction, *, by: AccountId, changes: dict[str, object]) -> Habits:
    """Change what is named, by the names of `Habits`; raises Invalid, saying what is wrong."""
    tx.lock("habits", by)
    before = store.habits_of(tx, by)
    if before is None:
        raise NotFound
    after = _changed(before, changes)
    if after.language and after.language not in LANGUAGES:
        raise invalid("language", "ERR_INVALID", "is none of those of this site")
    if after != before:
        store.put_habits(tx, by, after)
    return after


def _changed(before: Habits, changes: dict[str, object]) -> Habits:
    if unknown := set(changes) - set(Habits.__struct_fields__):
        raise Invalid(f"Validation failed: {min(unknown)[:30]} is no habit")
    try:
        return msgspec.convert({**msgspec.to_builtins(before), **changes}, Habits)
    except msgspec.ValidationError as error:
        raise Invalid(f"Validation failed: {error}") from None
