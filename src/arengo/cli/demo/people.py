"""The people of the demo: who they are, how they present themselves, and whom they follow."""

from typing import Any, Literal

import msgspec

Language = Literal["en", "it", "fr"]


class Field(msgspec.Struct, frozen=True):
    """One row of the table on a profile."""

    name: str
    value: str


class Person(msgspec.Struct, frozen=True):
    """One account of the imagined valley; avatar and header name drawings."""

    username: str
    display_name: str
    language: Language
    bio: str
    fields: tuple[Field, ...]
    avatar: str
    header: str
    locked: bool
    bot: bool


class Follow(msgspec.Struct, frozen=True):
    """One person reads another; pending while a locked account has not yet said yes."""

    follower: str
    followed: str
    pending: bool


def people_from(document: dict[str, Any]) -> tuple[Person, ...]:
    """Read the `[username]` tables of people.toml."""
    return tuple(_person(username, row) for username, row in document.items())


def follows_from(document: dict[str, Any]) -> tuple[Follow, ...]:
    """Read follows.toml: per follower the names followed, and those still asked."""
    accepted = _edges(document["follows"], pending=False)
    return accepted + _edges(document["asked"], pending=True)


def _person(username: str, row: dict[str, Any]) -> Person:
    return Person(
        username=username,
        display_name=row["display_name"],
        language=row["language"],
        bio=row["bio"],
        fields=tuple(Field(name, value) for name, value in row.get("fields", {}).items()),
        avatar=row.get("avatar", username),
        header=row["header"],
        locked=row.get("locked", False),
        bot=row.get("bot", False),
    )


def _edges(table: dict[str, str], *, pending: bool) -> tuple[Follow, ...]:
    return tuple(
        Follow(follower, followed, pending)
        for follower, names in table.items()
        for followed in names.split()
    )
