"""The first run: whoever holds the code founds the site; afterwards, what it says about itself."""

from functools import partial
from typing import Final

import msgspec

from arengo.auth.roles.model import Permission, role_of
from arengo.auth.signup.model import SignUp
from arengo.auth.signup.policy import check_sign_up
from arengo.auth.users.model import User
from arengo.auth.users.passwords import hash_password
from arengo.base.errors import Invalid, NotFound
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.moderation.founding.actions import Founding, found
from arengo.moderation.founding.policy import is_founding_code
from arengo.moderation.founding.queries import is_founded
from arengo.social.instance.queries import site_settings
from arengo.storage import ReadTransaction, Transaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.admin.setting import set_by_staff
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.sessions import begin
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = "/first-run"
_PLACE: Final = f"{_PATH}/place"
_FORBIDDEN: Final = 403
_MODES: Final = ("open", "approval", "invite", "closed")
_TITLE_MAX: Final = 100
_LONGEST: Final = {"title": _TITLE_MAX, "description": 2_000, "contact_email": 200}


class CodeForm(msgspec.Struct, frozen=True, kw_only=True):
    """The code, as the link carries it."""

    code: str = ""


class FoundingForm(CodeForm, frozen=True, kw_only=True):
    """What whoever founds the site fills in."""

    title: str = ""
    mode: str = "approval"
    username: str = ""
    email: str = ""
    password: str = ""


class PlaceForm(msgspec.Struct, frozen=True, kw_only=True):
    """What the site says about itself."""

    title: str = ""
    description: str = ""
    contact_email: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_first_run(tx: ReadTransaction, request: Request, form: CodeForm) -> Answer:
    """Show the form of a new site; of one with an owner, what the staff can change about it."""
    if not is_founded(tx):
        return _founding(tx, request, FoundingForm(code=form.code))
    if not _may_change(request):
        raise NotFound
    site = site_settings(tx)
    now = PlaceForm(
        title=site.title, description=site.description, contact_email=site.contact_email
    )
    return _place(tx, request, now)


async def show_again(request: Request, form: FoundingForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    if await request.read(is_founded):
        raise NotFound
    expired = wrong("", "expired")
    return await request.read(_founding, request, form, expired, status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in", expired=show_again)
async def begin_site(request: Request, form: FoundingForm) -> Answer:
    """Found the site, and sign its owner in."""
    if await request.read(is_founded):
        raise NotFound
    try:
        user = await _found(request, form)
    except Invalid as refusal:
        return await request.read(_founding, request, form, *field_errors(refusal))
    if isinstance(user, FieldError):
        return await request.read(_founding, request, form, user)
    await begin(request, user)
    return done(request, "/admin", "founded")


async def show_place_again(request: Request, form: PlaceForm) -> Answer:
    """Show a form that was open too long once more, with what was typed."""
    expired = wrong("", "expired")
    return await request.read(_place, request, form, expired, status=_FORBIDDEN)


@acts(
    "POST",
    _PLACE,
    access=Access.MEMBER,
    permission=Permission.MANAGE_SETTINGS,
    expired=show_place_again,
)
async def change_place(request: Request, form: PlaceForm) -> Answer:
    """Let the site say something else about itself."""
    typed: dict[str, str] = msgspec.to_builtins(form)
    errors = [
        wrong(name, "text_long", most=most)
        for name, most in _LONGEST.items()
        if len(typed[name].strip()) > most
    ]
    if not form.title.strip():
        errors.append(wrong("title", "text_blank"))
    if errors:
        return await request.read(_place, request, form, *errors)

    def verb(tx: Transaction) -> None:
        for name, value in typed.items():
            set_by_staff(tx, by=request.me, name=name, value=value.strip())

    await request.write(verb)
    return done(request, _PATH, "saved")


async def _found(request: Request, form: FoundingForm) -> User | FieldError:
    """Check everything that was typed, and found the site."""
    if not is_founding_code(request.site.keys, form.code):
        return wrong("code", "founding_code_wrong")
    if not 0 < len(form.title.strip()) <= _TITLE_MAX:
        return wrong("title", "text_blank" if not form.title.strip() else "text_long", most=100)
    if form.mode not in _MODES:
        return wrong("mode", "choose_one")
    joining = SignUp(
        username=form.username, email=form.email, password=form.password, agreement=True
    )
    check_sign_up(joining, mode="open")
    founding = Founding(
        username=form.username,
        email=form.email,
        password_hash=await hash_password(form.password),
        title=form.title.strip(),
        registrations=form.mode,
    )
    return await request.write(partial(found, founding=founding, keys=request.site.keys))


def _may_change(request: Request) -> bool:
    viewer = request.viewer
    return (
        viewer is not None
        and not viewer.barred
        and role_of(viewer.role).may(Permission.MANAGE_SETTINGS)
    )


def _founding(
    tx: ReadTransaction,
    request: Request,
    form: FoundingForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    typed: dict[str, str] = msgspec.to_builtins(form)
    return page_answer(
        request,
        "first_run.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(
            action=_PATH,
            values={name: value for name, value in typed.items() if name != "password"},
            errors=errors,
        ),
    )


def _place(
    tx: ReadTransaction,
    request: Request,
    form: PlaceForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    return page_answer(
        request,
        "admin/place.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PLACE, values=msgspec.to_builtins(form), errors=errors),
    )
