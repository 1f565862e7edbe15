"""The verbs of a profile: change what one shows and prefers, take a picture away."""

from collections.abc import Iterable
from typing import Final, Literal

import msgspec
from msgspec.structs import replace

from arengo.base.errors import Invalid, NotFound
from arengo.base.ids import AccountId
from arengo.base.lanes import Lane
from arengo.base.text import clean_text, normalise_language, post_length, visible_length
from arengo.base.text.domains import normalise_domain
from arengo.social.accounts import store
from arengo.social.accounts.events import ProfileChanged
from arengo.social.accounts.model import (
    ATTRIBUTION_MAX,
    DISPLAY_NAME_MAX,
    FIELD_MAX,
    FIELDS_MAX,
    NOTE_MAX,
    OWN_CHOICE,
    PICTURE_WORDS_MAX,
    Account,
    AccountFlag,
    Field,
    Picture,
    Preferences,
    ProfileChanges,
)
from arengo.social.accounts.policy import invalid, search_names
from arengo.social.accounts.queries import account_by_id
from arengo.storage import Transaction

_NONE: Final = AccountFlag(0)


def change_profile(tx: Transaction, *, by: AccountId, changes: ProfileChanges) -> None:
    """Change what is named in `changes`, all or nothing; raises Invalid, saying what is wrong."""
    tx.lock("profile", by)
    before = account_by_id(tx, by)
    after = replace(
        before,
        display_name=_display_name(before, changes),
        note=_note(before, changes),
        fields=_fields(before, changes),
        avatar=_described(changes.avatar or before.avatar, changes.avatar_description),
        header=_described(changes.header or before.header, changes.header_description),
    )
    if changes.preferences:
        store.put_preferences(tx, by, _preferences(tx, by, changes.preferences))
    flipped = _change_flags(tx, by, changes.flags or {})
    put_profile(tx, before, after, flipped=flipped)


def remove_picture(tx: Transaction, *, by: AccountId, which: Literal["avatar", "header"]) -> None:
    """Show the default picture again; doing it twice is the same."""
    tx.lock("profile", by)
    before = account_by_id(tx, by)
    after = replace(before, avatar=None) if which == "avatar" else replace(before, header=None)
    put_profile(tx, before, after)


def put_profile(tx: Transaction, before: Account, after: Account, *, flipped: bool = False) -> None:
    """Write what is different and announce it; nothing when nothing is."""
    if after != before:
        store.put_profile(tx, after)
        if after.display_name != before.display_name:
            store.put_names(tx, after.id, search_names(after.username, after.display_name))
        _drop_pictures(tx, before, after)
    if after != before or flipped:
        flags = account_by_id(tx, after.id).flags if flipped else before.flags
        changed = before.flags ^ flags
        tx.announce(
            ProfileChanged(
                account_id=after.id,
                unlocked=before.locked and AccountFlag.LOCKED in changed,
                indexable_changed=AccountFlag.INDEXABLE in changed,
            )
        )


def _drop_pictures(tx: Transaction, before: Account, after: Account) -> None:
    kept = _file_names(after.avatar, after.header)
    gone = _file_names(before.avatar, before.header) - kept
    if gone:
        tx.enqueue("accounts.delete_files", lane=Lane.MAINTENANCE, names=" ".join(sorted(gone)))


def _file_names(*pictures: Picture | None) -> set[str]:
    return {name for each in pictures if each for name in (each.key, each.static_key)}


def _change_flags(tx: Transaction, by: AccountId, wishes: dict[AccountFlag, bool]) -> bool:
    on = off = _NONE
    for flag, wish in wishes.items():
        if wish:
            on |= flag & OWN_CHOICE
        else:
            off |= flag & OWN_CHOICE
    return bool(on | off) and store.change_flags(tx, by, on=on, off=off)


def _display_name(before: Account, changes: ProfileChanges) -> str:
    if changes.display_name is None:
        return before.display_name
    text = clean_text(changes.display_name, multiline=False)
    _require_length("display_name", text, DISPLAY_NAME_MAX)
    return text


def _note(before: Account, changes: ProfileChanges) -> str:
    if changes.note is None:
        return before.note
    text = clean_text(changes.note, multiline=True)
    if post_length(text) > NOTE_MAX:
        raise invalid("note", "ERR_TOO_LONG", f"character limit of {NOTE_MAX} exceeded")
    return text


def _described(picture: Picture | None, words: str | None) -> Picture | None:
    if picture is None or words is None:
        return picture
    text = clean_text(words, multiline=True)
    _require_length("description", text, PICTURE_WORDS_MAX)
    return msgspec.structs.replace(picture, description=text)


def _fields(before: Account, changes: ProfileChanges) -> tuple[Field, ...]:
    if changes.fields is None:
        return before.fields
    known = {(each.name, each.value): each for each in before.fields}
    pairs = [
        (clean_text(name, multiline=False), clean_text(value, multiline=False))
        for name, value in changes.fields
    ]
    kept = [pair for pair in pairs if any(pair)]
    if len(kept) > FIELDS_MAX:
        raise invalid("fields", "ERR_TOO_LONG", f"is too long (maximum is {FIELDS_MAX} entries)")
    return tuple(known.get((name, value)) or _field(name, value) for name, value in kept)


def _field(name: str, value: str) -> Field:
    if not name:
        raise invalid("field_name", "ERR_BLANK", "can't be blank")
    _require_length("field_name", name, FIELD_MAX)
    _require_length("field_value", value, FIELD_MAX)
    return Field(name, value)


def _require_length(attribute: str, text: str, most: int) -> None:
    if visible_length(text) > most:
        words = f"is too long (maximum is {most} characters)"
        raise invalid(attribute, "ERR_TOO_LONG", words)


def _domains(typed: Iterable[str]) -> tuple[str, ...]:
    """Return names of sites in their one form; raises Invalid for what is none."""
    found = {text: normalise_domain(text) for text in typed if text.strip()}
    wrong = next((text for text, domain in found.items() if domain is None), None)
    if wrong is not None:
        raise invalid("attribution_domains", "ERR_INVALID", f"{wrong[:60]} is not a domain name")
    domains = tuple(dict.fromkeys(domain for domain in found.values() if domain))
    if len(domains) > ATTRIBUTION_MAX:
        words = f"is too long (maximum is {ATTRIBUTION_MAX} entries)"
        raise invalid("attribution_domains", "ERR_TOO_LONG", words)
    return domains


def _preferences(tx: Transaction, by: AccountId, changes: dict[str, object]) -> Preferences:
    before = store.preferences_of(tx, by)
    if before is None:
        raise NotFound
    language = changes.get("language")
    if isinstance(language, str):
        changes = {**changes, "language": normalise_language(language)}
    domains = changes.get("attribution_domains")
    if isinstance(domains, list | tuple):
        changes = {**changes, "attribution_domains": _domains(domains)}
    try:
        return msgspec.convert(
            {**msgspec.to_builtins(before), **changes}, Preferences, strict=False
        )
    except msgspec.ValidationError as error:
        raise Invalid(f"Validation failed: {error}") from None
