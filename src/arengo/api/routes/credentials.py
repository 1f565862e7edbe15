"""One's own account: look at it, change it, prefer things."""

from typing import Any, Literal

import msgspec

from arengo.api.entities.own_account import (
    CredentialAccount,
    PreferencesEntity,
    own_account_json,
    preferences_entity,
)
from arengo.api.routes.media import uploaded
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import acts, reads
from arengo.social.accounts.actions import remove_picture
from arengo.social.accounts.model import AccountFlag, ProfileChanges
from arengo.social.accounts.queries import preferences_of
from arengo.social.media.actions import wear
from arengo.social.media.model import ProfileImage
from arengo.social.media.storing import Slot, store_profile_image
from arengo.storage import ReadTransaction

BODY_BYTES = 34 * 1024 * 1024  # an avatar, a header, and what a form adds to them
_Upload = UploadedFile | str | None


class FieldForm(msgspec.Struct, frozen=True, kw_only=True):
    """One line of the table in a profile."""

    name: str = ""
    value: str = ""


class SourceForm(msgspec.Struct, frozen=True, kw_only=True):
    """Defaults for posting; None leaves one as it is."""

    privacy: str | None = None
    sensitive: bool | None = None
    language: str | None = None
    quote_policy: str | None = None

    def preferences(self) -> dict[str, object]:
        """Return those that are to change, in our words."""
        wishes: dict[str, Any] = {
            "visibility": self.privacy,
            "sensitive": self.sensitive,
            "language": self.language,
            "quote_policy": self.quote_policy,
        }
        return {name: wish for name, wish in wishes.items() if wish is not None}


class CredentialsForm(msgspec.Struct, frozen=True, kw_only=True):
    """What is to change; None leaves a thing as it is."""

    display_name: str | None = None
    note: str | None = None
    locked: bool | None = None
    bot: bool | None = None
    discoverable: bool | None = None
    indexable: bool | None = None
    hide_collections: bool | None = None
    fields_attributes: list[FieldForm] | None = None
    source: SourceForm = SourceForm()
    avatar: _Upload = None
    header: _Upload = None
    avatar_description: str | None = None
    header_description: str | None = None
    show_media: bool | None = None
    show_media_replies: bool | None = None
    show_featured: bool | None = None
    attribution_domains: list[str] | None = None

    def flags(self) -> dict[AccountFlag, bool]:
        """Return the switches that are to change."""
        wishes = {
            AccountFlag.LOCKED: self.locked,
            AccountFlag.BOT: self.bot,
            AccountFlag.DISCOVERABLE: self.discoverable,
            AccountFlag.INDEXABLE: self.indexable,
            AccountFlag.HIDE_COLLECTIONS: self.hide_collections,
            AccountFlag.NO_MEDIA_TAB: _not(self.show_media),
            AccountFlag.NO_MEDIA_OF_REPLIES: _not(self.show_media_replies),
            AccountFlag.NO_FEATURED_TAB: _not(self.show_featured),
        }
        return {flag: wish for flag, wish in wishes.items() if wish is not None}

    def preferences(self) -> dict[str, object]:
        """Return the preferences that are to change."""
        if self.attribution_domains is None:
            return self.source.preferences()
        return {**self.source.preferences(), "attribution_domains": self.attribution_domains}


def _not(wish: bool | None) -> bool | None:  # noqa: FBT001  three values
    return None if wish is None else not wish


@reads("/api/v1/accounts/verify_credentials", scope="profile", answers=CredentialAccount)
def verify_credentials(tx: ReadTransaction, request: Request) -> bytes:
    """Return one's own account."""
    return _own(tx, request)


@acts(
    "PATCH",
    "/api/v1/accounts/update_credentials",
    scope="write:accounts",
    answers=CredentialAccount,
    max_body_bytes=BODY_BYTES,
)
async def update_credentials(request: Request, form: CredentialsForm) -> bytes:
    """Change one's own account, all or nothing."""
    await change_credentials(request, form)
    return await request.read(_own, request)


async def change_credentials(request: Request, form: CredentialsForm) -> None:
    """Keep the pictures that were sent, and change what was said."""
    images = {
        slot: await store_profile_image(request.site, by=request.me, slot=slot, upload=upload)
        for slot, upload in _uploads(request, form).items()
    }
    await request.write(
        wear, by=request.me, changes=_changes(form, images), images=list(images.values())
    )


def _uploads(request: Request, form: CredentialsForm) -> dict[Slot, UploadedFile]:
    sent: dict[Slot, _Upload] = {"avatar": form.avatar, "header": form.header}
    found = {slot: uploaded(request, each) for slot, each in sent.items()}
    return {slot: upload for slot, upload in found.items() if upload}


def _changes(form: CredentialsForm, images: dict[Slot, ProfileImage]) -> ProfileChanges:
    fields = form.fields_attributes
    return ProfileChanges(
        display_name=form.display_name,
        note=form.note,
        fields=None if fields is None else tuple((each.name, each.value) for each in fields),
        flags=form.flags(),
        avatar=images["avatar"].picture if "avatar" in images else None,
        header=images["header"].picture if "header" in images else None,
        avatar_description=form.avatar_description,
        header_description=form.header_description,
        preferences=form.preferences(),
    )


@acts("DELETE", "/api/v1/profile/avatar", scope="write:accounts", answers=CredentialAccount)
async def delete_avatar(request: Request) -> bytes:
    """Show the default avatar again."""
    return await _without(request, "avatar")


@acts("DELETE", "/api/v1/profile/header", scope="write:accounts", answers=CredentialAccount)
async def delete_header(request: Request) -> bytes:
    """Show no header any more."""
    return await _without(request, "header")


async def _without(request: Request, which: Literal["avatar", "header"]) -> bytes:
    await request.write(remove_picture, by=request.me, which=which)
    return await request.read(_own, request)


@reads("/api/v1/preferences", scope="read:accounts", answers=PreferencesEntity)
def show_preferences(tx: ReadTransaction, request: Request) -> PreferencesEntity:
    """Return what one wants as default."""
    return preferences_entity(preferences_of(tx, request.me))


def _own(tx: ReadTransaction, request: Request) -> bytes:
    assert request.viewer is not None
    return own_account_json(
        tx, request.me, role=request.viewer.role, origin=request.site.settings.origin
    )
