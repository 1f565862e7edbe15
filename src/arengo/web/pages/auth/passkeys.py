"""Looking after one's passkeys: adding one after the password, renaming, removing."""

from typing import Final

import msgspec

from arengo.auth.passkeys import actions
from arengo.auth.passkeys.ceremonies import Here, check_made, handle_of, making_options, read_made
from arengo.auth.passkeys.challenges import Purpose, draw_challenge, drawn_at
from arengo.auth.passkeys.model import NAME_MAX, NotGenuine
from arengo.auth.passkeys.queries import passkeys_of
from arengo.base.errors import Invalid
from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import Form
from arengo.web.pages.auth.browsers import browser_name
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.proof import both_error
from arengo.web.pages.auth.security_views import PATH, Shown, security_page
from arengo.web.pages.frames import done, frame_of, page_answer

_PATH: Final = f"{PATH}/passkeys"
_NEW: Final = f"{_PATH}/new"


class ProofForm(msgspec.Struct, frozen=True, kw_only=True):
    """Who it is, for what a borrowed browser must not be able to do."""

    password: str = ""
    code: str = ""


class NewForm(msgspec.Struct, frozen=True, kw_only=True):
    """What the browser's device made, as JSON, and what its owner calls it."""

    credential: str = ""
    name: str = ""


class NameForm(msgspec.Struct, frozen=True, kw_only=True):
    """Another name."""

    name: str = ""


def here(request: Request) -> Here:
    """Return what passkeys are bound to."""
    settings = request.site.settings
    return Here(host=settings.host_name, origin=settings.origin)


async def show_security_again(request: Request, form: ProofForm) -> Answer:
    """Show the page once more on which the form was open too long."""
    del form
    return await security_page(request, Shown(passkey_errors=(wrong("", "expired"),)))


@acts("POST", _PATH, access=Access.MEMBER, bucket="sign_in", expired=show_security_again)
async def begin_passkey(request: Request, form: ProofForm) -> Answer:
    """Let whoever knows the password have a passkey made."""
    error = await both_error(request, form.password, form.code)
    if error is not None:
        return await security_page(request, Shown(passkey_errors=(error,)))
    return await _ask(request, name=browser_name(request.header("user-agent")))


@acts("POST", _NEW, access=Access.MEMBER, bucket="sign_in")
async def add_passkey(request: Request, form: NewForm) -> Answer:
    """Keep what the device made; whose password was right a moment ago is in the question."""
    try:
        made = read_made(form.credential)
        if drawn_at(request.site.keys, Purpose.ADD, _about(request), made.challenge) is None:
            return await security_page(request, Shown(passkey_errors=(wrong("", "passkey_late"),)))
        new = check_made(made, here(request))
    except NotGenuine:
        return await security_page(request, Shown(passkey_errors=(wrong("", "passkey_strange"),)))
    try:
        await request.write(actions.add_passkey, account_id=request.me, new=new, name=form.name)
    except Invalid as refusal:
        return await security_page(request, Shown(passkey_errors=field_errors(refusal)))
    return done(request, PATH, "passkey_added")


@acts("POST", f"{_PATH}/{{passkey_id}}", access=Access.MEMBER, bucket="write")
async def rename_passkey(request: Request, passkey_id: int, form: NameForm) -> Answer:
    """Call a passkey something else."""
    await request.write(
        actions.rename_passkey, passkey_id=passkey_id, account_id=request.me, name=form.name
    )
    return done(request, PATH, "saved")


@acts("POST", f"{_PATH}/{{passkey_id}}/remove", access=Access.MEMBER, bucket="write")
async def remove_passkey(request: Request, passkey_id: int) -> Answer:
    """Let a passkey open nothing any more."""
    await request.write(actions.remove_passkey, passkey_id=passkey_id, account_id=request.me)
    return done(request, PATH, "passkey_removed")


async def _ask(request: Request, *, name: str) -> Answer:
    """Show the page on which the browser is asked to make a passkey."""
    frame = await request.read(frame_of, request, form=True)
    options = await request.read(_options, request)
    form = Form(action=_NEW, values={"name": name[:NAME_MAX]})
    return page_answer(request, "auth/new_passkey.html", frame, form=form, options=options.decode())


def _options(tx: ReadTransaction, request: Request) -> bytes:
    keys = request.site.keys
    return making_options(
        here(request),
        draw_challenge(keys, Purpose.ADD, _about(request)),
        handle=handle_of(keys, request.me),
        name=account_by_id(tx, request.me).username,
        known=passkeys_of(tx, request.me),
    )


def _about(request: Request) -> str:
    """Bind a question to this account in this session."""
    session = request.viewer.session_id if request.viewer else None
    return f"{request.me} {session}"
