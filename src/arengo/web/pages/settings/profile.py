"""The page on which people say who they are: name, pictures, a few words, a table of facts."""

from collections.abc import Iterator
from itertools import zip_longest
from typing import Final, Literal

import msgspec

from arengo.base.errors import Invalid, NotFound
from arengo.base.text import visible_length
from arengo.gate.answers import Answer
from arengo.gate.parameters import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.providers.images.model import TOO_BIG
from arengo.social.accounts.actions import remove_picture
from arengo.social.accounts.model import (
    DISPLAY_NAME_MAX,
    FIELD_MAX,
    FIELDS_MAX,
    NOTE_MAX,
    PICTURE_WORDS_MAX,
    Account,
    AccountFlag,
    ProfileChanges,
)
from arengo.social.accounts.queries import account_by_id
from arengo.social.accounts.rendering import file_url
from arengo.social.media.actions import wear
from arengo.social.media.model import ProfileImage
from arengo.social.media.storing import Slot, store_profile_image
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.context.settings import ProfilePictures
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer
from arengo.web.pages.settings.forms import sent, ticks, typed

_PATH: Final = "/settings/profile"
_BODY_BYTES: Final = 34 * 1024 * 1024  # an avatar, a header, and what a form adds to them
_SLOTS: Final[tuple[Slot, Slot]] = ("avatar", "header")
_MOST: Final = {
    "display_name": DISPLAY_NAME_MAX,
    "note": NOTE_MAX,
    "description": PICTURE_WORDS_MAX,
}
_DESCRIPTIONS: Final = ("avatar_description", "header_description")
_Upload = UploadedFile | str | None


class ProfileForm(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody shows of themselves; the table has four lines."""

    display_name: str = ""
    note: str = ""
    bot: bool = False
    avatar: _Upload = None
    header: _Upload = None
    avatar_description: str = ""
    header_description: str = ""
    label_1: str = ""
    value_1: str = ""
    label_2: str = ""
    value_2: str = ""
    label_3: str = ""
    value_3: str = ""
    label_4: str = ""
    value_4: str = ""

    def facts(self) -> tuple[tuple[str, str], ...]:
        """Return the lines of the table, empty ones too."""
        return tuple(
            (getattr(self, f"label_{number}"), getattr(self, f"value_{number}"))
            for number in range(1, FIELDS_MAX + 1)
        )


@reads(_PATH, access=Access.MEMBER, bucket="page")
def show_profile(tx: ReadTransaction, request: Request) -> Answer:
    """Show what one shows of oneself."""
    return _page(tx, request, _shown(account_by_id(tx, request.me)))


async def show_again(request: Request, form: ProfileForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    return await request.read(_page, request, typed(form), wrong("", "expired"))


@acts(
    "POST",
    _PATH,
    access=Access.MEMBER,
    bucket="write",
    max_body_bytes=_BODY_BYTES,
    expired=show_again,
)
async def save_profile(request: Request, form: ProfileForm) -> Answer:
    """Keep all of it, or say what is wrong and keep nothing."""
    images, errors = await _images(request, form)
    errors += list(_wrong_facts(form))
    if not errors:
        errors += await _change(request, form, images)
    if errors:
        return await request.read(_page, request, typed(form), *errors)
    return done(request, _PATH, "saved")


@acts("POST", f"{_PATH}/{{slot}}/remove", access=Access.MEMBER, bucket="write")
async def remove_own_picture(request: Request, slot: str) -> Answer:
    """Show the picture that everybody has at first."""
    which: Literal["avatar", "header"]
    if slot not in _SLOTS:
        raise NotFound
    which = "avatar" if slot == "avatar" else "header"
    await request.write(remove_picture, by=request.me, which=which)
    return done(request, _PATH, "picture_removed")


async def _images(
    request: Request, form: ProfileForm
) -> tuple[dict[Slot, ProfileImage], list[FieldError]]:
    """Keep the pictures that came along; those that are none are told."""
    found: dict[Slot, ProfileImage] = {}
    errors: list[FieldError] = []
    for slot in _SLOTS:
        upload = sent(form.avatar if slot == "avatar" else form.header)
        if upload is None:
            continue
        try:
            found[slot] = await _image(request, slot, upload)
        except Invalid as refusal:
            errors.append(_wrong_picture(request, slot, refusal))
    return found, errors


async def _image(request: Request, slot: Slot, upload: UploadedFile) -> ProfileImage:
    if upload.size_bytes > request.site.settings.upload_max_bytes:
        raise Invalid(TOO_BIG)
    return await store_profile_image(request.site, by=request.me, slot=slot, upload=upload)


def _wrong_picture(request: Request, slot: Slot, refusal: Invalid) -> FieldError:
    if refusal.message == TOO_BIG:
        most = request.site.settings.upload_max_bytes // (1024 * 1024)
        return wrong(slot, "picture_big", most=most)
    return wrong(slot, "picture_bad")


def _wrong_facts(form: ProfileForm) -> Iterator[FieldError]:
    for number, (label, value) in enumerate(form.facts(), 1):
        if value.strip() and not label.strip():
            yield wrong(f"label_{number}", "label_missing")
        for name, text in ((f"label_{number}", label), (f"value_{number}", value)):
            if visible_length(text) > FIELD_MAX:
                yield wrong(name, "reason_long", most=FIELD_MAX)


async def _change(
    request: Request, form: ProfileForm, images: dict[Slot, ProfileImage]
) -> list[FieldError]:
    changes = ProfileChanges(
        display_name=form.display_name,
        note=form.note,
        fields=form.facts(),
        flags={AccountFlag.BOT: form.bot},
        avatar=images["avatar"].picture if "avatar" in images else None,
        header=images["header"].picture if "header" in images else None,
        avatar_description=form.avatar_description,
        header_description=form.header_description,
    )
    try:
        await request.write(wear, by=request.me, changes=changes, images=list(images.values()))
    except Invalid as refusal:
        return [each for name in refusal.details or () for each in _too_long(name, form)]
    return []


def _too_long(name: str, form: ProfileForm) -> Iterator[FieldError]:
    """Yield which field it is; the verb calls both descriptions the same."""
    fields = (name,) if name in form.__struct_fields__ else _DESCRIPTIONS
    for field in fields:
        if field == name or len(getattr(form, field)) > _MOST[name]:
            yield wrong(field, "reason_long", most=_MOST[name])


def _shown(account: Account) -> dict[str, str]:
    """Return what stands in the form of somebody who comes to change it."""
    values = {
        "display_name": account.display_name,
        "note": account.note,
        "avatar_description": account.avatar.description if account.avatar else "",
        "header_description": account.header.description if account.header else "",
        **ticks(bot=AccountFlag.BOT in account.flags),
    }
    for number, fact in zip_longest(range(1, FIELDS_MAX + 1), account.fields[:FIELDS_MAX]):
        values[f"label_{number}"] = fact.name if fact else ""
        values[f"value_{number}"] = fact.value if fact else ""
    return values


def _page(
    tx: ReadTransaction, request: Request, values: dict[str, str], *errors: FieldError
) -> Answer:
    account, origin = account_by_id(tx, request.me), request.site.settings.origin
    pictures = ProfilePictures(
        avatar_url=file_url(origin, account.avatar.static_key) if account.avatar else "",
        header_url=file_url(origin, account.header.static_key) if account.header else "",
    )
    return page_answer(
        request,
        "settings/profile.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, values=values, errors=errors),
        pictures=pictures,
    )
