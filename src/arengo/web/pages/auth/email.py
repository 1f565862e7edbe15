"""The page to change the e-mail address, for whoever is signed in."""

from typing import Final

import msgspec

from arengo.auth.users.actions import change_email
from arengo.auth.users.queries import user_by_id
from arengo.base.errors import Invalid
from arengo.base.text.names import email_key, normalise_email
from arengo.gate.answers import Answer, redirect
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.auth.problems import field_errors, wrong
from arengo.web.pages.auth.proof import has_second_factor, proof_error
from arengo.web.pages.auth.sessions import to_sign_in, with_language
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/settings/security/email"
_FORBIDDEN: Final = 403


class EmailForm(msgspec.Struct, frozen=True, kw_only=True):
    """The new address, and the password or a code of the second factor."""

    email: str = ""
    current: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_email(tx: ReadTransaction, request: Request) -> Answer:
    """Show the address that counts, and ask for another."""
    return to_sign_in(request, _PATH) if request.viewer is None else _page(tx, request, EmailForm())


async def show_again(request: Request, form: EmailForm) -> Answer:
    """Show a form that was open too long once more, with the address."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    return await request.read(_page, request, form, wrong("", "expired"), status=_FORBIDDEN)


@acts("POST", _PATH, access=Access.PAGE, bucket="mail", expired=show_again)
async def take_email(request: Request, form: EmailForm) -> Answer:
    """Write to the new address. The page says the same whoever has that address."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    try:
        address = normalise_email(form.email)
    except Invalid as refusal:
        return await request.read(_page, request, form, *field_errors(refusal))
    error = await proof_error(request, form.current, field="current")
    if error is not None:
        return await request.read(_page, request, form, error)
    before = await request.read(user_by_id, request.me)
    await request.write(change_email, account_id=request.me, email=address, keys=request.site.keys)
    if email_key(address) == email_key(before.email):
        return redirect(with_language(request, "/settings/security", {}))
    return await _waits(request, address)


async def _waits(request: Request, address: str) -> Answer:
    frame = await request.read(frame_of, request, form=True)
    if not frame.letters:
        return page_answer(request, "auth/done.html", frame, what="email")
    return page_answer(request, "auth/check_mail.html", frame, address=address, reason="change")


def _page(
    tx: ReadTransaction,
    request: Request,
    form: EmailForm,
    *errors: FieldError,
    status: int | None = None,
) -> Answer:
    user = user_by_id(tx, request.me)
    return page_answer(
        request,
        "auth/change_email.html",
        frame_of(tx, request, form=True),
        status=status,
        form=Form(action=_PATH, values={"email": form.email}, errors=errors),
        address=user.email,
        waiting=user.new_email or "",
        second_factor=has_second_factor(tx, request),
    )
