"""The nouns of passkeys: what we keep of one, and what a device tells of a new one."""

from typing import Final

import msgspec

from arengo.base.errors import Refusal
from arengo.base.ids import AccountId

MOST: Final = 20  # of one account
NAME_MAX: Final = 60
ANSWER_MAX: Final = 16_000  # characters of what a browser sends


class NotGenuine(Refusal):
    """What a browser sent is not the answer of a passkey to a question of ours."""

    status = 422
    words = "This passkey could not be checked"


class Passkey(msgspec.Struct, frozen=True):
    """A row of `passkeys`, in the order of `store.COLUMNS`."""

    id: int
    account_id: AccountId
    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: str
    name: str
    used_ms: int | None


class NewPasskey(msgspec.Struct, frozen=True, kw_only=True):
    """What a device said of a passkey that it has just made, checked."""

    credential_id: bytes
    public_key: bytes
    sign_count: int
    transports: tuple[str, ...] = ()


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """That a passkey answered a question: which, when it was drawn, how often it was used."""

    passkey: Passkey
    asked_ms: int
    sign_count: int
