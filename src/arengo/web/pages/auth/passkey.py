"""Signing in with a passkey: the question for the browser, and what its answer opens."""

from typing import Final

from arengo.auth.passkeys.ceremonies import (
    Answered,
    check_answer,
    handle_of,
    read_answer,
    sign_in_options,
)
from arengo.auth.passkeys.challenges import Purpose, draw_challenge, drawn_at
from arengo.auth.passkeys.model import NotGenuine, Passkey, Use
from arengo.auth.passkeys.queries import passkey_by_credential
from arengo.auth.sessions.queries import sign_in_obstacle
from arengo.auth.users.queries import user_by_id
from arengo.gate.answers import Answer, redirect
from arengo.gate.csrf import csrf_token
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.pages.auth.passkeys import here
from arengo.web.pages.auth.problems import wrong
from arengo.web.pages.auth.sessions import begin_by_passkey, forget_step, safe_return
from arengo.web.pages.auth.sign_in import ReturnForm, SignInForm, ask_again, explain

_PATH: Final = "/auth/passkey"
_FORBIDDEN: Final = 403


class AnswerForm(ReturnForm, frozen=True, kw_only=True):
    """What the browser's device answered, as JSON."""

    credential: str = ""


@reads(f"{_PATH}/options", access=Access.PAGE, bucket="page")
def ask_for_passkey(tx: ReadTransaction, request: Request) -> Answer:
    """Draw a question that only this browser can bring an answer to."""
    del tx
    challenge = draw_challenge(request.site.keys, Purpose.SIGN_IN, csrf_token(request))
    return Answer(sign_in_options(here(request), challenge))


async def show_again(request: Request, form: AnswerForm) -> Answer:
    """Show the sign-in page to whoever waited too long."""
    error = wrong("", "passkey_late")
    return await ask_again(request, _back(form), error, status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in", expired=show_again)
async def sign_in_with_passkey(request: Request, form: AnswerForm) -> Answer:
    """Check what a device signed, and sign in whose passkey it is."""
    try:
        use = await _use(request, read_answer(form.credential))
    except NotGenuine:
        return await ask_again(request, _back(form), wrong("", "passkey_unknown"))
    if use is None:
        return await ask_again(request, _back(form), wrong("", "passkey_late"))
    user = await request.read(user_by_id, use.passkey.account_id)
    obstacle = await request.read(sign_in_obstacle, user)
    if obstacle is not None:
        return await ask_again(request, _back(form), await explain(request, user, obstacle))
    if not await begin_by_passkey(request, use):
        return await ask_again(request, _back(form), wrong("", "passkey_late"))
    forget_step(request)
    return redirect(safe_return(form.return_to))


async def _use(request: Request, answered: Answered) -> Use | None:
    """Return which passkey answered; None when the question is not ours any more."""
    drawn_ms = drawn_at(request.site.keys, Purpose.SIGN_IN, csrf_token(request), answered.challenge)
    if drawn_ms is None:
        return None
    passkey = await request.read(passkey_by_credential, answered.credential_id)
    if passkey is None or not _knows(request, answered, passkey):
        raise NotGenuine
    count = check_answer(answered, here(request), passkey)
    return Use(passkey=passkey, asked_ms=drawn_ms, sign_count=count)


def _knows(request: Request, answered: Answered, passkey: Passkey) -> bool:
    """Tell whether the device means the account to which the passkey was given."""
    return answered.handle == handle_of(request.site.keys, passkey.account_id)


def _back(form: AnswerForm) -> SignInForm:
    return SignInForm(return_to=form.return_to)
