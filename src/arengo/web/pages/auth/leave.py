"""The page on which people delete their account."""

from typing import Final

import msgspec

from arengo.gate.answers import Answer
from arengo.gate.request import Request
from arengo.gate.routes import Access, acts, reads
from arengo.social.accounts.actions import delete_account
from arengo.social.accounts.queries import account_by_id
from arengo.storage import ReadTransaction
from arengo.web.context import FieldError, Form
from arengo.web.pages.auth.proof import both_error, has_second_factor
from arengo.web.pages.auth.sessions import forget, to_sign_in
from arengo.web.pages.frames import frame_of, page_answer

_PATH: Final = "/settings/security/delete"


class LeaveForm(msgspec.Struct, frozen=True, kw_only=True):
    """The password and, where there is a second factor, a code of it."""

    password: str = ""
    code: str = ""


@reads(_PATH, access=Access.PAGE, bucket="page")
def show_leave(tx: ReadTransaction, request: Request) -> Answer:
    """Say what is lost, and ask whether it is really them."""
    return to_sign_in(request, _PATH) if request.viewer is None else _page(tx, request)


@acts("POST", _PATH, access=Access.PAGE, bucket="sign_in")
async def leave(request: Request, form: LeaveForm) -> Answer:
    """Delete the account of whoever is signed in, for good."""
    if request.viewer is None:
        return to_sign_in(request, _PATH)
    error = await both_error(request, form.password, form.code)
    if error is not None:
        return await request.read(_page, request, error)
    await request.write(delete_account, request.me)
    request.viewer = None  # nobody is signed in any more
    forget(request)
    frame = await request.read(frame_of, request)
    return page_answer(request, "auth/done.html", frame, what="deleted")


def _page(tx: ReadTransaction, request: Request, *errors: FieldError) -> Answer:
    return page_answer(
        request,
        "auth/delete_account.html",
        frame_of(tx, request, form=True),
        form=Form(action=_PATH, errors=errors),
        name=account_by_id(tx, request.me).username,
        second_factor=has_second_factor(tx, request),
    )
