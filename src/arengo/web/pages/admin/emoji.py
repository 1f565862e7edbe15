"""The desk of emoji: those that there are, adding one, removing one."""

from functools import partial
from typing import Final

import msgspec

from arengo.auth.roles.model import Permission
from arengo.base.errors import Invalid, NotFound
from arengo.gate.answers import Answer
from arengo.gate.multipart import UploadedFile
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.audit.actions import note, noted
from arengo.moderation.audit.model import Act, Deed
from arengo.social.accounts.rendering import file_url
from arengo.social.instance.emojis import actions
from arengo.social.instance.emojis.model import Emoji
from arengo.social.instance.emojis.policy import check_shortcode, clean_category
from arengo.social.instance.emojis.queries import all_emojis
from arengo.social.instance.emojis.storing import add_emoji
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import FieldError, Form
from arengo.web.context.admin import EmojiView
from arengo.web.desks import HOME
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{HOME}/emoji"
_STAFF: Final = Permission.MANAGE_CUSTOM_EMOJIS
_BODY_BYTES: Final = 2 * 1024 * 1024
_FORBIDDEN: Final = 403


class EmojiForm(msgspec.Struct, frozen=True, kw_only=True):
    """A picture and its name; hidden ones are for who knows them."""

    shortcode: str = ""
    category: str = ""
    hidden: str = ""
    image: UploadedFile | str | None = None


@reads(_PATH, access=Access.MEMBER, permission=_STAFF, bucket="page")
def show_emojis(tx: ReadTransaction, request: Request) -> Answer:
    """Show every emoji, and the form for another."""
    return _page(tx, request, EmojiForm())


async def show_again(request: Request, form: EmojiForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    return await request.read(_page, request, form, wrong("", "expired"), status=_FORBIDDEN)


@acts(
    "POST",
    _PATH,
    access=Access.MEMBER,
    permission=_STAFF,
    bucket="media",
    max_body_bytes=_BODY_BYTES,
    expired=show_again,
)
async def add(request: Request, form: EmojiForm) -> Answer:
    """Add an emoji, in place of the one of that name."""
    if error := _problem(form):
        return await request.read(_page, request, form, error)
    assert isinstance(form.image, UploadedFile)

    def then(tx: Transaction, emoji: Emoji) -> None:
        note(tx, _deed(request, Act.ADD_EMOJI, emoji))

    try:
        await add_emoji(
            request.site,
            shortcode=form.shortcode,
            category=form.category,
            image=form.image.data,
            listed=not form.hidden,
            then=then,
        )
    except Invalid:
        return await request.read(_page, request, form, wrong("image", "picture_bad"))
    return done(request, _PATH, "saved")


@acts("POST", f"{_PATH}/{{shortcode}}/remove", access=Access.MEMBER, permission=_STAFF)
async def remove(request: Request, shortcode: str) -> Answer:
    """Remove an emoji; texts keep the word between colons."""
    verb = noted(actions.remove, partial(_deed, request, Act.REMOVE_EMOJI))
    try:
        await request.write(verb, shortcode=check_shortcode(shortcode))
    except Invalid:
        raise NotFound from None
    return done(request, _PATH, "taken_away")


def _problem(form: EmojiForm) -> FieldError | None:
    """Return what is wrong before anybody looks at the picture."""
    for field, key, check in (
        ("shortcode", "shortcode_wrong", check_shortcode),
        ("category", "category_long", clean_category),
    ):
        try:
            check(getattr(form, field))
        except Invalid:
            return wrong(field, key)
    if not isinstance(form.image, UploadedFile) or not form.image.size_bytes:
        return wrong("image", "picture_missing")
    return None


def _deed(request: Request, act: Act, emoji: Emoji) -> Deed:
    return Deed(by=request.me, act=act, entry=emoji.id, about=emoji.shortcode)


def _page(
    tx: ReadTransaction,
    request: Request,
    form: EmojiForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    origin = request.site.settings.origin
    values = {"shortcode": form.shortcode, "category": form.category, "hidden": form.hidden}
    return page_answer(
        request,
        "admin/emoji.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PATH, values=values, errors=errors),
        emojis=tuple(
            EmojiView(
                shortcode=each.shortcode,
                url=file_url(origin, each.static_key),
                category=each.category or "",
                listed=each.listed,
            )
            for each in all_emojis(tx)
        ),
    )
