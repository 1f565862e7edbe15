"""What a collection may say."""

from typing import Final

from msgspec.structs import replace

from arengo.base.clock import now_ms
from arengo.base.text import clean_text, is_tag, normalise_language, normalise_tag
from arengo.social.accounts.policy import invalid
from arengo.social.collections.model import (
    DESCRIPTION_MAX,
    NAME_MAX,
    Collection,
    CollectionChanges,
)

_TOO_LONG: Final = "is too long (maximum is {} characters)"


def changed(known: Collection, changes: CollectionChanges) -> Collection:
    """Return a collection as it is from now on; raises Invalid."""
    return replace(
        known,
        name=_name(known.name if changes.name is None else changes.name),
        description=_description(
            known.description if changes.description is None else changes.description
        ),
        language=known.language if changes.language is None else _language(changes.language),
        tag=known.tag if changes.tag is None else _tag(changes.tag),
        sensitive=known.sensitive if changes.sensitive is None else changes.sensitive,
        discoverable=known.discoverable if changes.discoverable is None else changes.discoverable,
        changed_ms=now_ms(),
    )


def _name(text: str) -> str:
    name = clean_text(text, multiline=False).strip()
    if not name:
        raise invalid("name", "ERR_BLANK", "can't be blank")
    if len(name) > NAME_MAX:
        raise invalid("name", "ERR_TOO_LONG", _TOO_LONG.format(NAME_MAX))
    return name


def _description(text: str) -> str:
    description = clean_text(text, multiline=True).strip()
    if len(description) > DESCRIPTION_MAX:
        raise invalid("description", "ERR_TOO_LONG", _TOO_LONG.format(DESCRIPTION_MAX))
    return description


def _language(code: str) -> str | None:
    if not code.strip():
        return None
    language = normalise_language(code)
    if language is None:
        raise invalid("language", "ERR_INVALID", "is invalid")
    return language


def _tag(text: str) -> str | None:
    name = text.strip().removeprefix("#")
    if not name:
        return None
    if not is_tag(name):
        raise invalid("tag_name", "ERR_INVALID", "is invalid")
    return normalise_tag(name)
