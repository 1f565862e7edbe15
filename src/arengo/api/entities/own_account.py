"""Mastodon's CredentialAccount: one's own account with what only oneself is told, and the role."""

from typing import Final

import msgspec

from arengo.api.entities.account import AccountEntity, AccountField, account_json, typed_fields
from arengo.auth.roles.model import ROLES, RoleNumber
from arengo.base.ids import AccountId
from arengo.social.accounts.model import AccountFlag, Preferences
from arengo.social.accounts.queries import account_by_id, preferences_of
from arengo.social.collections.model import MOST_COLLECTIONS
from arengo.social.follows.queries import count_requests
from arengo.storage import ReadTransaction

_encoder: Final = msgspec.json.Encoder()


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """The profile as it was written, and the defaults for posting."""

    privacy: str
    sensitive: bool
    language: str
    quote_policy: str
    note: str
    fields: list[AccountField]
    follow_requests_count: int
    hide_collections: bool
    discoverable: bool
    indexable: bool
    attribution_domains: tuple[str, ...]


class RoleEntity(msgspec.Struct, frozen=True, kw_only=True):
    """The step of the staff that somebody stands on."""

    id: str
    name: str
    color: str
    permissions: str
    highlighted: bool
    collection_limit: int = MOST_COLLECTIONS


class CredentialAccount(AccountEntity, frozen=True, kw_only=True):
    """The whole entity, for the description of the API."""

    source: Source
    role: RoleEntity


class PreferencesEntity(msgspec.Struct, frozen=True, kw_only=True):
    """Mastodon's Preferences: names with colons."""

    visibility: str = msgspec.field(name="posting:default:visibility")
    sensitive: bool = msgspec.field(name="posting:default:sensitive")
    language: str | None = msgspec.field(name="posting:default:language")
    quote_policy: str = msgspec.field(name="posting:default:quote_policy")
    expand_media: str = msgspec.field(name="reading:expand:media")
    expand_spoilers: bool = msgspec.field(name="reading:expand:spoilers")
    autoplay: bool = msgspec.field(name="reading:autoplay:gifs")


def own_account_json(
    tx: ReadTransaction, account_id: AccountId, *, role: int, origin: str
) -> bytes:
    """Return one's own account."""
    public = account_json(tx, account_id, origin=origin)
    own = _encoder.encode({"source": _source(tx, account_id), "role": role_entity(role)})
    return public[:-1] + b"," + own[1:]


def _source(tx: ReadTransaction, account_id: AccountId) -> Source:
    account, preferences = account_by_id(tx, account_id), preferences_of(tx, account_id)
    return Source(
        privacy=preferences.visibility,
        sensitive=preferences.sensitive,
        language=preferences.language or "",
        quote_policy=preferences.quote_policy,
        note=account.note,
        fields=typed_fields(account),
        follow_requests_count=count_requests(tx, account_id),
        hide_collections=AccountFlag.HIDE_COLLECTIONS in account.flags,
        discoverable=AccountFlag.DISCOVERABLE in account.flags,
        indexable=AccountFlag.INDEXABLE in account.flags,
        attribution_domains=preferences.attribution_domains,
    )


def role_entity(number: int) -> RoleEntity:
    """Return a role as clients know it."""
    role = ROLES[RoleNumber(number)]
    return RoleEntity(
        id=str(number),
        name=role.name,
        color="",
        permissions=str(int(role.permissions)),
        highlighted=role.highlighted,
    )


def preferences_entity(preferences: Preferences) -> PreferencesEntity:
    """Return what somebody wants as default."""
    return PreferencesEntity(
        visibility=preferences.visibility,
        sensitive=preferences.sensitive,
        language=preferences.language,
        quote_policy=preferences.quote_policy,
        expand_media=preferences.expand_media,
        expand_spoilers=preferences.expand_spoilers,
        autoplay=preferences.autoplay,
    )
