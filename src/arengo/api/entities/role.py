"""Mastodon's Role: shown to oneself, and of others only when it is a public badge."""

from typing import Final

import msgspec

from arengo.auth.roles.model import RoleNumber, role_of
from arengo.social.collections.model import MOST_COLLECTIONS

_EVERYBODY_ID: Final = "-99"


class Role(msgspec.Struct, frozen=True, kw_only=True):
    """`permissions` is a sum of bits in decimal; it is never part of what others see."""

    id: str
    name: str
    color: str
    permissions: str
    highlighted: bool
    collection_limit: int = MOST_COLLECTIONS


def role(number: int) -> Role:
    """Show the role behind a number."""
    found = role_of(number)
    member = found.number is RoleNumber.MEMBER
    return Role(
        id=_EVERYBODY_ID if member else str(int(found.number)),
        name=found.name,
        color="",
        permissions=str(int(found.permissions)),
        highlighted=found.highlighted,
    )
